package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hutong.harness.Appliance;
import org.hutong.harness.Rest;
import org.hutong.harness.Waiting;
import org.hutong.harness.proof.Shim;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The appliance's clock says 2026-12-30, and nobody has published the days off of 2027. */
class YearEndIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Instant DAY = Instant.parse("2026-12-30T02:00:00Z");
  private static Journey journey;
  private static Path calendar;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("year-end", List.of());
    Appliance appliance = journey.street().appliance();
    Path folder = appliance.home().resolveSibling("moved-clock");
    Path library = Shim.build("clock", folder);
    Path offset = folder.resolve("offset");
    long millis = Duration.between(Instant.now(), DAY).toMillis();
    Files.writeString(offset, Long.toString(millis));
    appliance.with("LD_PRELOAD", library.toString()).with("HUTONG_CLOCK", offset.toString());
    calendar = appliance.home().resolve("etc/hutong/calendar");
    Files.deleteIfExists(calendar.resolve("2027.csv"));
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  /** 示例(虚构): the State Council has said nothing yet. */
  private static void publish() throws Exception {
    Files.writeString(
        calendar.resolve("notices.csv"),
        "示例(虚构),2027,2026-12-30,示例(虚构)的放假安排\n",
        StandardOpenOption.APPEND);
    Files.writeString(
        calendar.resolve("2027.csv"),
        "notice,from,to,kind,name\n示例(虚构),2027-01-01,2027-01-01,HOLIDAY,元旦\n");
  }

  @Test
  void aCaseIsAcceptedAndSentWithoutALimitWhichIsWorkedOutOnceTheCalendarHasCome()
      throws Exception {
    Rest.Answer entered = journey.clerk().post("/cases", journey.entry());
    assertThat(entered.status()).as(entered.body().toString()).isEqualTo(201);
    assertThat(entered.body().path("registeredAt").asText()).startsWith("2026-12-30T");
    assertThat(entered.body().path("state").asText()).isEqualTo("ACCEPTED");
    assertThat(entered.body().at("/due/due").isNull()).isTrue();
    assertThat(entered.body().at("/due/status").asText()).isEqualTo("CALENDAR_MISSING");
    String number = entered.body().path("number").asText();
    journey.awaitDelivered(List.of(number), Journey.SYSTEMS);
    String waiting = "{\"purpose\":\"CASE_HANDLING\",\"due\":\"CALENDAR_MISSING\"}";
    JsonNode list = journey.clerk().post("/cases/search", waiting).body().path("items");
    assertThat(list.findValuesAsText("number")).containsExactly(number);

    publish();
    journey.street().console("admin", "hutong:catalogue-load");
    String path = "/cases/" + number;
    Waiting.until(
        "the limit is worked out",
        LIMIT,
        () -> journey.clerk().get(path).body().at("/due/status").asText().equals("RUNNING"));
    JsonNode settled = journey.clerk().get(path).body();
    // 15 working days: 31 December, then 4 to 8, 11 to 15 and 18 to 21 January.
    assertThat(settled.at("/due/due").asText()).isEqualTo("2027-01-21");
    JsonNode history = settled.path("history");
    assertThat(history.path(history.size() - 1).path("what").asText()).isEqualTo("due");
  }
}
