package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;
import static org.hutong.gateway.rest.internal.Harness.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.hutong.gateway.support.Samples;
import org.hutong.statistics.CountQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static Harness harness;

  @BeforeAll
  static void open() throws Exception {
    harness = new Harness();
  }

  @AfterAll
  static void close() throws Exception {
    harness.close();
  }

  @Test
  void aSuppressedNumberIsNullAndNotZero() throws Exception {
    JsonNode counts =
        json(harness.get("/api/v1/statistics/cases?by=item&period=2016-09&category=MZ"));

    assertThat(counts.path("street").asText()).isEqualTo(Samples.STREET);
    assertThat(counts.path("from").asText()).isEqualTo("2016-09-01");
    assertThat(counts.path("suppressed").asBoolean()).isTrue();
    JsonNode row = counts.path("rows").path(0);
    assertThat(row.path("registered").asLong()).isEqualTo(12);
    assertThat(row.path("accepted").isNull()).isTrue();
    assertThat(row.path("overdue").asText()).isEqualTo("0");
    assertThat(harness.services.statistics.asked)
        .isEqualTo(new CountQuery("item", "2016-09", null, null, "MZ", null));
  }

  @Test
  void statesAreCountedOverAllCasesWhereNoPeriodIsSaid() throws Exception {
    JsonNode counts = json(harness.get("/api/v1/statistics/states?by=class&scheme=tianqiao-2015"));

    assertThat(counts.path("period").isNull()).isTrue();
    JsonNode states = counts.path("rows").path(0).path("states");
    assertThat(states.path(0).path("state").asText()).isEqualTo("REGISTERED");
    assertThat(states.path(0).path("name").asText()).isEqualTo("登记");
    assertThat(states.path(0).path("cases").isNull()).isTrue();
    assertThat(states.path(1).path("cases").asLong()).isEqualTo(11);
    assertThat(harness.services.statistics.asked)
        .isEqualTo(new CountQuery("class", null, "tianqiao-2015", null, null, null));
  }

  @Test
  void theScoreOfRecordsStandsByMonthAndUnit() throws Exception {
    JsonNode score = json(harness.get("/api/v1/statistics/records?period=2016-09"));

    JsonNode row = score.path("rows").path(0);
    assertThat(row.path("month").asText()).isEqualTo("2016-09");
    assertThat(row.path("unit").asText()).isEqualTo("民政科");
    assertThat(row.path("score").asInt()).isEqualTo(91);
    assertThat(score.path("total").path("whole").isNull()).isTrue();
  }

  @Test
  void theDefinitionsAreServed() throws Exception {
    JsonNode definitions = json(harness.get("/api/v1/statistics/definitions"));
    assertThat(definitions.path("items").path(0).path("zh").asText()).isNotEmpty();
  }

  @Test
  void typingIsOfAPeriodAnItemOrACase() throws Exception {
    JsonNode item = json(harness.get("/api/v1/statistics/typing?item=MZ-28"));
    assertThat(item.path("fields").path(0).path("sources").path(0).asText())
        .isEqualTo("/subject/name");
    JsonNode file = json(harness.get("/api/v1/statistics/typing?case=" + Samples.NUMBER));
    assertThat(file.path("caseNumber").asText()).isEqualTo(Samples.NUMBER);
    JsonNode period = json(harness.get("/api/v1/statistics/typing?period=2016-09"));
    assertThat(period.path("saved").asLong()).isEqualTo(240);
    assertProblem(harness.get("/api/v1/statistics/typing?item=XX-1"), 404, "ITEM_NOT_FOUND");
    assertProblem(
        harness.get("/api/v1/statistics/typing?item=MZ-28&period=2016"), 400, "INVALID_REQUEST");
  }
}
