package org.hutong.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a unit may use. Not kept beyond the unit. */
public interface Tx {
  /** The writer's connection, for reading; never committed, rolled back or closed by a unit. */
  Connection connection();

  /**
   * A statement prepared once for the writer's life; its parameters are cleared, never close it.
   */
  PreparedStatement prepare(String sql) throws SQLException;

  /** The time of this unit; the same for everything it writes. */
  Instant now();

  /**
   * The next number of a counter that never gives a number twice.
   *
   * @param counter names it, such as {@code delivery.id}
   * @param highest reads the highest number in use (0 for none); asked once a start
   */
  long next(String counter, Query<Long> highest) throws SQLException;

  /** Adds a change; its number is given when the group commits. */
  void change(String kind, String reference, int revision, String what);

  /** Adds a row to the audit trail; its number and hash are given when the group commits. */
  void audit(AuditRow row);

  /**
   * Adds to a row of sums. What the units of a group add to one row is written once, before the
   * group commits; a unit does not see it.
   *
   * @param key one value a key column, never null
   * @param amounts one a column of amounts; may be negative
   */
  void sum(SumTable table, List<Object> key, long... amounts);

  /** What is written from here on belongs to this call's {@code traceparent}. */
  void traced(@Nullable String traceparent);

  /** The {@code traceparent} of the call that this unit serves; null for none. */
  @Nullable String trace();

  /** Runs after the commit, in commit order, on another thread; what it throws is logged. */
  void afterCommit(Runnable action);
}
