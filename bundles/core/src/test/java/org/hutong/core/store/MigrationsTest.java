package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A migration that a kill or a power cut ended, whose lock nobody will ever free; and one of a
 * newer release.
 */
class MigrationsTest {
  private static final String NEWER =
      "INSERT INTO databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)"
          + " VALUES ('newer-1', 'hutong', 'db/store.yaml', CURRENT_TIMESTAMP, 9999, 'EXECUTED')";

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

  private void changedByANewerReleaseAndStarted(DatabaseConfig config) throws Exception {
    try (SqlStore store = open(config)) {
      store.write(tx -> tx.prepare(NEWER).executeUpdate());
    }
    for (int start = 0; start < 2; start++) {
      assertThatThrownBy(() -> open(config))
          .isInstanceOf(StoreRefused.class)
          .hasMessage("数据库由更新的版本升级过，请用该版本启动或恢复备份");
    }
  }

  @Test
  void anOlderReleaseLeavesWhatANewerOneChangedOnDerby() throws Exception {
    changedByANewerReleaseAndStarted(DatabaseConfig.derby(folder.resolve("data/db")));
  }

  @Test
  void andOnPostgres() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      changedByANewerReleaseAndStarted(
          DatabaseConfig.postgresql(
              server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"));
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
