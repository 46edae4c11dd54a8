package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.hutong.core.delivery.History.Act;
import org.hutong.core.delivery.History.Answer;
import org.hutong.core.delivery.History.Step;

/**
 * Random histories on the real lanes and the real database, with real threads between. A history
 * that breaks a promise is printed as the lines that go into {@code histories/}.
 */
class DeliveryModelTest {
  private static final List<String> SYSTEMS = List.of("si-02", "si-04", "si-07");
  private static TestDatabase database;
  private static Path folder;

  @BeforeContainer
  static void begin() throws IOException {
    folder = Files.createTempDirectory("hutong-model");
    database = TestDatabase.derby(folder);
  }

  @AfterContainer
  static void end() throws IOException {
    database.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void whateverHappensInWhateverOrderEveryPromiseHolds(@ForAll("histories") History history)
      throws Exception {
    database.empty();
    Street street = new Street(database, Clock.systemUTC(), SYSTEMS.toArray(String[]::new));
    // Every kind of system: takes a key twice without harm, can be asked, and neither.
    street.remote("si-02").canLookUp = false;
    street.remote("si-04").deduplicates = false;
    street.remote("si-07").canLookUp = false;
    street.remote("si-07").deduplicates = false;
    street.open();
    try {
      history.carryOut(street);
      assertThat(Promise.broken(street)).as(history.text()).isEmpty();
    } finally {
      street.close();
    }
  }

  @Property(tries = 200)
  void aHistoryIsReadAsItWasWritten(@ForAll("histories") History history) {
    assertThat(History.read(history.text())).isEqualTo(history);
  }

  @Provide
  Arbitrary<History> histories() {
    Arbitrary<String> cases = Arbitraries.integers().between(1, 6).map(String::valueOf);
    Arbitrary<String> systems = Arbitraries.of(SYSTEMS);
    Arbitrary<Step> ofCase =
        Combinators.combine(
                Arbitraries.of(Act.ACCEPT, Act.ACCEPT, Act.CORRECT, Act.CORRECT, Act.WITHDRAW),
                cases)
            .as((act, id) -> new Step(act, id, ""));
    Arbitrary<Step> answers =
        Combinators.combine(systems, Arbitraries.of(Answer.class))
            .as((system, answer) -> new Step(Act.ANSWER, system, answer.name()));
    Arbitrary<Step> lanes =
        Combinators.combine(Arbitraries.of(Act.PAUSE, Act.RESUME), systems)
            .as((act, system) -> new Step(act, system, ""));
    Arbitrary<Step> machine =
        Arbitraries.of(Act.SWAP, Act.SWAP, Act.REPLAY, Act.REPLAY, Act.CRASH)
            .map(act -> new Step(act, "", ""));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(10, ofCase),
            net.jqwik.api.Tuple.of(8, answers),
            net.jqwik.api.Tuple.of(2, lanes),
            net.jqwik.api.Tuple.of(1, machine))
        .list()
        .ofMinSize(15)
        .ofMaxSize(60)
        .map(History::new);
  }
}
