package org.hutong.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * One appliance at a time over one schema of PostgreSQL: the writer keeps numbers in memory, and a
 * second one would give them again. The lock lives as long as the session of whoever writes; Derby
 * sees to the same by itself.
 */
final class SoleUse {
  /**
   * The server notices within a minute that the machine behind a session is gone, also while an
   * answer is on its way to it. A server that does not know one of them does without.
   */
  private static final String KEEP_ALIVE =
      """
      SELECT set_config(name, v.value, false)
        FROM (VALUES ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'),
                     ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '60000'))
             AS v (name, value) JOIN pg_settings s USING (name)
      """;

  private static final String KEY = "hashtext('hutong.writer'), hashtext(current_schema())";
  private static final String TRY = "SELECT pg_try_advisory_lock(" + KEY + ")";
  private static final String FREE = "SELECT pg_advisory_unlock(" + KEY + ")";
  private static final String MYSELF =
      "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";
  private static final String END =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start = ?";
  private static final String HOLDER =
      "SELECT a.client_addr, a.backend_start FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
          + " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2"
          + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
          + " AND l.classid::bigint = hashtext('hutong.writer')::bigint & 4294967295"
          + " AND l.objid::bigint = hashtext(current_schema())::bigint & 4294967295";

  private static final String PATIENCE = "SET lock_timeout = '2s'";
  private static final String NO_PATIENCE = "RESET lock_timeout";
  private static final String WAIT = "SELECT pg_advisory_lock(" + KEY + ")";
  private static final String NOT_IN_TIME = "55P03";

  /** A session as the server knows it. */
  private record Session(int pid, Timestamp since) {}

  private @Nullable Session mine;

  /**
   * Takes the lock for this session, which was just opened.
   *
   * @throws StoreRefused another appliance has it
   */
  synchronized void take(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(KEEP_ALIVE);
      if (!isTrue(statement, TRY)) {
        // What this process lost may live on at the server, with the lock.
        end(connection);
        await(statement);
      }
      mine = myself(statement);
    }
  }

  private static void await(Statement statement) throws SQLException {
    statement.execute(PATIENCE);
    try {
      statement.execute(WAIT);
    } catch (SQLException e) {
      throw NOT_IN_TIME.equals(e.getSQLState()) ? new StoreRefused(holder(statement)) : e;
    }
    statement.execute(NO_PATIENCE);
  }

  /** Gives it back while the session goes on. */
  static void free(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      isTrue(statement, FREE);
    }
  }

  private void end(Connection connection) throws SQLException {
    Session lost = mine;
    if (lost != null) {
      try (PreparedStatement end = connection.prepareStatement(END)) {
        end.setInt(1, lost.pid());
        end.setTimestamp(2, lost.since());
        end.execute();
      }
    }
  }

  private static boolean isTrue(Statement statement, String question) throws SQLException {
    try (ResultSet row = statement.executeQuery(question)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static Session myself(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(MYSELF)) {
      row.next();
      return new Session(row.getInt(1), row.getTimestamp(2));
    }
  }

  private static String holder(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(HOLDER)) {
      boolean seen = row.next() && row.getString(1) != null;
      String who = seen ? "（" + row.getString(1) + "，自 " + row.getString(2) + "）" : "";
      return "数据库正由另一台设备使用" + who + "；一个数据库只供一台设备";
    }
  }
}
