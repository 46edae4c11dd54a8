package org.hutong.core.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.hutong.core.store.PrivateFiles;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Wordless;
import org.hutong.systems.Appliance.Check;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a night may believe the clock: one that is set years ahead would let it remove what the
 * law keeps. It is held against the last moment that was believed, which {@code
 * HUTONG_DATA/clock.believed} keeps over restarts and which follows the clock while it is near.
 */
final class ClockDoubt {
  static final String FILE = "clock.believed";
  private static final Logger LOG = LoggerFactory.getLogger(ClockDoubt.class);
  private static final Duration BELIEVED = Duration.ofDays(40);
  private static final Duration STEP = Duration.ofHours(6);

  /** A file that says nothing vouches for no clock. */
  private static final long NOBODY_KNOWS = 1;

  private static final String NEWEST = "SELECT MAX(at_ms) FROM audit_log WHERE at_ms < ?";

  private final Path file;
  private final SqlStore store;
  private final Clock clock;
  private volatile long believed;

  ClockDoubt(Path data, SqlStore store, Clock clock) throws IOException {
    this.file = data.resolve(FILE);
    this.store = store;
    this.clock = clock;
    this.believed = kept(file);
  }

  private static long kept(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    String text = new String(Files.readAllBytes(file), UTF_8).strip();
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      LOG.error("{} does not hold a moment", file, Wordless.of(e));
      return NOBODY_KNOWS;
    }
  }

  /** Goes on with a clock that is near what is known of it. */
  synchronized boolean look() {
    long now = clock.millis();
    if (believed == 0) { // the data of a release that kept no moment, or none yet
      long newest = store.read(ClockDoubt::newest);
      keep(newest == 0 ? now : newest);
    }
    if (!isNear(now)) {
      return false;
    }
    if (now - believed >= STEP.toMillis()) {
      keep(now);
    }
    return true;
  }

  /** The same before a night removes something; says in the log when it must not. */
  synchronized boolean believes() {
    boolean believes = look();
    long now = clock.millis();
    if (believes && believed - now > BELIEVED.toMillis()) {
      keep(now); // it was set back, and a night goes by it: the time to come vouches for nothing
    } else if (!believes) {
      LOG.error(
          "时钟为 {}，而 {} 之后的时钟未经确认：今夜不清理；请核对时钟，无误后执行 hutong:retention-sweep。"
              + " The clock is far ahead of all that is known: nothing is removed tonight",
          Instant.ofEpochMilli(now),
          Instant.ofEpochMilli(believed));
    }
    return believes;
  }

  private boolean isNear(long now) {
    return believed == 0 || now - believed <= BELIEVED.toMillis();
  }

  /** Red until the clock is set back or somebody sweeps, over restarts too. */
  Check check() {
    return isNear(clock.millis())
        ? new Check("clock", true, "正常")
        : new Check("clock", false, "时钟远晚于已有的操作记录，夜间清理已停；请核对时钟，无误后执行 hutong:retention-sweep");
  }

  /** Somebody went by this clock. */
  synchronized void confirm() {
    keep(clock.millis());
  }

  /** A moment that cannot be written is still known to this process. */
  private void keep(long moment) {
    believed = moment;
    try {
      PrivateFiles.write(file, Instant.ofEpochMilli(moment).toString().getBytes(UTF_8));
    } catch (IOException e) {
      LOG.warn("{} could not be written", file, e);
    }
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
