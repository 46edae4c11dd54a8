package org.hutong.core.store;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of keys is another one, or an older copy: nothing is read or written under it. */
class KnownKeysTest {
  @TempDir Path folder;

  private static SqlStore open(DatabaseConfig config, KeyRing keys) throws Exception {
    return SqlStore.open(config, keys, Clock.systemUTC());
  }

  private static int write(SqlStore store, String reference) {
    return store.write(tx -> StoreContract.change(tx, reference));
  }

  private void opensUnderItsOwnOnly(DatabaseConfig config) throws Exception {
    KeyRing own = KeyRing.open(folder.resolve("keys"));
    open(config, own).close();
    KeyRing other = KeyRing.open(folder.resolve("not-mounted"));
    assertThatThrownBy(() -> open(config, other))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("HUTONG_KEYS");

    Path older = Files.createDirectory(folder.resolve("older"));
    for (String file : new String[] {"data-keys.p12", "data-keys.password"}) {
      Path kept = folder.resolve("keys").resolve(file);
      Files.copy(kept, older.resolve(file));
      Files.copy(kept, folder.resolve("not-mounted").resolve(file), REPLACE_EXISTING);
    }
    other.reload();
    open(config, other).close();
    try (SqlStore store = open(config, own)) {
      own.rotate();
      assertThat(write(store, "under data-2")).isOne();
    }
    assertThatThrownBy(() -> open(config, KeyRing.open(older)))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("data-2");
    try (SqlStore store = open(config, KeyRing.open(folder.resolve("keys")))) {
      assertThat(write(store, "after")).isOne();
    }
  }

  @Test
  void derbyOpensUnderItsOwnKeysOnly() throws Exception {
    opensUnderItsOwnOnly(DatabaseConfig.derby(folder.resolve("data/db")));
  }

  @Test
  void postgresToo() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      opensUnderItsOwnOnly(
          DatabaseConfig.postgresql(
              server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"));
    }
  }
}
