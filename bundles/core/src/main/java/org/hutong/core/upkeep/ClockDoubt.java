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
import org.hutong.systems.Appliance.Check;
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
  private volatile long doubted;

  ClockDoubt(SqlStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Says in the log and by {@link #check} when it does not. */
  boolean believes() {
    long last = Math.max(known, store.read(ClockDoubt::newest));
    if (isNear(last)) {
      doubted = 0;
      return true;
    }
    doubted = last;
    LOG.error(
        "时钟为 {}，而 {} 之后没有任何操作记录：今夜不清理；请核对时钟，无误后执行 hutong:retention-sweep。"
            + " The clock is far ahead of all that is known: nothing is removed tonight",
        Instant.ofEpochMilli(clock.millis()),
        Instant.ofEpochMilli(last));
    return false;
  }

  private boolean isNear(long last) {
    return last == 0 || clock.millis() - last <= BELIEVED.toMillis();
  }

  /** Red from a night that did not believe on, until the clock is set back or somebody sweeps. */
  Check check() {
    return isNear(doubted)
        ? new Check("clock", true, "正常")
        : new Check("clock", false, "时钟远晚于已有的操作记录，夜间清理已停；请核对时钟，无误后执行 hutong:retention-sweep");
  }

  /** Somebody, or a night, went by this clock. */
  void swept() {
    known = clock.millis();
    doubted = 0;
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
