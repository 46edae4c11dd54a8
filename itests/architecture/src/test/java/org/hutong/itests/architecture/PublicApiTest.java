package org.hutong.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promise to authors of adapters, word for word: it changes only when somebody means it. */
class PublicApiTest {
  private static final Path COMMITTED = Path.of("src/test/resources/api");
  private static final Path FOUND = Path.of("target/api");

  @ParameterizedTest
  @ValueSource(strings = {Bundle.KERNEL, Bundle.ADAPTER_SPI})
  void thePublicApiIsTheCommittedOne(String bundle) throws IOException {
    List<String> found = PublicApi.of(Bundle.of(bundle));
    String file = bundle + ".txt";
    Files.createDirectories(FOUND);
    Files.write(FOUND.resolve(file), found);

    List<String> committed = Files.readAllLines(COMMITTED.resolve(file));

    assertThat(difference(committed, found)).as(advice(bundle)).isEmpty();
  }

  @Test
  void aChangeOfTheApiIsSeenLineByLine() {
    List<String> before = PublicApi.lines(Runnable.class).toList();
    List<String> after = PublicApi.lines(Comparable.class).toList();

    assertThat(before)
        .containsExactly(
            "public abstract interface java.lang.Runnable", "  public abstract void run()");
    assertThat(difference(before, after))
        .contains(
            "- public abstract interface java.lang.Runnable",
            "-   public abstract void run()",
            "+   public abstract int compareTo(T)");
  }

  private static String advice(String bundle) {
    return """
        The public API of %1$s is not the committed one (- committed, + found). Third parties compile
        against it. If you did not mean this, take it back. If you did: raise @Version in the
        package-info.java (a default method or a new optional type: the middle number; anything else:
        the first, and every adapter is built anew), write it into CHANGELOG.md, then
          cp itests/architecture/target/api/%1$s.txt itests/architecture/src/test/resources/api/
        """
        .formatted(bundle);
  }

  private static List<String> difference(List<String> committed, List<String> found) {
    List<String> difference = new ArrayList<>();
    committed.stream().filter(line -> !found.contains(line)).forEach(l -> difference.add("- " + l));
    found.stream().filter(line -> !committed.contains(line)).forEach(l -> difference.add("+ " + l));
    if (difference.isEmpty() && !committed.equals(found)) {
      difference.add("+ the same lines in another order or number");
    }
    return difference;
  }
}
