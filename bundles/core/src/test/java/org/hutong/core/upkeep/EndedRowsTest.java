package org.hutong.core.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.upkeep.UpkeepStreet.ADMIN;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.hutong.core.store.DatabaseConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes after its end, on both databases: old and ended only, and its room with it. */
class EndedRowsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final long OLD = NOW.minus(Duration.ofDays(31)).toEpochMilli();
  private static final long YOUNG = NOW.minus(Duration.ofDays(29)).toEpochMilli();
  private static final String QUARANTINED =
      """
      INSERT INTO inbound_quarantine (id, system_id, feed, place, reason, state, since, batch_no,
          mapping_version, ended_at, content)
      VALUES (?, 'si-06', 'lr', 'f:1', 'r', ?, 0, 1, '1', ?, ?)""";
  private static final String RECORD =
      """
      INSERT INTO data_record (id, kind, system_id, feed, key_index, print, batch_no,
          mapping_version, place, first_seen, last_seen, deleted_at)
      VALUES (?, 'PERSON', 'si-06', 'lr', ?, 'p', 1, '1', 'f:1', 0, 0, ?)""";
  private static final String EXCHANGE =
      "INSERT INTO delivery_exchange (delivery_id, at_ms, content) VALUES (?, 0, ?)";

  private static EmbeddedPostgres server;
  private static int databases;

  @TempDir Path folder;

  @BeforeAll
  static void begin() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void end() throws IOException {
    server.close();
  }

  private UpkeepStreet open(String kind) throws Exception {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    if (kind.equals("derby")) {
      return new UpkeepStreet(folder, clock);
    }
    String name = "upkeep" + ++databases;
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    String url = server.getJdbcUrl("postgres", name);
    DatabaseConfig database = DatabaseConfig.postgresql(url, "postgres", "postgres");
    return new UpkeepStreet(folder, clock, database);
  }

  private static void quarantined(
      UpkeepStreet street, long from, long to, String state, long at, int bytes) {
    street.store.write(
        tx -> {
          PreparedStatement s = tx.prepare(QUARANTINED);
          for (long id = from; id <= to; id++) {
            s.setLong(1, id);
            s.setString(2, state);
            ended(s, 3, at);
            s.setBytes(4, new byte[bytes]);
            s.addBatch();
          }
          return s.executeBatch().length;
        });
  }

  private static void record(UpkeepStreet street, long id, long deletedAt) {
    street.store.write(
        tx -> {
          PreparedStatement s = tx.prepare(RECORD);
          s.setLong(1, id);
          s.setString(2, "k" + id);
          ended(s, 3, deletedAt);
          return s.executeUpdate();
        });
  }

  private static void exchange(UpkeepStreet street, long delivery) {
    street.store.write(
        tx -> {
          PreparedStatement s = tx.prepare(EXCHANGE);
          s.setLong(1, delivery);
          s.setBytes(2, new byte[] {1});
          return s.executeUpdate();
        });
  }

  private static void ended(PreparedStatement s, int index, long at) throws java.sql.SQLException {
    if (at == 0) {
      s.setNull(index, Types.BIGINT);
    } else {
      s.setLong(index, at);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"derby", "postgresql"})
  void whatEndedLongAgoGoesWhateverStandsBeforeItAndWhatIsOpenStays(String kind) throws Exception {
    try (UpkeepStreet street = open(kind)) {
      UpkeepDesk desk = street.desk(Map.of("quarantine.days", "30", "tombstones.days", "30"));
      quarantined(street, 1, 1, "OPEN", 0, 10);
      quarantined(street, 2, 2, "DISCARDED", YOUNG, 10);
      quarantined(street, 3, 1_203, "SUPERSEDED", OLD, 10);
      quarantined(street, 1_204, 1_204, "REPLAYED", OLD, 10);
      record(street, 1, 0);
      record(street, 2, OLD);
      record(street, 3, YOUNG);
      record(street, 4, OLD);

      assertThat(desk.sweep(ADMIN, false).rows())
          .containsEntry("quarantine", 1_202L)
          .containsEntry("tombstones", 2L);

      assertThat(street.number("SELECT COUNT(*) FROM inbound_quarantine")).isEqualTo(2);
      assertThat(street.number("SELECT MAX(id) FROM inbound_quarantine")).isEqualTo(2);
      assertThat(street.number("SELECT SUM(id) FROM data_record")).isEqualTo(4);
      assertThat(desk.sweep(ADMIN, true).rows()).doesNotContainKeys("quarantine", "tombstones");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"derby", "postgresql"})
  void whatWasSentAndAnsweredLastGoesWithTheOtherPayloads(String kind) throws Exception {
    try (UpkeepStreet street = open(kind)) {
      UpkeepDesk desk = street.desk(Map.of("payloads.days", "30"));
      street.delivery(1, "ABANDONED", OLD);
      street.delivery(2, "ABANDONED", YOUNG);
      street.delivery(3, "QUARANTINED", 0);
      for (int id = 1; id <= 3; id++) {
        exchange(street, id);
      }

      assertThat(desk.sweep(ADMIN, false).rows()).containsEntry("exchanges", 1L);

      assertThat(street.number("SELECT SUM(delivery_id) FROM delivery_exchange")).isEqualTo(5);
    }
  }

  @Test
  void theRoomOfTheQuarantineIsGivenBackToTheDisk() throws Exception {
    try (UpkeepStreet street = open("derby")) {
      UpkeepDesk desk = street.desk(Map.of("quarantine.days", "30"));
      for (int i = 0; i < 30; i++) {
        quarantined(street, i * 1_000L + 1, i * 1_000L + 1_000, "SUPERSEDED", OLD, 1_200);
      }
      quarantined(street, 30_001, 30_001, "OPEN", 0, 1_200);

      var swept = desk.sweep(ADMIN, true);

      assertThat(swept.rows()).containsEntry("quarantine", 30_000L);
      assertThat(swept.bytesGivenBack()).isGreaterThan(30L << 20);
      assertThat(street.number("SELECT id FROM inbound_quarantine")).isEqualTo(30_001);
    }
  }
}
