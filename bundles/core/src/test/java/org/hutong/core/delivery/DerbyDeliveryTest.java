package org.hutong.core.delivery;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class DerbyDeliveryTest extends DeliveryContract {
  @TempDir static Path folder;
  private static TestDatabase database;

  @BeforeAll
  static void begin() {
    database = TestDatabase.derby(folder);
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @Override
  TestDatabase database() {
    return database;
  }
}
