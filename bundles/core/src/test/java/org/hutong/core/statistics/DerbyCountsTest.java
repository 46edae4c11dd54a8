package org.hutong.core.statistics;

import java.nio.file.Path;
import org.hutong.core.store.DatabaseConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class DerbyCountsTest extends CountsContract {
  @TempDir Path folder;
  private CountedStreet street;

  @BeforeEach
  void open() throws Exception {
    street = new CountedStreet(DatabaseConfig.derby(folder.resolve("data/db")), folder);
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
