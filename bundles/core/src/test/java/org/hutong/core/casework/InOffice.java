package org.hutong.core.casework;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test for which an office with its own database is opened. */
abstract class InOffice {
  @TempDir Path folder;
  Office office;

  @BeforeEach
  void open() throws Exception {
    office = new Office(folder);
  }

  @AfterEach
  void close() {
    office.close();
  }
}
