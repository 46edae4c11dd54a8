package org.hutong.core.inbound;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

class PostgresInboundTest extends InboundContract {
  @TempDir static Path folder;
  private static EmbeddedPostgres server;
  private static SqlStore store;

  @AfterAll
  static void end() throws IOException {
    store.close();
    store = null;
    server.close();
  }

  @Override
  SqlStore store() throws Exception {
    if (store == null) {
      server = EmbeddedPostgres.start();
      store =
          SqlStore.open(
              DatabaseConfig.postgresql(
                  server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"),
              KeyRing.open(folder.resolve("keys")),
              Clock.systemUTC());
    }
    Tables.empty(store);
    return store;
  }
}
