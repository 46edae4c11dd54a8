package org.hutong.core.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hutong.core.upkeep.UpkeepStreet.ADMIN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.AuditWalk;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  /** A clock that a test moves. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    void days(int days) {
      now = now.plus(Duration.ofDays(days));
    }
  }

  @TempDir Path folder;
  private final HandClock clock = new HandClock();
  private UpkeepStreet street;

  @BeforeEach
  void open() throws Exception {
    street = new UpkeepStreet(folder, clock);
  }

  @AfterEach
  void close() {
    street.close();
  }

  private AuditWalk.Finding trail() {
    return street.store.read(
        c -> AuditWalk.walk(c, new AuditChain(street.keys), AuditWalk.Head.read(c)));
  }

  @Test
  void oldAuditRowsGoAndTheChainOfTheOthersStillHolds() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("audit.days", "200"));
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 700; i++) {
        street.act("case");
      }
      clock.days(150);
    }
    assertThat(desk.sweep(ADMIN, false).rows()).containsEntry("audit", 1_400L);
    AuditWalk.Finding found = trail();
    assertThat(found.holds()).as(found.sentence()).isTrue();
    assertThat(found.sentence()).contains("1 至 1400");

    clock.days(60);
    assertThat(desk.sweep(ADMIN, false).rows()).containsEntry("audit", 700L);
    assertThat(trail().holds()).isTrue();
    assertThat(street.number("SELECT COUNT(*) FROM audit_anchor")).isOne();
  }

  @Test
  void whoRemovesAuditRowsWithoutTheKeyIsFoundAlsoBehindAnAnchor() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("audit.days", "200"));
    street.act("old");
    clock.days(201);
    for (int i = 0; i < 5; i++) {
      street.act("case");
    }
    desk.sweep(ADMIN, false);
    tamper("DELETE FROM audit_log WHERE seq <= 3");
    assertThat(trail().firstBad()).isEqualTo(2);
    tamper("UPDATE audit_anchor SET to_seq = 3, hash = (SELECT MIN(hash) FROM audit_log)");
    assertThat(trail().holds()).isFalse();
  }

  private void tamper(String sql) {
    street.store.write(
        tx -> {
          tx.prepare(sql).executeUpdate();
          return 0;
        });
  }

  @Test
  void theTrailIsKeptForSixMonthsWhateverTheSettingsSay() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("audit.days", "1", "audit.mb", "0"));
    street.act("case");
    clock.days(182);
    assertThat(desk.sweep(ADMIN, false).rows()).doesNotContainKey("audit");
    clock.days(2);
    assertThat(desk.sweep(ADMIN, false).rows()).containsKey("audit");
  }

  @Test
  void payloadsOfWhatHasEndedGoAndTheirRoomIsGivenBackToTheDisk() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("payloads.days", "30"));
    street.delivery(1, "DELIVERED", 1);
    street.delivery(2, "QUARANTINED", 0);
    for (int i = 0; i < 40; i++) {
      street.attempts(i * 1_000L + 1, i * 1_000L + 1_000, 1, 1_200);
    }
    street.attempts(40_001, 40_010, 2, 1_200);
    clock.days(31);
    street.attempts(40_011, 40_020, 1, 1_200);
    long before = desk.storage(ADMIN).databaseBytes();

    var swept = desk.sweep(ADMIN, true);
    assertThat(swept.rows()).containsEntry("payloads", 40_000L);
    assertThat(street.number("SELECT COUNT(*) FROM delivery_attempt")).isEqualTo(20);
    long after = desk.storage(ADMIN).databaseBytes();
    assertThat(swept.bytesGivenBack()).isGreaterThan(40L << 20);
    assertThat(before - after).isGreaterThan(40L << 20);
    street.act("writing goes on");
  }

  @Test
  void theOldestPayloadsGoWhenTheyTakeTooMuch() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("payloads.days", "3650", "payloads.mb", "2"));
    street.delivery(1, "DELIVERED", 1);
    street.attempts(1, 4_000, 1, 1_200);
    clock.days(2);
    desk.sweep(ADMIN, false);
    assertThat(street.number("SELECT COUNT(*) FROM delivery_attempt")).isBetween(500L, 2_500L);
    assertThat(street.number("SELECT MAX(id) FROM delivery_attempt")).isEqualTo(4_000);
  }

  @Test
  void oldChangesGoAndTheNewestStays() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("changes.days", "10"));
    for (int i = 0; i < 30; i++) {
      street.act("case");
    }
    clock.days(11);
    assertThat(desk.sweep(ADMIN, false).rows()).containsEntry("changes", 29L);
    assertThat(street.number("SELECT MIN(seq) FROM change_log")).isEqualTo(30);
  }

  @Test
  void rowsOfAClockThatWasYearsAheadKeepNoneOfTheOthers() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("changes.days", "10"));
    street.act("case");
    clock.days(2_000);
    for (int i = 0; i < 1_100; i++) {
      street.act("by a wrong clock");
    }
    clock.days(-2_000);
    assertThat(desk.sweep(ADMIN, false).rows()).doesNotContainKey("changes");
    street.act("case");
    clock.days(5);
    street.act("case");
    street.act("case");
    clock.days(6); // the one behind the wrong ones is old now
    assertThat(desk.sweep(ADMIN, false).rows()).containsEntry("changes", 1_102L);
    assertThat(street.number("SELECT COUNT(*) FROM change_log")).isEqualTo(2);
  }

  @Test
  void aMaterialThatNoCaseNamesIsForgottenAfterThirtyDays() throws Exception {
    for (String id : new String[] {"named", "unnamed", "of-a-release-before"}) {
      material(id, id.startsWith("of") ? "NULL" : "1");
    }
    tamper("INSERT INTO material_case (material_id, case_id) VALUES ('named', 1)");
    clock.days(29);
    material("new", "1");
    assertThat(street.desk(Map.of()).sweep(ADMIN, false).rows()).doesNotContainKey("unlinked");
    clock.days(2);
    assertThat(street.desk(Map.of()).sweep(ADMIN, false).rows()).containsEntry("unlinked", 1L);
    assertThat(street.number("SELECT COUNT(*) FROM material WHERE id = 'unnamed'")).isZero();
    assertThat(street.number("SELECT COUNT(*) FROM material_chunk")).isEqualTo(3);
  }

  private void material(String id, String linked) {
    tamper(
        "INSERT INTO material (id, client, unit, size_bytes, received, verified_original, complete,"
            + " at_ms, linked) VALUES ('%s', 'c', 'u', 1, 1, 0, 1, %d, %s)"
                .formatted(id, clock.millis(), linked));
    tamper(
        "INSERT INTO material_chunk (material_id, chunk_offset, size_bytes, content)"
            + " VALUES ('%s', 0, 1, CAST(X'00' AS BLOB))".formatted(id));
  }

  @Test
  void anEventIsForgottenOnceItNeedNotBeKnownAgain() throws Exception {
    long now = clock.millis();
    for (int i = 0; i < 1_200; i++) {
      long until = now + (i < 1_100 ? 1_000 : Duration.ofDays(7).toMillis());
      tamper(
          "INSERT INTO inbound_event (system_id, feed, event_index, outcome, until_ms)"
              + " VALUES ('si-05', 'wishes', '%d', 'TAKEN', %d)".formatted(i, until));
    }
    clock.days(1);
    assertThat(street.desk(Map.of()).sweep(ADMIN, false).rows()).containsEntry("events", 1_100L);
    assertThat(street.number("SELECT COUNT(*) FROM inbound_event")).isEqualTo(100);
  }

  @Test
  void theSweepIsMadeOnceANightAlsoOverMidnight() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("at", "22:30"));
    clock.now = Instant.parse("2026-01-05T14:29:00Z"); // 22:29 in Beijing
    desk.tick();
    assertThat(sweeps()).isZero();
    clock.now = Instant.parse("2026-01-05T14:30:00Z");
    desk.tick();
    assertThat(sweeps()).isOne();
    clock.now = Instant.parse("2026-01-05T16:10:00Z"); // ten past midnight
    desk.tick();
    assertThat(sweeps()).isOne();
    clock.now = Instant.parse("2026-01-06T17:00:00Z"); // an hour past the next midnight
    desk.tick();
    assertThat(sweeps()).isEqualTo(2);
  }

  @Test
  void whatWentBeforeASweepFailedStandsInTheTrail() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("changes.days", "10"));
    for (int i = 0; i < 30; i++) {
      street.act("case");
    }
    clock.days(11);
    tamper("RENAME TABLE inbound_event TO inbound_event_gone");
    assertThatExceptionOfType(Refused.class).isThrownBy(() -> desk.sweep(ADMIN, false));
    assertThat(street.number("SELECT COUNT(*) FROM change_log")).isOne();
    assertThat(
            street.number(
                "SELECT COUNT(*) FROM audit_log WHERE what = 'retention.sweep'"
                    + " AND target = '{changes=29}' AND result = 'failed'"))
        .isOne();
  }

  @Test
  void aTableIsNotWrittenAnewWhereTheDiskHasNoRoomForBoth() throws Exception {
    street.delivery(1, "DELIVERED", 1);
    street.attempts(1, 4_000, 1, 1_200);
    tamper("DELETE FROM delivery_attempt WHERE id < 3000");
    long used = street.store.read(c -> space(0, 0).used(c, "delivery_attempt"));
    assertThat(space(used + 99, 100).giveBack("delivery_attempt", 1)).isZero();
    assertThat(space(used + 100, 100).giveBack("delivery_attempt", 1)).isPositive();
  }

  @Test
  void aNightWithAClockYearsAheadRemovesNothing() throws Exception {
    UpkeepDesk desk = street.desk(Map.of("audit.days", "200", "at", "10:30"));
    clock.now = Instant.parse("2026-01-01T02:30:00Z");
    street.act("case");
    clock.days(39);
    desk.tick();
    assertThat(sweeps()).isOne();
    clock.days(39); // it went on by this clock
    desk.tick();
    assertThat(sweeps()).isEqualTo(2);
    assertThat(desk.clock().ok()).isTrue();
    clock.days(1_000);
    desk.tick();
    assertThat(sweeps()).isEqualTo(2);
    assertThat(desk.clock().ok()).isFalse();
    clock.days(-1_000); // set right
    assertThat(desk.clock().ok()).isTrue();
    clock.days(1_000);
    assertThat(desk.clock().reason()).contains("hutong:retention-sweep");
    assertThat(street.number("SELECT COUNT(*) FROM audit_log WHERE what = 'test.act'")).isOne();
    desk.sweep(ADMIN, false); // somebody says that the clock is right
    assertThat(desk.clock().ok()).isTrue();
    assertThat(street.number("SELECT COUNT(*) FROM audit_log WHERE what = 'test.act'")).isZero();
    clock.days(1);
    desk.tick();
    assertThat(sweeps()).isGreaterThan(1);
  }

  @Test
  void norDoesANightAfterAStartUnderThatClock() throws Exception {
    clock.now = Instant.parse("2016-01-01T01:00:00Z"); // by day, and long before this process
    street.act("case");
    started().tick();
    clock.days(1_000);
    street.act("by the wrong clock");
    for (int start = 0; start < 2; start++) {
      UpkeepDesk desk = started();
      desk.tick();
      assertThat(desk.clock().ok()).isFalse();
      clock.now = clock.now.plus(Duration.ofMinutes(90)); // 10:30 in Beijing
      desk.tick();
      assertThat(sweeps()).isZero();
      clock.now = clock.now.plus(Duration.ofMinutes(1_350));
      street.act("by the wrong clock");
    }
    clock.days(-1_001); // set right
    assertThat(started().clock().ok()).isTrue();
    clock.days(1_001);
    assertThat(started().clock().ok()).isFalse();
    started().sweep(ADMIN, false); // somebody says that the clock is right
    UpkeepDesk desk = started();
    assertThat(desk.clock().ok()).isTrue();
    clock.now = clock.now.plus(Duration.ofMinutes(90));
    desk.tick();
    assertThat(sweeps()).isEqualTo(2);
  }

  @Test
  void aMomentThatCannotBeReadVouchesForNoClock() throws Exception {
    clock.now = Instant.parse("2016-01-01T02:30:00Z");
    street.act("case");
    Files.write(street.data().resolve(ClockDoubt.FILE), new byte[] {(byte) 0xFF, 0});
    UpkeepDesk desk = started();
    desk.tick();
    assertThat(desk.clock().ok()).isFalse();
    assertThat(sweeps()).isZero();
    desk.sweep(ADMIN, false);
    assertThat(started().clock().ok()).isTrue();
  }

  @Test
  void aClockThatWasConfirmedByMistakeVouchesForNothingAfterANightByTheRightOne() throws Exception {
    clock.now = Instant.parse("2016-01-01T02:30:00Z");
    clock.days(1_000);
    started().sweep(ADMIN, false);
    clock.days(-1_000);
    started().tick();
    assertThat(sweeps()).isEqualTo(2);
    clock.days(1_000);
    assertThat(started().clock().ok()).isFalse();
  }

  /** By another start of the appliance. */
  private UpkeepDesk started() throws Exception {
    return street.desk(Map.of("audit.days", "200", "at", "10:30"));
  }

  private TableSpace space(long free, long floor) {
    return new TableSpace(street.store, () -> free, floor);
  }

  private long sweeps() {
    return street.number("SELECT COUNT(*) FROM audit_log WHERE what = 'retention.sweep'");
  }
}
