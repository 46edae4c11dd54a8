package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.hutong.harness.Tally;
import org.hutong.standins.StandInProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A system is away for a while; nobody has to do anything about it. */
class SystemDownIT {
  private static final List<String> OTHERS = List.of("si-02", "si-07");
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("system-down", List.of());
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  @Test
  void intakeGoesOnAndTheThirdSystemFollowsByItselfInOrderWithinTheCase() throws Exception {
    String held = journey.enter();
    journey.awaitDelivered(List.of(held), Journey.SYSTEMS);
    StandInProcess djl = journey.street().system("si-04");
    djl.stop();

    List<String> numbers = new ArrayList<>(List.of(held));
    for (int i = 0; i < 5; i++) {
      numbers.add(journey.enter());
    }
    String corrected = numbers.get(1);
    journey.awaitDelivered(numbers, OTHERS);
    journey.rename(held, "更正一");
    journey.rename(held, "更正二");
    journey.rename(corrected, "更正三");
    journey.awaitDelivered(numbers, OTHERS);
    for (String number : numbers) {
      assertThat(journey.state(number, "si-04")).as(number).isNotEqualTo("DELIVERED");
    }

    djl.restart();
    journey.awaitDelivered(numbers, Journey.SYSTEMS);
    journey.eachExactlyOnce(numbers);
    assertThat(lastNameOf(djl, held)).isEqualTo("更正二");
    assertThat(lastNameOf(djl, corrected)).isEqualTo("更正三");
    Tally.Journal journal = Tally.of("si-04", djl);
    assertThat(revisions(journal.keysOf(held))).isSorted().startsWith(1).endsWith(3);
    assertThat(journal.keysOf(held).get(0)).startsWith("CREATE");
  }

  /** The revisions inside keys such as {@code CORRECT 110102014-2026-0000001/1/si-04/CREATE#2}. */
  private static List<Integer> revisions(List<String> keys) {
    return keys.stream()
        .map(
            key ->
                key.contains("#")
                    ? Integer.valueOf(key.substring(key.indexOf('#') + 1))
                    : Integer.valueOf(key.split("/")[1]))
        .toList();
  }

  private static String lastNameOf(StandInProcess djl, String number) throws Exception {
    String name = "";
    for (JsonNode entry : djl.journal(0).get("entries")) {
      if (entry.path("kind").asText().equals("effect")
          && entry.path("key").asText().contains(number)) {
        name = entry.path("record").path("sqr_xm").asText();
      }
    }
    return name;
  }
}
