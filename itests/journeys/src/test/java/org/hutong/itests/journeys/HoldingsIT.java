package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hutong.harness.Rest;
import org.hutong.harness.Soap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records deleted and altered in the systems behind our back are named by the second check. */
class HoldingsIT {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("holdings", List.of());
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  private static JsonNode check() throws Exception {
    Rest.Answer answer =
        journey
            .street()
            .rest("dispatcher")
            .get(
                "/deliveries/reconciliation/holdings?from="
                    + TODAY.minusDays(1)
                    + "&to="
                    + TODAY.plusDays(2));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode line(JsonNode check, String system) {
    for (JsonNode line : check.path("lines")) {
      if (line.path("system").asText().equals(system)) {
        return line;
      }
    }
    throw new AssertionError("no line of " + system + " in " + check);
  }

  private static Set<String> differences(JsonNode check) {
    Set<String> found = new TreeSet<>();
    for (JsonNode each : check.path("differences")) {
      found.add(
          each.path("system").asText()
              + " "
              + each.path("caseNumber").asText()
              + " "
              + each.path("kind").asText());
    }
    return found;
  }

  private static void control(String system, String json) throws Exception {
    journey.street().system(system).control(json);
  }

  @Test
  void whatASystemLostOrItsClerkCancelledIsNamedWithItsCase() throws Exception {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      numbers.add(journey.enter());
    }
    journey.awaitDelivered(numbers, Journey.SYSTEMS);
    journey.rename(numbers.get(3), "更正后");
    journey.awaitDelivered(numbers, Journey.SYSTEMS);

    JsonNode before = check();
    assertThat(before.path("agrees").asBoolean()).as(before.toString()).isTrue();
    for (String system : List.of("si-04", "si-07")) {
      assertThat(line(before, system).path("standing").asText()).isEqualTo("COMPARED");
      assertThat(line(before, system).path("compared").asInt()).isEqualTo(4);
    }
    assertThat(line(before, "si-02").path("standing").asText()).isEqualTo("CANNOT_LIST");
    assertThat(line(before, "si-02").path("why").asText()).isNotBlank();

    String lost = journey.deliveries(numbers.get(0)).get("si-04").path("receipt").asText();
    String cancelled = journey.deliveries(numbers.get(1)).get("si-04").path("receipt").asText();
    control("si-04", "{\"lose\": \"" + lost + "\"}");
    control("si-04", "{\"counter\": {\"cancel\": \"" + cancelled + "\"}}");
    control("si-07", "{\"lose\": \"" + numbers.get(2) + "\"}");

    assertThat(differences(check()))
        .containsExactlyInAnyOrder(
            "si-04 " + numbers.get(0) + " NOT_HELD",
            "si-04 " + numbers.get(1) + " CANCELLED_THERE",
            "si-07 " + numbers.get(2) + " NOT_HELD");

    // It ends with status 1, so that a script sees it too.
    assertThatThrownBy(
            () -> journey.street().console("dispatcher", "hutong:reconcile --held --system si-04"))
        .hasMessageContaining(numbers.get(0))
        .hasMessageContaining("台账已送达，系统中没有")
        .hasMessageContaining("系统中已撤销，台账没有撤销");
    Soap.Answer soap =
        journey
            .street()
            .soap("dispatcher")
            .send(
                "<GetHoldings xmlns=\"urn:hutong:street:v1\"><from>%s</from><to>%s</to><system>si-07</system></GetHoldings>"
                    .formatted(TODAY.minusDays(1), TODAY.plusDays(2)));
    assertThat(soap.text("caseNumber")).isEqualTo(numbers.get(2));
    assertThat(journey.clerk().get("/deliveries/reconciliation/holdings").status()).isEqualTo(403);
  }
}
