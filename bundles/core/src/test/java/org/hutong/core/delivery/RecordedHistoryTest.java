package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories once recorded, carried out again; what must come of them stands in the file. */
class RecordedHistoryTest {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correction-during-an-unknown-send",
        "withdrawal-of-what-was-refused",
        "crash-between-corrections",
        "correction-while-paused-and-swapped",
        "replay-of-a-refused-one"
      })
  void aRecordedHistoryComesToTheSameEnd(String name) throws Exception {
    String text = read(name);
    database.empty();
    Street street = new Street(database, Clock.systemUTC(), "si-02", "si-04");
    street.remote("si-02").canLookUp = false;
    street.remote("si-04").deduplicates = false;
    street.open();
    try {
      History.read(text).carryOut(street);
      assertThat(Promise.broken(street)).isEmpty();
      for (String line : text.lines().filter(l -> l.startsWith("expect")).toList()) {
        String[] words = line.split(" +");
        List<DeliveryState> states =
            street.of(Long.parseLong(words[1])).stream()
                .filter(d -> d.system().equals(words[2]))
                .map(Delivery::state)
                .toList();
        assertThat(states)
            .as(line)
            .isEqualTo(Arrays.stream(words).skip(3).map(DeliveryState::valueOf).toList());
      }
    } finally {
      street.close();
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream in =
        RecordedHistoryTest.class.getResourceAsStream("/histories/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
