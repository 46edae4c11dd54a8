package org.hutong.core.delivery;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PostgresDeliveryTest extends DeliveryContract {
  @TempDir static Path folder;
  private static EmbeddedPostgres server;
  private static TestDatabase database;

  @BeforeAll
  static void begin() throws IOException {
    server = EmbeddedPostgres.start();
    database = TestDatabase.postgresql(folder, server.getJdbcUrl("postgres", "postgres"));
  }

  @AfterAll
  static void end() throws IOException {
    database.close();
    server.close();
  }

  @Override
  TestDatabase database() {
    return database;
  }
}
