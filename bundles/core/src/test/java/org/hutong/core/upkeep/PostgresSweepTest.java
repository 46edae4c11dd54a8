package org.hutong.core.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.upkeep.UpkeepStreet.ADMIN;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.hutong.core.store.DatabaseConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresSweepTest {
  @TempDir Path folder;

  @Test
  void whatWentIsNotTakenForWhatIsThereInTheNightAfter() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        UpkeepStreet street =
            new UpkeepStreet(
                folder,
                Clock.offset(Clock.systemUTC(), Duration.ofDays(-2)),
                DatabaseConfig.postgresql(
                    server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"))) {
      street.delivery(1, "DELIVERED", 1);
      street.attempts(1, 4_000, 1, 1_200);
      UpkeepDesk desk =
          street.desk(Map.of("payloads.days", "3650", "payloads.mb", "2"), Clock.systemUTC());
      assertThat(desk.sweep(ADMIN, true).rows().get("payloads")).isBetween(1_500L, 3_000L);
      assertThat(desk.sweep(ADMIN, true).rows()).doesNotContainKey("payloads");
      assertThat(street.number("SELECT MAX(id) FROM delivery_attempt")).isEqualTo(4_000);
    }
  }
}
