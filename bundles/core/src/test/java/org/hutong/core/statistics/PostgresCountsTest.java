package org.hutong.core.statistics;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.hutong.core.store.DatabaseConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresCountsTest extends CountsContract {
  @TempDir static Path folder;
  private static EmbeddedPostgres server;
  private CountedStreet street;

  @BeforeAll
  static void begin() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void end() throws IOException {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    String url = server.getJdbcUrl("postgres", "postgres");
    street = new CountedStreet(DatabaseConfig.postgresql(url, "postgres", "postgres"), folder);
    CountsContract.empty(street);
  }

  @AfterEach
  void close() throws Exception {
    street.close();
  }

  @Override
  CountedStreet street() {
    return street;
  }
}
