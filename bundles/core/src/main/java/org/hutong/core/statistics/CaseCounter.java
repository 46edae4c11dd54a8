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
  static final List<String> KEYS = List.of("month_no", "family", "item", "part");
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

  static final List<String> AMOUNTS = Stream.concat(FIGURES.stream(), STATES.stream()).toList();

  /** By item and community. */
  static final String COMMUNITY = "C";

  /** By item and channel. */
  static final String CHANNEL = "H";

  static final SumTable TABLE = new SumTable("case_count", KEYS, AMOUNTS);

  static final String COLUMNS =
      "item_scheme, item_code, community, channel, typed, typed_apart, registered_at, accepted_at,"
          + " ended_at, ended_how, due_status, state";
  private static final String BY_ID = "SELECT " + COLUMNS + " FROM case_file WHERE id = ?";

  private CaseCounter() {}

  /** Takes one more unit of a sum. */
  @FunctionalInterface
  interface Sums {
    void add(List<Object> key, long... amounts);
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
        row.getString(11));
  }

  private static int month(ResultSet row, int column) throws SQLException {
    long at = row.getLong(column);
    return row.wasNull() ? 0 : Counted.month(at);
  }

  /** Counts a case for the first time. */
  public static void add(Tx tx, Counted counted) {
    add(counted, 1, (key, amounts) -> tx.sum(TABLE, key, amounts));
  }

  /** Counts a case otherwise than before. */
  public static void move(Tx tx, Counted before, Counted after) {
    if (!before.equals(after)) {
      add(before, -1, (key, amounts) -> tx.sum(TABLE, key, amounts));
      add(tx, after);
    }
  }

  static void add(Counted c, int sign, Sums sums) {
    for (String family : List.of(COMMUNITY, CHANNEL)) {
      String part = family.equals(COMMUNITY) ? c.community() : c.channel();
      long[] registered = new long[AMOUNTS.size()];
      registered[0] = sign;
      registered[9] = (long) sign * c.typed();
      registered[10] = (long) sign * c.apart();
      registered[FIGURES.size() + c.state().ordinal()] = sign;
      if (c.accepted() == c.registered()) {
        registered[1] = sign;
      } else if (c.accepted() != 0) {
        long[] accepted = new long[AMOUNTS.size()];
        accepted[1] = sign;
        sums.add(List.of(c.accepted(), family, c.item(), part), accepted);
      }
      sums.add(List.of(c.registered(), family, c.item(), part), registered);
      if (c.how() != null && c.ended() != 0) {
        sums.add(List.of(c.ended(), family, c.item(), part), end(c, sign));
      }
    }
  }

  /** The amounts by state, of a row's amounts. */
  static long[] states(long[] amounts) {
    return Arrays.copyOfRange(amounts, FIGURES.size(), AMOUNTS.size());
  }

  private static long[] end(Counted c, int sign) {
    long[] end = new long[AMOUNTS.size()];
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
