package org.hutong.core.delivery;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on a real Derby: opened once for the class, emptied for each test, its street closed. */
abstract class OnDerby {
  @TempDir static Path folder;
  static TestDatabase database;
  Street street;

  @BeforeAll
  static void begin() {
    database = TestDatabase.derby(folder);
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @BeforeEach
  void empty() throws Exception {
    database.empty();
  }

  @AfterEach
  void close() {
    street.close();
  }
}
