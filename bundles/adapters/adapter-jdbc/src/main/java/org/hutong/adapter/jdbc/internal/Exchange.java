package org.hutong.adapter.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.support.BoundedCalls;
import org.hutong.adapter.support.Trees;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/** One transaction with the system, which ends when its socket is closed from outside. */
abstract class Exchange<T> implements BoundedCalls.Call<T> {
  private static final int MOST_ROWS = 100;

  private final Pool pool;
  private final long endsAt;
  private volatile @Nullable PgConnection socket;
  private volatile boolean aborted;

  Exchange(Pool pool, Duration limit) {
    this.pool = pool;
    this.endsAt = System.nanoTime() + limit.toNanos();
  }

  /** Works on a fresh transaction; what is not committed is rolled back. */
  abstract T work(Connection connection) throws SQLException;

  /** The answer when no connection could be had. */
  abstract T unconnected(SQLException e) throws NotSent;

  /** The answer when {@link #work} failed. */
  abstract T failed(SQLException e);

  @Override
  public final T run() throws NotSent {
    Connection connection;
    try {
      connection = pool.connection();
    } catch (SQLException e) {
      return unconnected(e);
    }
    try (connection) {
      // The driver's own connection: the pool's would log each broken one as a warning with its
      // stack trace, though a system that is down is a status and no fault of ours.
      return onDriver(connection, connection.unwrap(PgConnection.class));
    } catch (SQLException e) {
      return failed(e);
    }
  }

  private T onDriver(Connection pooled, PgConnection driver) throws SQLException {
    boolean usable = false;
    try {
      socket = driver;
      if (aborted) {
        throw new SQLException("aborted", "08003");
      }
      limitTime(driver);
      T result = work(driver);
      driver.rollback();
      usable = true;
      return result;
    } catch (SQLException e) {
      usable = !SqlFailures.state(e).startsWith("08") && rolledBack(driver);
      return failed(e);
    } finally {
      socket = null;
      if (!usable || aborted) {
        pool.drop(pooled);
      }
    }
  }

  private static boolean rolledBack(PgConnection driver) {
    try {
      driver.rollback();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public final void abort() {
    aborted = true;
    PgConnection open = socket;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        // It was closed already, which is what was asked.
        aborted = true;
      }
    }
  }

  private long millisLeft() {
    return Math.max(1, (endsAt - System.nanoTime()) / 1_000_000);
  }

  /** The server stops a statement of ours by itself: an abandoned one must hold no lock there. */
  private void limitTime(Connection connection) throws SQLException {
    long left = millisLeft();
    connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, left + 1000));
    String sql =
        "SELECT set_config('statement_timeout', ?, true), set_config('lock_timeout', ?, true)";
    try (PreparedStatement limits = connection.prepareStatement(sql)) {
      limits.setString(1, Long.toString(left));
      limits.setString(2, Long.toString(left));
      limits.execute();
    }
  }

  /**
   * What a step brought.
   *
   * @param count rows touched or returned by the run that had fewest
   * @param most the same for the run that had most
   * @param rows at most {@value #MOST_ROWS} rows, column names in lower case
   */
  record Result(int count, int most, List<Map<String, Object>> rows) {
    @Nullable String receipt(Step step) {
      if (step.receipt() == null || rows.isEmpty()) {
        return null;
      }
      return Trees.single(rows.get(0).get(step.receipt().toLowerCase(Locale.ROOT)));
    }
  }

  static Result perform(Connection connection, Step step, List<List<@Nullable Object>> runs)
      throws SQLException {
    int least = runs.isEmpty() ? step.rows().least() : Integer.MAX_VALUE;
    int most = runs.isEmpty() ? step.rows().least() : 0;
    List<Map<String, Object>> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(step.template().sql())) {
      for (List<@Nullable Object> values : runs) {
        Values.set(statement, values);
        int count;
        if (statement.execute()) {
          try (ResultSet found = statement.getResultSet()) {
            count = read(found, rows);
          }
        } else {
          count = statement.getUpdateCount();
        }
        least = Math.min(least, count);
        most = Math.max(most, count);
      }
    }
    return new Result(least, most, rows);
  }

  private static int read(ResultSet found, List<Map<String, Object>> rows) throws SQLException {
    ResultSetMetaData columns = found.getMetaData();
    int count = 0;
    while (found.next()) {
      count++;
      if (rows.size() < MOST_ROWS) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), value(found, i));
        }
        rows.add(row);
      }
    }
    return count;
  }

  private static @Nullable Object value(ResultSet found, int column) throws SQLException {
    Object value = found.getObject(column);
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    return found.getString(column);
  }
}
