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
 * Notices that the machine's clock was set, so that what was planned by the old time neither waits
 * too long nor goes too early: set back by a day, no retry waits for a day; set either way, no
 * look-up is believed before its settle time has passed by the clock that is now.
 */
final class ClockStep {
  private static final Logger LOG = LoggerFactory.getLogger(ClockStep.class);
  private static final long NOTICED = TimeUnit.SECONDS.toMillis(5);
  private static final String OF_LANE =
      " WHERE system_id = ? AND next_at > 0 AND next_at < 9223372036854775807"
          + NextAt.BY_THE_CLOCK;
  private static final String BACK = "UPDATE delivery SET next_at = next_at + ?" + OF_LANE;
  private static final String UNKNOWN_LATER =
      "UPDATE delivery SET unknown_at = CASE WHEN unknown_at + ? > ? THEN ? ELSE unknown_at + ? END"
          + OF_LANE
          + " AND unknown_at > 0";

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
    int moved = 0;
    if (step < 0) {
      PreparedStatement back = tx.prepare(BACK);
      back.setLong(1, step);
      back.setString(2, system);
      moved = back.executeUpdate();
    }
    // What is older than the last start may stand by the right clock already: nothing is ever taken
    // for older than it is, and what comes due too early by a clock set ahead only asks again.
    long now = tx.now().toEpochMilli();
    long ahead = Math.max(0, step);
    PreparedStatement later = tx.prepare(UNKNOWN_LATER);
    later.setLong(1, ahead);
    later.setLong(2, now);
    later.setLong(3, now);
    later.setLong(4, ahead);
    later.setString(5, system);
    return Math.max(moved, later.executeUpdate());
  }
}
