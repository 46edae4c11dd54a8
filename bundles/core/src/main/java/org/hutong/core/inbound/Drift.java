package org.hutong.core.inbound;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hutong.adapter.Batch;
import org.hutong.core.systems.InboundRules.ColumnType;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.SystemDefinition;

/** Compares rows with the columns that their feed declares (R31). */
final class Drift {
  private static final String FILE = "file";

  /** So many values of one column, none of which fits, are a change of its type. */
  private static final int TYPE_CHANGED = 5;

  /** So many rows, none of which has a column, have lost it. */
  private static final int COLUMN_GONE = 5;

  private Drift() {}

  /** What has changed, as a Chinese sentence; empty when the rows look as declared. */
  static Optional<String> of(SystemDefinition system, FeedRules rules, List<Batch.Row> rows) {
    return of(rules, rows, FILE.equals(system.technology()));
  }

  /**
   * The same.
   *
   * @param whole every row has every column, as under a file's header: what is missing is gone
   */
  static Optional<String> of(FeedRules rules, List<Batch.Row> rows, boolean whole) {
    Set<String> more = new LinkedHashSet<>();
    Set<String> less = new LinkedHashSet<>(rules.columns().keySet());
    for (Batch.Row row : rows) {
      for (String column : row.fields().keySet()) {
        if (!rules.columns().containsKey(column) && !rules.drop().contains(column)) {
          more.add(Texts.name(column));
        }
      }
      less.removeAll(row.fields().keySet());
    }
    if (rows.isEmpty() || !whole && more.isEmpty() && rows.size() < COLUMN_GONE) {
      // Other sources leave out what is null: a few rows without it say nothing of the rest.
      less.clear();
    }
    List<String> said = new ArrayList<>();
    if (!less.isEmpty()) {
      said.add("缺少列 " + shown(less));
    }
    if (!more.isEmpty()) {
      said.add("多出列 " + shown(more));
    }
    Set<String> types = changedTypes(rules, rows);
    if (!types.isEmpty()) {
      said.add("列的类型与声明不符 " + shown(types));
    }
    return said.isEmpty() ? Optional.empty() : Optional.of("数据结构已变：" + String.join("；", said));
  }

  /** The columns of a pushed row that are not declared; one that it leaves out is empty. */
  static Optional<String> more(FeedRules rules, Batch.Row row) {
    Set<String> more = new LinkedHashSet<>(row.fields().keySet());
    more.removeAll(rules.columns().keySet());
    more.removeAll(rules.drop());
    Set<String> named = new LinkedHashSet<>();
    more.forEach(column -> named.add(Texts.name(column)));
    return named.isEmpty() ? Optional.empty() : Optional.of("数据结构已变：多出列 " + shown(named));
  }

  private static String shown(Set<String> columns) {
    String all = String.join("、", columns);
    return all.length() <= 150 ? all : all.substring(0, 150) + "…";
  }

  private static Set<String> changedTypes(FeedRules rules, List<Batch.Row> rows) {
    Set<String> changed = new LinkedHashSet<>();
    for (Map.Entry<String, ColumnType> column : rules.columns().entrySet()) {
      List<String> values =
          rows.stream()
              .map(row -> row.fields().getOrDefault(column.getKey(), ""))
              .filter(value -> !value.isEmpty())
              .toList();
      if (values.size() >= TYPE_CHANGED && values.stream().noneMatch(column.getValue()::fits)) {
        changed.add(column.getKey());
      }
    }
    return changed;
  }

  /** The first column of a single row whose value does not fit. */
  static Optional<String> misfit(FeedRules rules, Batch.Row row) {
    return rules.columns().entrySet().stream()
        .filter(c -> !c.getValue().fits(row.fields().getOrDefault(c.getKey(), "")))
        .map(c -> "列 " + c.getKey() + " 的内容与声明的类型不符")
        .findFirst();
  }
}
