package org.hutong.core.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.casework.Case;
import org.hutong.casework.Casework;
import org.hutong.catalogue.Item;
import org.hutong.core.store.Store;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.statistics.Typing;
import org.hutong.statistics.Typing.FieldSource;
import org.hutong.statistics.Typing.FormLine;

/** Typing saved (R19). */
final class TypingDesk {
  private static final String OF_CASE =
      "SELECT typed, typed_apart FROM case_file WHERE case_number = ?";

  private final String street;
  private final Store store;
  private final FormTraces traces;
  private final Casework casework;
  private final CountTable table;

  TypingDesk(String street, Store store, FormTraces traces, Casework casework, CountTable table) {
    this.street = street;
    this.store = store;
    this.traces = traces;
    this.casework = casework;
    this.table = table;
  }

  Typing ofPeriod(Period period, Set<String> without, boolean whole) {
    long[] sum = table.typing(period, without, null);
    if (!whole) {
      sum = shown(period, without);
    }
    boolean none = sum[0] == 0 && !whole;
    return new Typing(
        street,
        period.text(),
        null,
        null,
        none ? null : (Long) sum[0],
        none ? null : (Long) sum[1],
        none ? null : (Long) sum[2],
        none ? null : (Long) (sum[2] - sum[1]),
        List.of(),
        List.of());
  }

  /** Months with few cases are left out. */
  private long[] shown(Period period, Set<String> without) {
    long[] sum = new long[3];
    for (var m = period.first(); m.isBefore(period.behind()); m = m.plusMonths(1)) {
      long[] month = table.typing(new Period(m.toString(), m, m.plusMonths(1)), without, null);
      for (int i = 0; month[0] >= Suppression.LEAST && i < sum.length; i++) {
        sum[i] += month[i];
      }
    }
    return sum;
  }

  Typing ofItem(ItemIndex items, String asked) {
    String key = items.key(asked);
    if (key == null) {
      throw Refused.because(Code.ITEM_NOT_FOUND);
    }
    Item item = items.item(key);
    List<TracedField> all = traces.all(item);
    List<FieldSource> fields = all.stream().map(TracedField::shown).toList();
    Map<String, Integer> forms = new LinkedHashMap<>();
    item.systems().forEach(t -> forms.put(t.system(), 0));
    all.stream()
        .filter(f -> f.operation().equals("CREATE"))
        .forEach(f -> forms.merge(f.system(), 1, Integer::sum));
    SampleBody sample = SampleBody.of(item, true);
    long typed = TypedValues.in(sample.body());
    long apart = forms.values().stream().mapToInt(Integer::intValue).sum();
    return new Typing(
        street, null, item.ref(), null, null, typed, apart, apart - typed, lines(forms), fields);
  }

  private List<FormLine> lines(Map<String, Integer> forms) {
    List<FormLine> lines = new ArrayList<>();
    forms.forEach((system, fields) -> lines.add(new FormLine(system, traces.name(system), fields)));
    return lines;
  }

  Typing ofCase(Caller caller, String number) {
    // Whether the caller may know of it is the case's own rule, and its reading is audited there.
    Case seen = casework.get(caller, number, null);
    long[] kept = store.read(c -> kept(c, number));
    List<FieldSource> fields =
        traces.created(seen.item()).stream().map(TracedField::shown).toList();
    return new Typing(
        street,
        null,
        seen.item(),
        number,
        1L,
        kept[0],
        kept[1],
        kept[1] - kept[0],
        List.of(),
        fields);
  }

  private static long[] kept(Connection c, String number) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(OF_CASE)) {
      s.setString(1, number);
      try (ResultSet row = s.executeQuery()) {
        return row.next() ? new long[] {row.getLong(1), row.getLong(2)} : new long[2];
      }
    }
  }
}
