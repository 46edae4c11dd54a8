package org.hutong.core.delivery;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.hutong.core.store.Store;
import org.hutong.core.store.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the machine's clock was set, and moves along what was planned by the old time: set
 * back by a day, no retry waits for a day; set ahead, no look-up is believed before its settle
 * time.
 */
final class ClockStep {
  private static final Logger LOG = LoggerFactory.getLogger(ClockStep.class);
  private static final long NOTICED = TimeUnit.SECONDS.toMillis(5);
  private static final String MOVE =
      """
      UPDATE delivery SET next_at = next_at + ?,
             unknown_at = CASE WHEN unknown_at > 0 THEN unknown_at + ? ELSE unknown_at END
       WHERE system_id = ? AND next_at > 0 AND next_at < 9223372036854775807
         AND state IN ('RETRYING', 'UNKNOWN', 'AWAITING_RECEIPT')
      """;

  private final String system;
  private final Store store;
  private final boolean machines;
  private long apart;
  private long toFollow;

  /** A clock that is not the machine's is moved on purpose, and nothing with it. */
  ClockStep(String system, Clock clock, Store store) {
    this.system = system;
    this.store = store;
    this.machines = clock.equals(Clock.systemUTC());
    this.apart = apart(clock.instant());
  }

  private static long apart(Instant now) {
    return now.toEpochMilli() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Moves what was planned when the clock was set since the last call; true if it was. */
  boolean follow(Instant now) {
    long before = apart;
    apart = apart(now);
    if (machines && Math.abs(apart - before) >= NOTICED) {
      toFollow += apart - before;
    }
    if (toFollow == 0) {
      return false;
    }
    long step = toFollow;
    int moved = store.write(tx -> move(tx, step));
    toFollow = 0;
    LOG.warn("The clock was set by {} ms: lane {} moves {} along", step, system, moved);
    return true;
  }

  private int move(Tx tx, long step) throws SQLException {
    PreparedStatement move = tx.prepare(MOVE);
    move.setLong(1, step);
    move.setLong(2, step);
    move.setString(3, system);
    return move.executeUpdate();
  }
}
