package org.hutong.core.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hutong.core.store.SqlStore;

/**
 * Gives counters from before an upgrade the states of their cases. What was registered is what is
 * in some state: where that does not hold, all is counted anew, once, while the writer waits.
 */
public final class StateFill {
  private static final String LACKING =
      "SELECT SUM(registered - ("
          + String.join(" + ", CaseCounter.STATES)
          + ")) FROM case_count WHERE family = '"
          + CaseCounter.COMMUNITY
          + "'";

  private StateFill() {}

  /** Cases that are counted, and not by their state. */
  public static long lacking(Connection connection) throws SQLException {
    try (PreparedStatement s = connection.prepareStatement(LACKING);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Counts them, where there are any. */
  public static void fill(SqlStore store) {
    if (store.read(StateFill::lacking) != 0) {
      new Recounter(store).run(true);
    }
  }
}
