package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.hutong.core.systems.SystemDefinition.Limits;

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
    every(history);
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void whileSystemsAreBusyTheBudgetAndThePausesHoldAtEveryMoment(
      @ForAll("busyHistories") History history) throws Exception {
    every(history);
  }

  private static void every(History history) throws Exception {
    database.empty();
    Street street = new Street(database, new Scenario.MovedClock());
    // Few retries may be saved up, and one comes a minute.
    SYSTEMS.forEach(
        id ->
            street.system(
                id,
                new Limits(
                    4,
                    Duration.ofSeconds(5),
                    6,
                    Duration.ofMillis(5),
                    Duration.ofMillis(50),
                    20,
                    1)));
    // Every kind of system: takes a key twice without harm, can be asked, and neither.
    street.remote("si-02").canLookUp = false;
    street.remote("si-04").deduplicates = false;
    street.remote("si-07").canLookUp = false;
    street.remote("si-07").deduplicates = false;
    street.open();
    try {
      carryOut(history, street);
      assertThat(Promise.broken(street)).as(history.text()).isEmpty();
    } finally {
      street.close();
    }
  }

  private static void carryOut(History history, Street street) throws Exception {
    try {
      history.carryOut(street);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + " in\n" + history.text(), e);
    }
  }

  @Property(tries = 200)
  void aHistoryIsReadAsItWasWritten(
      @ForAll("histories") History history, @ForAll("busyHistories") History busy) {
    assertThat(History.read(history.text())).isEqualTo(history);
    assertThat(History.read(busy.text())).isEqualTo(busy);
  }

  @Provide
  Arbitrary<History> histories() {
    return histories(
        6, answers(Arbitraries.of(Act.ANSWER), Arbitraries.of(Answer.class)), minutes());
  }

  /** Systems that stay busy for long, and nothing that makes one seem down. */
  @Provide
  Arbitrary<History> busyHistories() {
    Arbitrary<Answer> answers =
        Arbitraries.of(Answer.BUSY, Answer.BUSY, Answer.BUSY, Answer.ACCEPTS, Answer.REFUSES);
    return histories(12, answers(Arbitraries.of(Act.ANSWER, Act.OTHERWISE), answers), minutes());
  }

  private static Arbitrary<Step> answers(Arbitrary<Act> acts, Arbitrary<Answer> answers) {
    return Combinators.combine(acts, Arbitraries.of(SYSTEMS), answers)
        .as((act, system, answer) -> new Step(act, system, answer.name()));
  }

  private static Arbitrary<Step> minutes() {
    return Arbitraries.integers()
        .between(1, 3)
        .map(minutes -> new Step(Act.FORWARD, String.valueOf(minutes), ""));
  }

  private static Arbitrary<History> histories(
      int mostCases, Arbitrary<Step> answers, Arbitrary<Step> minutes) {
    Arbitrary<String> cases = Arbitraries.integers().between(1, mostCases).map(String::valueOf);
    Arbitrary<Step> ofCase =
        Combinators.combine(
                Arbitraries.of(Act.ACCEPT, Act.ACCEPT, Act.CORRECT, Act.CORRECT, Act.WITHDRAW),
                cases)
            .as((act, id) -> new Step(act, id, ""));
    Arbitrary<Step> lanes =
        Combinators.combine(Arbitraries.of(Act.PAUSE, Act.RESUME), Arbitraries.of(SYSTEMS))
            .as((act, system) -> new Step(act, system, ""));
    Arbitrary<Step> machine =
        Arbitraries.of(Act.SWAP, Act.SWAP, Act.REPLAY, Act.REPLAY, Act.CRASH)
            .map(act -> new Step(act, "", ""));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(10, ofCase),
            net.jqwik.api.Tuple.of(8, answers),
            net.jqwik.api.Tuple.of(2, lanes),
            net.jqwik.api.Tuple.of(1, machine),
            net.jqwik.api.Tuple.of(1, minutes))
        .list()
        .ofMinSize(15)
        .ofMaxSize(60)
        .map(History::new);
  }
}
