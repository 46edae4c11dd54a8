package org.hutong.core.delivery;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.List;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.jspecify.annotations.Nullable;

/** One real database for the tests of a class: opened once, emptied for each test. */
final class TestDatabase implements AutoCloseable {
  private final DatabaseConfig config;
  private final Path folder;
  private @Nullable SqlStore store;

  private TestDatabase(DatabaseConfig config, Path folder) {
    this.config = config;
    this.folder = folder;
  }

  static TestDatabase derby(Path folder) {
    return new TestDatabase(DatabaseConfig.derby(folder.resolve("data/db")), folder);
  }

  static TestDatabase postgresql(Path folder, String url) {
    return new TestDatabase(DatabaseConfig.postgresql(url, "postgres", "postgres"), folder);
  }

  SqlStore open() throws Exception {
    if (store == null) {
      store = SqlStore.open(config, KeyRing.open(folder.resolve("keys")), Clock.systemUTC());
    }
    return store;
  }

  void empty() throws Exception {
    open()
        .write(
            tx -> {
              for (String table :
                  List.of(
                      "delivery",
                      "delivery_attempt",
                      "delivery_exchange",
                      "lane",
                      "idempotency",
                      "holdings_run")) {
                PreparedStatement delete = tx.prepare("DELETE FROM " + table);
                delete.executeUpdate();
              }
              return true;
            });
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
