package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerbyStoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  SqlStore open() throws Exception {
    return SqlStore.open(
        DatabaseConfig.derby(folder.resolve("data/db")),
        KeyRing.open(folder.resolve("keys")),
        Clock.systemUTC());
  }

  @Test
  void nothingStandsInClearInTheFilesOfTheDatabase() throws Exception {
    store.write(
        tx -> {
          tx.change("CASE", "阿依古丽-canary-7731", 1, "registered");
          return 0;
        });
    store.close();
    List<byte[]> needles =
        Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, Charset.forName("GB18030"))
            .map(c -> "canary-7731".getBytes(c))
            .toList();
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (byte[] needle : needles) {
          assertThat(contains(file, needle)).as(file.toString()).isFalse();
        }
      }
    }
    store = open();
  }

  @Test
  void aFirstStartThatWasCutOffBeginsAnewHoweverOften() throws Exception {
    Path data = folder.resolve("data");
    store.close();
    assertThat(data.resolve("db.first")).doesNotExist();
    for (int i = 0; i < 3; i++) {
      Files.writeString(data.resolve("db.first"), "");
      Files.delete(data.resolve("db/service.properties"));
      store = open();
      store.close();
    }
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left.filter(Files::isDirectory).map(each -> each.getFileName().toString()))
          .as("what is put aside does not fill the disk")
          .containsExactlyInAnyOrder("db", "db.unfinished");
    }
    store = open();
    store.write(tx -> change(tx, "first"));
    restart();
    assertThat(data.resolve("db.first")).doesNotExist();
    assertThat(numbers("change_log")).containsExactly(1L);
  }

  @Test
  void derbysOwnLogIsBounded() {
    assertThat(System.getProperty("derby.stream.error.style")).isEqualTo("rollingFile");
    assertThat(System.getProperty("derby.stream.error.rollingFile.pattern")).endsWith("%g.log");
    assertThat(System.getProperty("derby.stream.error.file")).as("would be without end").isNull();
  }

  private static boolean contains(Path file, byte[] needle) throws IOException {
    String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return all.contains(new String(needle, StandardCharsets.ISO_8859_1));
  }
}
