package org.hutong.core.upkeep;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hutong.core.store.SqlStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a night may believe the clock: one that is set years ahead would let it remove what the
 * law keeps. It is held against the newest act before this start and the last sweep since.
 */
final class ClockDoubt {
  private static final Logger LOG = LoggerFactory.getLogger(ClockDoubt.class);
  private static final Duration BELIEVED = Duration.ofDays(40);
  private static final String NEWEST = "SELECT MAX(at_ms) FROM audit_log WHERE at_ms < ?";

  private final SqlStore store;
  private final Clock clock;
  private volatile long known;

  ClockDoubt(SqlStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Says in the log when it does not. */
  boolean believes() {
    long now = clock.millis();
    long last = Math.max(known, store.read(ClockDoubt::newest));
    if (last == 0 || now - last <= BELIEVED.toMillis()) {
      return true;
    }
    LOG.error(
        "The clock says {} and nothing is known after {}: nothing is removed tonight; look at the"
            + " clock, and when it is right call hutong:retention-sweep",
        Instant.ofEpochMilli(now),
        Instant.ofEpochMilli(last));
    return false;
  }

  /** Somebody, or a night, went by this clock. */
  void swept() {
    known = clock.millis();
  }

  /** What this process wrote may bear the same wrong time; 0 when there is nothing. */
  private static long newest(Connection c) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(NEWEST)) {
      s.setLong(1, ManagementFactory.getRuntimeMXBean().getStartTime());
      try (ResultSet row = s.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
