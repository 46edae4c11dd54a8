package org.hutong.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {
  @Test
  void everyFileIsShortAndNothingSleeps() throws IOException {
    Path checkout = Path.of(System.getProperty("checkout")).toRealPath();
    List<Path> sources = Sources.of(checkout);
    List<String> faults = new ArrayList<>();
    for (Path source : sources) {
      faults.addAll(
          Sources.faults(checkout.relativize(source).toString(), Files.readAllLines(source)));
    }

    assertThat(sources).as("the walk found the tree").hasSizeGreaterThan(300);
    assertThat(faults)
        .as("a file that fits on a few screens is read, and a test that sleeps is flaky or slow")
        .isEmpty();
  }

  @Test
  void aLongFileAndASleepAreFound() {
    List<String> tooLong = new ArrayList<>(Collections.nCopies(Sources.LINES, ""));
    tooLong.set(6, "    Thread." + "sleep(10);");

    assertThat(Sources.faults("Long.java", tooLong))
        .containsExactly(
            "Long.java has 400 lines, the limit is under 400",
            "Long.java:7 sleeps: wait on a condition with a limit instead");
    assertThat(Sources.faults("Short.java", List.of("TimeUnit.SECONDS." + "sleep(1);"))).hasSize(1);
    assertThat(Sources.faults("Good.java", tooLong.subList(10, 40))).isEmpty();
  }
}
