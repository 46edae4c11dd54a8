package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.hutong.core.delivery.History.Act;
import org.hutong.core.delivery.History.Answer;
import org.hutong.core.delivery.History.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every step that the state machine took in a run on real Derby with lanes, crashes and swaps, kept
 * as lines and judged again: a rule that changed shows as the lines that differ. {@code ./mvnw -pl
 * bundles/core test -Dtest=JudgedRunTest -Drecord=true} records anew.
 */
class JudgedRunTest {
  private static final String KEPT = "/histories/judged-run.lines";
  private static final int STEPS = 160;
  private static final int RUNS = 5;
  private static final Policy JUDGE = new Judge(new BackOff(() -> 0.5));

  @Test
  void whatARunDecidedIsDecidedAgain() throws IOException {
    List<String> kept = kept();
    List<String> now = kept.stream().map(JudgedRunTest::again).toList();
    assertThat(now).isEqualTo(kept);
  }

  @Test
  void theRunWentThroughMostOfTheStateMachine() throws IOException {
    TreeSet<String> effects = new TreeSet<>();
    TreeSet<String> became = new TreeSet<>();
    for (String line : kept()) {
      effects.add(line.split(" ")[7]);
      became.add(line.substring(line.indexOf("=> ") + 3).split(" ")[0]);
    }
    assertThat(effects)
        .contains("delivered", "later", "rejected", "nothingLeft", "silent", "found", "absent");
    assertThat(became).contains("DELIVERED", "RETRYING", "UNKNOWN", "QUARANTINED");
  }

  @Test
  void whatARunOfTodayDecidesIsReadAndDecidedAgain(@TempDir Path folder) throws Exception {
    boolean anew = Boolean.getBoolean("record");
    TreeSet<String> lines = new TreeSet<>();
    try (TestDatabase database = TestDatabase.derby(folder)) {
      for (long seed = 1; seed <= (anew ? RUNS : 1); seed++) {
        database.empty();
        run(database, seed, lines);
      }
    }
    if (anew) {
      Files.write(Path.of("src/test/resources" + KEPT), lines);
    }
    assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(again(line)).isEqualTo(line));
  }

  private static void run(TestDatabase database, long seed, TreeSet<String> lines)
      throws Exception {
    Street street = new Street(database, Clock.systemUTC(), "si-02", "si-04", "si-07");
    street.remote("si-02").canLookUp = false;
    street.remote("si-04").deduplicates = false;
    street.seams.policy =
        right ->
            (ended, limits, now) -> {
              Verdict verdict = JUDGE.judge(ended, limits, now);
              String line = new Judgement(ended, limits, now).line(verdict);
              synchronized (lines) {
                lines.add(line);
              }
              return verdict;
            };
    street.open();
    try {
      history(new Random(seed)).carryOut(street);
    } finally {
      street.close();
    }
  }

  private static String again(String line) {
    Judgement judgement = Judgement.read(line);
    return judgement.line(JUDGE.judge(judgement.ended(), judgement.limits(), judgement.now()));
  }

  private static History history(Random random) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      String system = List.of("si-02", "si-04", "si-07").get(random.nextInt(3));
      String id = Integer.toString(1 + random.nextInt(30));
      Answer answer = Answer.values()[random.nextInt(Answer.values().length)];
      steps.add(
          switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new Step(Act.ACCEPT, id, "");
            case 4 -> new Step(Act.CORRECT, id, "");
            case 5 -> new Step(Act.WITHDRAW, id, "");
            case 6 -> i % 20 == 0 ? new Step(Act.CRASH, "", "") : new Step(Act.SWAP, "", "");
            default -> new Step(Act.ANSWER, system, answer.name());
          });
    }
    return new History(Collections.unmodifiableList(steps));
  }

  private static List<String> kept() throws IOException {
    try (InputStream in = JudgedRunTest.class.getResourceAsStream(KEPT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
