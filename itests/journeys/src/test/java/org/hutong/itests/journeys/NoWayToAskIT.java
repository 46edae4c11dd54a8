package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A system that takes a number twice and answers no question: one send, and then a person. */
class NoWayToAskIT {
  private static final Set<String> FOR_A_PERSON = Set.of("UNKNOWN", "ASSISTED", "QUARANTINED");
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("no-way-to-ask", List.of("--no-dedup", "--no-lookup"));
    journey
        .street()
        .appliance()
        .with("HUTONG_SI02_RESEND_IS_SAFE", "false")
        .with("HUTONG_SI02_SETTLE_SECONDS", "2");
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  @Test
  void aKillDuringTheSendIsFollowedByNoSecondSendButByAPersonWhoReadsWhy() throws Exception {
    journey
        .street()
        .system("si-02")
        .control(
            "{\"fault\":\"timeout\",\"times\":1,\"ms\":20000,\"on\":\"write\",\"when\":\"after\"}");
    String number = journey.enter();
    journey.awaitStruck("si-02");
    journey.killAndStartAgain();
    journey.awaitDelivered(List.of(number), List.of("si-04", "si-07"));
    // Well beyond the settle time and the first retries, each of which would show as an attempt.
    assertThat(
            Waiting.within(
                Duration.ofSeconds(20), () -> journey.street().system("si-02").attempts() > 1))
        .as("a second send")
        .isFalse();
    JsonNode delivery = journey.deliveries(number).get("si-02");
    assertThat(delivery.path("state").asText()).isIn(FOR_A_PERSON);
    assertThat(delivery.path("why").asText()).isNotBlank();
    Tally tally = Tally.of(journey.street());
    assertThat(tally.system("si-02").attempts()).isEqualTo(1);
    assertThat(tally.system("si-02").exactlyOnce(List.of(number))).isTrue();
  }
}
