package org.hutong.core.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest extends StoreContract {
  @TempDir Path folder;
  private EmbeddedPostgres server;

  @Override
  SqlStore open() throws Exception {
    if (server == null) {
      server = EmbeddedPostgres.start();
    }
    return SqlStore.open(
        DatabaseConfig.postgresql(
            server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"),
        KeyRing.open(folder.resolve("keys")),
        Clock.systemUTC());
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }
}
