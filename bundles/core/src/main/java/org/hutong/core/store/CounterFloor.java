package org.hutong.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Numbers at or below which a counter gives none, whatever the tables hold. */
public final class CounterFloor {
  private static final String ALL = "SELECT counter, floor_value FROM counter_floor";
  private static final String DROP = "DELETE FROM counter_floor WHERE counter = ?";
  private static final String INSERT =
      "INSERT INTO counter_floor (counter, floor_value) VALUES (?, ?)";

  private CounterFloor() {}

  /** Counter to floor. */
  public static Map<String, Long> all(Connection connection) throws SQLException {
    Map<String, Long> floors = new HashMap<>();
    try (PreparedStatement s = connection.prepareStatement(ALL);
        ResultSet row = s.executeQuery()) {
      while (row.next()) {
        floors.put(row.getString(1), row.getLong(2));
      }
    }
    return floors;
  }

  /** Sets one, in the caller's transaction. */
  public static void set(Connection connection, String counter, long floor) throws SQLException {
    try (PreparedStatement drop = connection.prepareStatement(DROP)) {
      drop.setString(1, counter);
      drop.executeUpdate();
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, counter);
      insert.setLong(2, floor);
      insert.executeUpdate();
    }
  }
}
