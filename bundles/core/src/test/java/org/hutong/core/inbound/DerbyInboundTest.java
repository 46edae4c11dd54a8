package org.hutong.core.inbound;

import java.nio.file.Path;
import java.time.Clock;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

class DerbyInboundTest extends InboundContract {
  @TempDir static Path folder;
  private static SqlStore store;

  @AfterAll
  static void end() {
    store.close();
    store = null;
  }

  @Override
  SqlStore store() throws Exception {
    if (store == null) {
      store =
          SqlStore.open(
              DatabaseConfig.derby(folder.resolve("data/db")),
              KeyRing.open(folder.resolve("keys")),
              Clock.systemUTC());
    }
    Tables.empty(store);
    return store;
  }
}
