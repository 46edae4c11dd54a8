package org.hutong.core.statistics;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hutong.casework.CaseState;
import org.hutong.core.store.SumTable;
import org.hutong.core.store.Tx;

/**
 * Keeps the counters in step with the cases: what a case adds is added in the unit that changes the
 * case, and what it added before is taken back.
 */
public final class CaseCounter {
  private static final List<String> FIGURES =
      List.of(
          "registered",
          "accepted",
          "granted",
          "denied",
          "on_time",
          "overdue",
          "not_accepted",
          "withdrawn",
          "terminated",
          "typed",
          "apart");

  /**
   * The cases registered in the month by the state they are in now; a column of the row that the
   * registration writes anyway. Together they are what was registered.
   */
  static final List<String> STATES =
      Arrays.stream(CaseState.values())
          .map(state -> "now_" + state.name().toLowerCase(Locale.ROOT))
          .toList();

  /** By month, family, item and part. */
  static final Counter CASES =
      new Counter(
          "case_count",
          List.of("month_no", "family", "item", "part"),
          Stream.concat(FIGURES.stream(), STATES.stream()).toList());

  /** Records that an end has closed, by month, item and the unit that registered the case. */
  static final Counter RECORDS =
      new Counter(
          "record_count",
          List.of("month_no", "item", "unit"),
          List.of("records", "with_target", "with_action", "with_result", "whole"));

  /** By item and community. */
  static final String COMMUNITY = "C";

  /** By item and channel. */
  static final String CHANNEL = "H";

  static final String COLUMNS =
      "item_scheme, item_code, community, channel, typed, typed_apart, registered_at, accepted_at,"
          + " ended_at, ended_how, due_status, state, unit, record_month, record_parts";
  private static final String BY_ID = "SELECT " + COLUMNS + " FROM case_file WHERE id = ?";

  private CaseCounter() {}

  /** Takes one more unit of a sum. */
  @FunctionalInterface
  interface Sums {
    void add(SumTable table, List<Object> key, long... amounts);
  }

  /** What is counted of a case; empty when it is not counted yet. */
  public static Optional<Counted> of(Tx tx, long caseId) throws SQLException {
    PreparedStatement s = tx.prepare(BY_ID);
    s.setLong(1, caseId);
    try (ResultSet row = s.executeQuery()) {
      return row.next() && row.getString(4) != null ? Optional.of(of(row)) : Optional.empty();
    }
  }

  /** A row with {@link #COLUMNS}. */
  static Counted of(ResultSet row) throws SQLException {
    String community = row.getString(3);
    return new Counted(
        row.getString(1) + "/" + row.getString(2),
        community == null ? "" : community,
        row.getString(4),
        CaseState.valueOf(row.getString(12)),
        row.getInt(5),
        row.getInt(6),
        Counted.month(row.getLong(7)),
        month(row, 8),
        month(row, 9),
        row.getString(10),
        row.getString(11),
        row.getString(13),
        row.getInt(14),
        row.getInt(15));
  }

  private static int month(ResultSet row, int column) throws SQLException {
    long at = row.getLong(column);
    return row.wasNull() ? 0 : Counted.month(at);
  }

  /** Counts a case for the first time. */
  public static void add(Tx tx, Counted counted) {
    add(counted, 1, tx::sum);
  }

  /** Counts a case otherwise than before. */
  public static void move(Tx tx, Counted before, Counted after) {
    if (!before.equals(after)) {
      add(before, -1, tx::sum);
      add(tx, after);
    }
  }

  static void add(Counted c, int sign, Sums sums) {
    for (String family : List.of(COMMUNITY, CHANNEL)) {
      String part = family.equals(COMMUNITY) ? c.community() : c.channel();
      long[] registered = new long[CASES.amounts().size()];
      registered[0] = sign;
      registered[9] = (long) sign * c.typed();
      registered[10] = (long) sign * c.apart();
      registered[FIGURES.size() + c.state().ordinal()] = sign;
      if (c.accepted() == c.registered()) {
        registered[1] = sign;
      } else if (c.accepted() != 0) {
        long[] accepted = new long[CASES.amounts().size()];
        accepted[1] = sign;
        sums.add(CASES.table(), List.of(c.accepted(), family, c.item(), part), accepted);
      }
      sums.add(CASES.table(), List.of(c.registered(), family, c.item(), part), registered);
      if (c.how() != null && c.ended() != 0) {
        sums.add(CASES.table(), List.of(c.ended(), family, c.item(), part), end(c, sign));
      }
    }
    if (c.recordMonth() != 0) {
      sums.add(
          RECORDS.table(),
          List.of(c.recordMonth(), c.item(), c.unit()),
          RecordParts.amounts(c, sign));
    }
  }

  /** The amounts by state, of a row's amounts. */
  static long[] states(long[] amounts) {
    return Arrays.copyOfRange(amounts, FIGURES.size(), CASES.amounts().size());
  }

  private static long[] end(Counted c, int sign) {
    long[] end = new long[CASES.amounts().size()];
    switch (c.how()) {
      case "GRANTED" -> end[2] = sign;
      case "DENIED" -> end[3] = sign;
      case "NOT_ACCEPTED" -> end[6] = sign;
      case "WITHDRAWN" -> end[7] = sign;
      default -> end[8] = sign;
    }
    if (end[2] != 0 || end[3] != 0) {
      if (c.due().equals("MET")) {
        end[4] = sign;
      } else if (c.due().equals("OVERDUE")) {
        end[5] = sign;
      }
    }
    return end;
  }
}
