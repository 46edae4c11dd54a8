package org.hutong.core.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hutong.core.store.Store;
import org.jspecify.annotations.Nullable;

/** Reads the counters. */
final class CountTable {
  private static final String SUMS =
      String.join(", ", CaseCounter.CASES.amounts().stream().map(a -> "SUM(" + a + ")").toList());

  private static final String ITEMS =
      "SELECT DISTINCT item FROM case_count WHERE month_no >= ? AND month_no < ? AND family = 'H'";

  private static final String EVER = "SELECT MIN(month_no), MAX(month_no) FROM case_count";

  private final Store store;

  CountTable(Store store) {
    this.store = store;
  }

  /**
   * Which counters.
   *
   * @param without items left out
   * @param only only these items; null: all
   */
  record Which(
      String family, Set<String> without, @Nullable Set<String> only, @Nullable String part) {}

  /** By month and by item or part. */
  Map<Integer, Map<String, long[]>> figures(Period period, boolean byItem, Which which) {
    Map<Integer, Map<String, long[]>> found = new TreeMap<>();
    amounts(period, byItem ? "item" : "part", which)
        .forEach(
            (month, cells) ->
                cells.forEach(
                    (code, amounts) ->
                        found
                            .computeIfAbsent(month, m -> new TreeMap<>())
                            .put(code, Sums.of(amounts))));
    return found;
  }

  /** Cases registered in the month by the state they are in now; by month and by item or part. */
  Map<Integer, Map<String, long[]>> states(Period period, boolean byItem, Which which) {
    Map<Integer, Map<String, long[]>> found = amounts(period, byItem ? "item" : "part", which);
    found.values().forEach(cells -> cells.replaceAll((code, a) -> CaseCounter.states(a)));
    return found;
  }

  /** All months that have counters; this one where there are none. */
  Period ever(YearMonth now) {
    return store.read(
        c -> {
          try (PreparedStatement s = c.prepareStatement(EVER);
              ResultSet row = s.executeQuery()) {
            row.next();
            int first = row.getInt(1);
            YearMonth from = first == 0 ? now : Period.month(first);
            YearMonth last = first == 0 ? now : Period.month(row.getInt(2));
            return new Period("", from, last.plusMonths(1));
          }
        });
  }

  /** The items that have counters in the period. */
  Set<String> items(Period period) {
    return store.read(
        c -> {
          Set<String> items = new TreeSet<>();
          try (PreparedStatement s = c.prepareStatement(ITEMS)) {
            s.setInt(1, Period.number(period.first()));
            s.setInt(2, Period.number(period.behind()));
            try (ResultSet row = s.executeQuery()) {
              while (row.next()) {
                items.add(row.getString(1));
              }
            }
          }
          return items;
        });
  }

  /** Cases registered in the period, values typed, fields of the systems' forms. */
  long[] typing(Period period, Set<String> without, @Nullable Set<String> only) {
    long[] sum = new long[3];
    amounts(period, "family", new Which(CaseCounter.COMMUNITY, without, only, null))
        .values()
        .forEach(
            cells ->
                cells
                    .values()
                    .forEach(
                        a -> {
                          sum[0] += a[0];
                          sum[1] += a[9];
                          sum[2] += a[10];
                        }));
    return sum;
  }

  private Map<Integer, Map<String, long[]>> amounts(Period period, String code, Which which) {
    if (which.only() != null && which.only().isEmpty()) {
      return Map.of();
    }
    return store.read(c -> amounts(c, period, code, which));
  }

  private static Map<Integer, Map<String, long[]>> amounts(
      Connection c, Period period, String code, Which which) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT month_no, " + code + ", " + SUMS);
    sql.append(" FROM case_count WHERE month_no >= ? AND month_no < ? AND family = ?");
    List<Object> values = new ArrayList<>();
    values.add(Period.number(period.first()));
    values.add(Period.number(period.behind()));
    values.add(which.family());
    in(sql, values, " AND item NOT IN ", which.without());
    in(sql, values, " AND item IN ", which.only() == null ? Set.of() : which.only());
    if (which.part() != null) {
      sql.append(" AND part = ?");
      values.add(which.part());
    }
    sql.append(" GROUP BY month_no, ").append(code);
    Map<Integer, Map<String, long[]>> found = new TreeMap<>();
    try (PreparedStatement s = c.prepareStatement(sql.toString())) {
      for (int i = 0; i < values.size(); i++) {
        s.setObject(i + 1, values.get(i));
      }
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          long[] amounts = new long[CaseCounter.CASES.amounts().size()];
          for (int i = 0; i < amounts.length; i++) {
            amounts[i] = row.getLong(i + 3);
          }
          found.computeIfAbsent(row.getInt(1), m -> new TreeMap<>()).put(row.getString(2), amounts);
        }
      }
    }
    return found;
  }

  private static void in(StringBuilder sql, List<Object> values, String what, Set<String> items) {
    if (!items.isEmpty()) {
      sql.append(what).append('(');
      sql.append(String.join(", ", Collections.nCopies(items.size(), "?"))).append(')');
      values.addAll(items);
    }
  }
}
