package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.TreeMap;
import org.hutong.core.store.Tx;
import org.jspecify.annotations.Nullable;

/** The lanes' own table: which systems were ever delivered to, and who paused what. */
final class LaneRows {
  private static final String ALL =
      "SELECT system_id, paused, paused_by, paused_why, last_success FROM lane";
  private static final String FIND = "SELECT system_id FROM lane WHERE system_id = ?";
  private static final String INSERT = "INSERT INTO lane (system_id, paused) VALUES (?, 0)";
  private static final String PAUSE =
      "UPDATE lane SET paused = ?, paused_by = ?, paused_why = ?, paused_at = ? WHERE system_id = ?";
  private static final String SUCCESS = "UPDATE lane SET last_success = ? WHERE system_id = ?";

  /**
   * One lane as stored.
   *
   * @param lastSuccess milliseconds; 0 for never
   */
  record Stored(
      String system,
      boolean paused,
      @Nullable String pausedBy,
      @Nullable String pausedWhy,
      long lastSuccess) {
    static Stored fresh(String system) {
      return new Stored(system, false, null, null, 0);
    }
  }

  private LaneRows() {}

  static Map<String, Stored> all(Connection connection) throws SQLException {
    Map<String, Stored> lanes = new TreeMap<>();
    try (PreparedStatement all = connection.prepareStatement(ALL);
        ResultSet row = all.executeQuery()) {
      while (row.next()) {
        lanes.put(
            row.getString(1),
            new Stored(
                row.getString(1),
                row.getInt(2) == 1,
                row.getString(3),
                row.getString(4),
                row.getLong(5)));
      }
    }
    return lanes;
  }

  static void ensure(Tx tx, String system) throws SQLException {
    PreparedStatement find = tx.prepare(FIND);
    find.setString(1, system);
    try (ResultSet row = find.executeQuery()) {
      if (row.next()) {
        return;
      }
    }
    PreparedStatement insert = tx.prepare(INSERT);
    insert.setString(1, system);
    insert.executeUpdate();
  }

  static void pause(Tx tx, String system, @Nullable String by, @Nullable String why)
      throws SQLException {
    PreparedStatement pause = tx.prepare(PAUSE);
    pause.setInt(1, by == null ? 0 : 1);
    pause.setString(2, by);
    pause.setString(3, why);
    if (by == null) {
      pause.setNull(4, Types.BIGINT);
    } else {
      pause.setLong(4, tx.now().toEpochMilli());
    }
    pause.setString(5, system);
    pause.executeUpdate();
  }

  static void success(Tx tx, String system, long at) throws SQLException {
    PreparedStatement success = tx.prepare(SUCCESS);
    success.setLong(1, at);
    success.setString(2, system);
    success.executeUpdate();
  }
}
