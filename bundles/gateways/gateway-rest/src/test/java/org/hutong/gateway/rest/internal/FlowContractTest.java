package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hutong.casework.Dispute;
import org.hutong.gateway.rest.internal.answers.DisputesAnswer;
import org.hutong.gateway.rest.internal.answers.TaskAnswer;
import org.hutong.gateway.rest.internal.answers.TaskLine;
import org.hutong.gateway.support.Samples;
import org.hutong.tasks.Task;
import org.hutong.tasks.TaskAction;
import org.hutong.tasks.TaskSummary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tasks, disputes and the log over REST. */
class FlowContractTest {
  private static Harness harness;

  @BeforeAll
  static void open() throws Exception {
    harness = new Harness();
  }

  @AfterAll
  static void close() throws Exception {
    harness.close();
  }

  private static Set<String> components(Class<?> record, String... but) {
    Set<String> names =
        Stream.of(record.getRecordComponents())
            .map(c -> c.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    names.removeAll(Arrays.asList(but));
    return names;
  }

  @Test
  void whatTheServicesKnowIsAnsweredInFull() {
    assertThat(components(TaskAnswer.class, "stateName")).isEqualTo(components(Task.class));
    assertThat(components(TaskLine.class, "stateName")).isEqualTo(components(TaskSummary.class));
    assertThat(components(DisputesAnswer.Line.class))
        .isEqualTo(components(Dispute.class, "itemName"));
  }

  @Test
  void theContractNamesEveryActionOnATask() throws Exception {
    var anonymous = java.net.http.HttpRequest.newBuilder(harness.uri("/api/v1/openapi.json"));
    JsonNode names =
        MAPPER
            .readTree(harness.send(anonymous).body())
            .at("/components/schemas/TaskActionName/enum");
    Set<String> named = new TreeSet<>();
    names.forEach(n -> named.add(n.asText()));
    assertThat(named)
        .isEqualTo(
            Stream.of(TaskAction.values())
                .map(TaskAction::wireName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void aTaskIsGivenReadListedAndActedOnWithItsETag() throws Exception {
    HttpResponse<String> given = harness.post("/api/v1/tasks", "{\"reference\":\"RW1\"}");
    assertThat(given.statusCode()).as(given.body()).isEqualTo(201);
    assertThat(given.headers().firstValue("Location")).contains("/api/v1/tasks/" + Samples.TASK);
    assertThat(given.headers().firstValue("ETag")).contains("\"1\"");
    HttpResponse<String> listed =
        harness.get("/api/v1/tasks?state=ISSUED&due=OVERDUE&unit=s&limit=7");
    assertThat(MAPPER.readTree(listed.body()).at("/items/0/stateName").asText()).isEqualTo("已下达");
    assertThat(harness.services.flow.asked.limit()).isEqualTo(7);
    HttpResponse<String> stale =
        harness.send(
            harness
                .write("POST", "/api/v1/tasks/" + Samples.TASK + "/actions", "{}")
                .header("If-Match", "\"9\""));
    assertThat(stale.statusCode()).isEqualTo(412);
  }

  @Test
  void aMonthsDisputesAndTheLogAreRead() throws Exception {
    HttpResponse<String> month = harness.get("/api/v1/disputes?month=2016-03");
    assertThat(MAPPER.readTree(month.body()).at("/disputes/0/workingDaysLost").asInt())
        .isEqualTo(3);
    for (String no : new String[] {"2016-13", "%2B999999999-12"}) {
      assertThat(harness.get("/api/v1/disputes?month=" + no).statusCode()).as(no).isEqualTo(400);
    }
    assertThat(harness.get("/api/v1/disputes/rulings").statusCode()).isEqualTo(200);
    HttpResponse<String> log =
        harness.get("/api/v1/demands?from=2016-03-01&to=2016-04-01&purpose=P");
    assertThat(MAPPER.readTree(log.body()).at("/items/0/category").asText()).isEqualTo("环境");
    HttpResponse<String> line = harness.post("/api/v1/demands", "{}");
    assertThat(line.statusCode()).isEqualTo(201);
  }
}
