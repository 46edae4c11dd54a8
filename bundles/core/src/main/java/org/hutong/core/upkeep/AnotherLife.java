package org.hutong.core.upkeep;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.hutong.core.store.AuditAnchor;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.AuditWalk;
import org.hutong.core.store.CounterFloor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes an older database that was put back safe to go on with, in one transaction before the
 * writer begins: the feed has another epoch, no number can come again that may have been given
 * after the backup, and what had not ended is unknown, because it may have been sent since.
 */
public final class AnotherLife {
  private static final Logger LOG = LoggerFactory.getLogger(AnotherLife.class);

  /** Numbers left out at least, and for each second since the backup. */
  private static final long LEAST_GAP = 1_000_000;

  private static final long GAP_A_SECOND = 10;

  /** Three years of seconds. More comes from a clock that was wrong, and numbers are finite. */
  private static final long MOST_GAP = 1_000_000_000;

  /** The highest that a case's number can say; half of what is left is left. */
  private static final long LAST_CASE = 9_999_999_999L;

  private static final String UNKNOWN =
      """
      UPDATE delivery SET state = 'UNKNOWN', maybe_held = 1, asked = 0, unknown_at = ?, next_at = ?,
             why = ?
       WHERE state IN ('WAITING', 'SENDING', 'RETRYING', 'AWAITING_RECEIPT', 'UNKNOWN')
      """;
  private static final String WITH_A_PERSON =
      """
      UPDATE delivery SET maybe_held = 1, why = ?
       WHERE state IN ('ASSISTED', 'QUARANTINED')
      """;
  private static final String EPOCH =
      "UPDATE writer_state SET epoch = ?, audit_seq = ? WHERE id = 1";

  /** Counter to what reads its highest number. */
  private static final Map<String, String> COUNTERS =
      Map.of(
          "case_file.id", "SELECT MAX(id) FROM case_file",
          "case_file.seq", "SELECT MAX(case_seq) FROM case_file",
          "dispute.id", "SELECT MAX(id) FROM dispute",
          "item_ruling.id", "SELECT MAX(id) FROM item_ruling",
          "task.id", "SELECT MAX(id) FROM task",
          "demand.id", "SELECT MAX(id) FROM demand",
          "delivery.id", "SELECT MAX(id) FROM delivery",
          "delivery_attempt.id", "SELECT MAX(id) FROM delivery_attempt",
          "data_record.id", "SELECT MAX(id) FROM data_record",
          "inbound_quarantine.id", "SELECT MAX(id) FROM inbound_quarantine");

  private static final String WHY_UNKNOWN = "自备份恢复，备份之后可能已发送，结果不明，将自动查询";
  private static final String WHY_PERSON = "自备份恢复，备份之后可能已处理，请先到该系统核对";

  private final AuditChain chain;
  private final Clock clock;

  AnotherLife(AuditChain chain, Clock clock) {
    this.chain = chain;
    this.clock = clock;
  }

  /**
   * Does it when the mark of a restore is there; the mark goes when it is committed.
   *
   * @return whether it was there
   */
  public static boolean begin(Path data, Connection connection, AuditChain chain, Clock clock)
      throws SQLException, IOException {
    Instant takenAt = RestoredMark.find(data).orElse(null);
    if (takenAt == null) {
      return false;
    }
    connection.setAutoCommit(false);
    int unknown = new AnotherLife(chain, clock).make(connection, takenAt);
    connection.commit();
    RestoredMark.clear(data);
    LOG.warn(
        "A backup of {} was put back: another epoch, numbers go on above those it may have given,"
            + " {} deliveries are unknown and asked about",
        takenAt,
        unknown);
    return true;
  }

  int make(Connection connection, Instant takenAt) throws SQLException {
    Instant now = clock.instant();
    long since = Math.max(0, Duration.between(takenAt, now).toSeconds());
    long gap = Math.min(MOST_GAP, LEAST_GAP + GAP_A_SECOND * since);
    if (gap == MOST_GAP) {
      LOG.warn(
          "The backup says {} and the clock {}: {} numbers are left out and no more; look at the"
              + " clock of the machine",
          takenAt,
          now,
          gap);
    }
    Map<String, Long> before = CounterFloor.all(connection);
    for (Map.Entry<String, String> counter : COUNTERS.entrySet()) {
      long highest = number(connection, counter.getValue());
      long used = Math.max(highest, before.getOrDefault(counter.getKey(), 0L));
      long step =
          counter.getKey().equals("case_file.seq") ? Math.min(gap, (LAST_CASE - used) / 2) : gap;
      CounterFloor.set(connection, counter.getKey(), used + step);
    }
    AuditWalk.Head head = AuditWalk.Head.read(connection);
    AuditAnchor.of(
            chain,
            head.seq(),
            head.seq() + gap,
            AuditAnchor.RESTORED,
            now.toEpochMilli(),
            head.hash())
        .save(connection);
    try (PreparedStatement epoch = connection.prepareStatement(EPOCH)) {
      epoch.setString(1, new BigInteger(64, new SecureRandom()).toString(36));
      epoch.setLong(2, head.seq() + gap);
      epoch.executeUpdate();
    }
    try (PreparedStatement person = connection.prepareStatement(WITH_A_PERSON)) {
      person.setString(1, WHY_PERSON);
      person.executeUpdate();
    }
    try (PreparedStatement unknown = connection.prepareStatement(UNKNOWN)) {
      unknown.setLong(1, now.toEpochMilli());
      unknown.setLong(2, now.toEpochMilli());
      unknown.setString(3, WHY_UNKNOWN);
      return unknown.executeUpdate();
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (PreparedStatement s = connection.prepareStatement(query);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
