package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that a kill or a power cut ended, whose lock nobody will ever free. */
class MigrationsTest {
  @TempDir Path folder;

  private SqlStore open(DatabaseConfig config) throws Exception {
    return SqlStore.open(config, KeyRing.open(folder.resolve("keys")), Clock.systemUTC());
  }

  private void cutOffAndStarted(DatabaseConfig config) throws Exception {
    try (SqlStore store = open(config)) {
      store.write(
          tx -> {
            PreparedStatement lock =
                tx.prepare(
                    "UPDATE databasechangeloglock SET locked = ?, lockgranted = ?, lockedby = ?");
            lock.setBoolean(1, true);
            lock.setTimestamp(2, new Timestamp(0));
            lock.setString(3, "a-machine-that-was-replaced (10.0.0.1)");
            return lock.executeUpdate();
          });
    }
    try (SqlStore store = open(config)) {
      assertThat(store.write(tx -> StoreContract.change(tx, "after")).intValue()).isEqualTo(1);
    }
  }

  @Test
  void itsLockDoesNotKeepDerbyClosed() throws Exception {
    cutOffAndStarted(DatabaseConfig.derby(folder.resolve("data/db")));
  }

  @Test
  void norPostgres() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      cutOffAndStarted(
          DatabaseConfig.postgresql(
              server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"));
    }
  }
}
