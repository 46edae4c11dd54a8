package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hutong.harness.Rest;
import org.hutong.harness.Soap;
import org.hutong.harness.Tally;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One entry, three systems, three receipts. */
class EnterOnceIT {
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("enter-once", List.of());
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  @Test
  void whatIsEnteredOnceOverRestAndOverSoapIsHeldOnceByEachOfThreeSystems() throws Exception {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      numbers.add(journey.enter());
      Soap.Answer answer = journey.street().soap("clerk").submit(journey.entry());
      assertThat(answer.code()).as(answer.text("message")).isEmpty();
      numbers.add(answer.text("number"));
    }
    journey.awaitDelivered(numbers, Journey.SYSTEMS);
    journey.eachExactlyOnce(numbers);
  }

  @Test
  void theSameKeyAndBodyAgainMakesNoSecondCase() throws Exception {
    String entry = journey.entry();
    Map<String, String> key = Map.of("Idempotency-Key", "journey-same-key-1");
    Rest.Answer first = journey.clerk().send("POST", "/cases", entry, key);
    Rest.Answer again = journey.clerk().send("POST", "/cases", entry, key);
    String number = first.body().path("number").asText();
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.body().path("number").asText()).isEqualTo(number);
    journey.awaitDelivered(List.of(number), Journey.SYSTEMS);
    journey.eachExactlyOnce(List.of(number));
  }

  private static boolean masked(String account, String unit, String number) throws Exception {
    Rest.Answer answer =
        journey
            .street()
            .rest(account)
            .send(
                "GET",
                "/cases/" + number + "?purpose=HUB_FOLLOW_UP",
                "",
                Map.of("Hutong-On-Behalf-Of", URLEncoder.encode(unit, StandardCharsets.UTF_8)));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body().path("masked").asBoolean();
  }

  @Test
  void theHubSeesACaseInClearOnlyForAUnitTheCaseHasToDoWith() throws Exception {
    String number = journey.enter();
    assertThat(masked("hub", "东经路站", number)).isFalse();
    assertThat(masked("hub", "残联", number)).isTrue();
    Rest.Answer unnamed =
        journey.street().rest("hub").get("/cases/" + number + "?purpose=HUB_FOLLOW_UP");
    assertThat(unnamed.body().path("masked").asBoolean()).isTrue();
  }

  @Test
  void aCorrectionIsMadeOnceAndReachesEverySystemUnderTheSameReceipt() throws Exception {
    String number = journey.enter();
    journey.awaitDelivered(List.of(number), Journey.SYSTEMS);
    journey.rename(number, "更正后");
    assertThat(journey.deliveries(number).get("si-04").path("revision").asInt()).isEqualTo(2);
    journey.awaitDelivered(List.of(number), Journey.SYSTEMS);
    journey.eachExactlyOnce(List.of(number));
    Tally tally = Tally.of(journey.street());
    for (String system : Journey.SYSTEMS) {
      assertThat(tally.system(system).keysOf(number))
          .as(system)
          .hasSize(2)
          .first()
          .asString()
          .startsWith("CREATE");
    }
  }

  /** What the console's shell brings along reads and writes files as whoever runs the appliance. */
  @Test
  void nobodyReadsOrWritesAFileAtTheConsoleThoughItsFiltersWork() throws Exception {
    Path key = journey.street().appliance().keys().resolve("data-keys.password");
    Path made = key.resolveSibling("made");
    String secret = Files.readString(key).strip();
    for (String command :
        List.of(
            "head " + key,
            "head -n 1 " + key,
            "sort " + key,
            "grep . " + key,
            "grep -i . " + key,
            "less " + key,
            "cat " + key,
            "tail " + key,
            "history -W " + made)) {
      assertThat(said("clerk", command)).as(command).doesNotContain(secret);
    }
    assertThat(said("admin", "head " + key)).doesNotContain(secret);
    assertThat(made).doesNotExist();
    assertThat(key).hasContent(secret);
    assertThat(said("it", "hutong:modules | grep -i ADAPTER-S | sort | head -n 1"))
        .contains("adapter-s")
        .doesNotContain("adapter-file");
  }

  private static String said(String account, String command) throws Exception {
    try {
      return journey.street().console(account, command);
    } catch (IOException refused) {
      return refused.getMessage();
    }
  }
}
