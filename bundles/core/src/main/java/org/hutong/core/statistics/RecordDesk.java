package org.hutong.core.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hutong.core.store.SqlStore;
import org.hutong.statistics.RecordScore;
import org.hutong.statistics.RecordScore.Row;
import org.jspecify.annotations.Nullable;

/** How many of the records that an end has closed have their full content (R44). */
final class RecordDesk {
  private static final int RECORDS = 0;
  private static final int WHOLE = 4;
  private static final int LENGTH = CaseCounter.RECORDS.amounts().size();
  private static final String SUMS =
      "SELECT month_no, unit, item, "
          + String.join(", ", CaseCounter.RECORDS.amounts())
          + " FROM record_count WHERE month_no >= ? AND month_no < ? AND records > 0";

  private final String street;
  private final SqlStore store;

  RecordDesk(String street, SqlStore store) {
    this.street = street;
    this.store = store;
  }

  private record Line(int month, String unit, String item, long[] amounts) {}

  /** The items of which records were closed in the period. */
  Set<String> items(Period period) {
    Set<String> items = new TreeSet<>();
    read(period).forEach(line -> items.add(line.item()));
    return items;
  }

  /**
   * The score.
   *
   * @param without items left out
   * @param own only the records of this unit; null: all
   * @param suppressed whether only the street's sums are shown, without small numbers
   */
  RecordScore of(
      Period period,
      Set<String> without,
      List<String> leftOut,
      @Nullable String own,
      boolean suppressed,
      long uncounted) {
    Map<Integer, Map<String, long[]>> months = new TreeMap<>();
    for (Line line : read(period)) {
      if (!without.contains(line.item()) && (own == null || own.equals(line.unit()))) {
        Sums.add(
            months.computeIfAbsent(line.month(), m -> new TreeMap<>()),
            suppressed ? "" : line.unit(),
            line.amounts());
      }
    }
    List<Row> rows = new ArrayList<>();
    Map<String, long[]> total = new TreeMap<>();
    months.forEach(
        (month, units) ->
            units.forEach(
                (unit, amounts) -> {
                  String name = Breakdown.month(month);
                  rows.add(suppressed ? coarse(name, amounts, total) : row(name, unit, amounts));
                  if (!suppressed) {
                    Sums.add(total, "", amounts);
                  }
                }));
    long[] all = total.getOrDefault("", new long[LENGTH]);
    return new RecordScore(
        street,
        period.text(),
        period.first().atDay(1),
        period.behind().atDay(1),
        suppressed,
        leftOut,
        uncounted,
        rows,
        suppressed
            ? new Row("", "", all[RECORDS], null, null, null, null, score(all))
            : row("", "", all));
  }

  private static Row row(String month, String unit, long[] a) {
    return new Row(month, unit, a[RECORDS], a[1], a[2], a[3], a[WHOLE], score(a));
  }

  /**
   * A month for who may not see small numbers: not at all below ten, and where fewer than ten are
   * whole or lack something, as if the whole were as few as they can be then. So the score is never
   * better than the truth, and the same whatever the small number is.
   */
  private static Row coarse(String month, long[] amounts, Map<String, long[]> total) {
    long records = amounts[RECORDS];
    if (records < Suppression.LEAST) {
      return new Row(month, "", null, null, null, null, null, null);
    }
    long[] shown = new long[LENGTH];
    shown[RECORDS] = records;
    long lacking = records - amounts[WHOLE];
    boolean few = lacking > 0 && lacking < Suppression.LEAST;
    shown[WHOLE] = few ? records - Suppression.LEAST + 1 : amounts[WHOLE];
    if (shown[WHOLE] < Suppression.LEAST) {
      shown[WHOLE] = 0;
    }
    Sums.add(total, "", shown);
    return new Row(month, "", records, null, null, null, null, score(shown));
  }

  private static @Nullable Integer score(long[] amounts) {
    return amounts[RECORDS] == 0 ? null : (Integer) (int) (amounts[WHOLE] * 100 / amounts[RECORDS]);
  }

  private List<Line> read(Period period) {
    return store.read(c -> read(c, period));
  }

  private static List<Line> read(Connection c, Period period) throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(SUMS)) {
      s.setInt(1, Period.number(period.first()));
      s.setInt(2, Period.number(period.behind()));
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          long[] amounts = new long[LENGTH];
          for (int i = 0; i < LENGTH; i++) {
            amounts[i] = row.getLong(i + 4);
          }
          lines.add(new Line(row.getInt(1), row.getString(2), row.getString(3), amounts));
        }
      }
    }
    return lines;
  }
}
