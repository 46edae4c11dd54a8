package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hutong.harness.Rest;
import org.hutong.harness.Soap;
import org.hutong.standins.StandInProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The survey's own case, from the station through a dispute to the district, and a hub's task. */
class SurveyCaseIT {
  private static final String NS = "xmlns=\"urn:hutong:street:v1\"";
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("survey-case", List.of());
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  private static Rest rest(String account) {
    return journey.street().rest(account);
  }

  private static Map<String, String> heads(Rest.Answer read, String unit) {
    String encoded = URLEncoder.encode(unit, StandardCharsets.UTF_8);
    return unit.isEmpty()
        ? Map.of("If-Match", read.etag())
        : Map.of("If-Match", read.etag(), "Hutong-On-Behalf-Of", encoded);
  }

  private static Rest.Answer act(String account, String path, String json, String unit)
      throws Exception {
    Rest.Answer read = rest(account).get(path);
    Rest.Answer answer = rest(account).send("POST", path + "/actions", json, heads(read, unit));
    assertThat(answer.status()).as(json + " " + answer.body()).isEqualTo(200);
    return answer;
  }

  private static Rest.Answer act(String account, String path, String json) throws Exception {
    return act(account, path, json, "");
  }

  @Test
  void aCaseEnteredOnceGoesThroughADisputeToItsEndWhileTheHubIsAway() throws Exception {
    StandInProcess hub = journey.street().system("si-07");
    String number = journey.enter(); // the one time that anything of it is typed
    String path = "/cases/" + number;
    journey.awaitDelivered(List.of(number), List.of("si-02", "si-04"));
    hub.stop();
    String second = journey.enter();
    Rest.Answer contested =
        act(
            "officer",
            path,
            "{\"action\":\"contest\",\"reason\":\"认为应由民政科初审\",\"basis\":\"部门职责\"}");
    assertThat(contested.body().at("/steps/0/state").asText()).isEqualTo("CONTESTED");
    assertThat(contested.body().path("state").asText()).isEqualTo("ACCEPTED");
    assertThat(contested.body().at("/due/status").asText()).isEqualTo("RUNNING");
    act(
        "dispatcher",
        path,
        "{\"action\":\"determine\",\"unit\":\"社保所\",\"reason\":\"区民政局通知规定由社保所初审\"}");
    Rest.Answer first = act("officer", path, "{\"action\":\"approve\"}");
    assertThat(first.body().at("/steps/1/unit").asText()).isEqualTo("民政科");
    act("final", path, "{\"action\":\"approve\"}");
    act("hub", path, "{\"action\":\"approve\"}", "区民政局");
    act("hub", path, "{\"action\":\"complete\",\"decision\":{\"grantFen\":300000}}", "区民政局");
    hub.restart();

    journey.awaitDelivered(List.of(number, second), Journey.SYSTEMS);
    journey.eachExactlyOnce(List.of(number, second));
    JsonNode seen = rest("final").get(path + "?purpose=CASE_HANDLING").body();
    assertThat(seen.path("state").asText()).isEqualTo("COMPLETED");
    assertThat(seen.path("revision").asInt()).as("typed once, never again").isEqualTo(1);
    assertThat(seen.at("/decision/outcome/grantFen").asInt()).isEqualTo(300_000);
    List<String> ladder = new ArrayList<>();
    seen.path("history").forEach(e -> ladder.add(e.path("what").asText() + " " + level(e)));
    assertThat(ladder)
        .containsExactly(
            "register 社区",
            "accept 社区",
            "contest 街道",
            "determine 街道",
            "approve 街道",
            "approve 街道",
            "approve 区",
            "complete 区");
    theDisputeStandsInTheMonthsList(number);
  }

  private static String level(JsonNode event) {
    return event.path("level").asText();
  }

  /** Over REST, SOAP and the console alike. */
  private void theDisputeStandsInTheMonthsList(String number) throws Exception {
    String month = YearMonth.now(ZoneOffset.ofHours(8)).toString();
    JsonNode list = rest("dispatcher").get("/disputes?month=" + month).body();
    assertThat(list.path("disputes")).hasSize(1);
    JsonNode dispute = list.at("/disputes/0");
    assertThat(dispute.path("caseNumber").asText()).isEqualTo(number);
    assertThat(dispute.path("outcome").asText()).isEqualTo("UPHELD");
    assertThat(dispute.path("workingDaysLost").isInt()).as(dispute.toString()).isTrue();
    assertThat(list.at("/items/0/code").asText()).isEqualTo("MZ-28");
    Soap.Answer soap =
        journey
            .street()
            .soap("dispatcher")
            .send("<GetDisputes " + NS + "><month>" + month + "</month></GetDisputes>");
    assertThat(soap.text("caseNumber")).isEqualTo(number);
    assertThat(soap.text("workingDaysLost")).isEqualTo(dispute.path("workingDaysLost").asText());
    assertThat(journey.street().console("dispatcher", "hutong:disputes")).contains(number);
  }

  @Test
  void ofTwoApprovalsAtOnceOneSucceedsAndOneIsTold() throws Exception {
    String path = "/cases/" + journey.enter();
    String etag = rest("officer").get(path).etag();
    List<CompletableFuture<HttpResponse<byte[]>>> both = new ArrayList<>();
    for (String account : List.of("officer", "dispatcher")) {
      both.add(
          rest(account)
              .sendAsync(
                  "POST",
                  path + "/actions",
                  "{\"action\":\"approve\",\"step\":1}",
                  Map.of("If-Match", etag)));
    }
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<byte[]>> one : both) {
      statuses.add(one.get().statusCode());
    }
    assertThat(statuses).containsExactlyInAnyOrder(200, 412);
    assertThat(rest("officer").get(path).body().at("/steps/1/state").asText()).isEqualTo("ACTIVE");
  }

  @Test
  void aTaskOfTheHubBecomesWorkAndItsReportComesBack() throws Exception {
    HubClient platform = new HubClient(journey.street().system("si-07"));
    JsonNode given = platform.firstTask();
    String reference = given.path("rwbh").asText();
    String cursor = rest("hub").get("/changes?limit=500").body().path("next").asText();
    Rest.Answer created = rest("hub").post("/tasks", HubClient.entry(given));
    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    assertThat(rest("hub").post("/tasks", HubClient.entry(given)).status()).isEqualTo(409);
    String id = created.body().path("id").asText();
    String path = "/tasks/" + id;
    act("dispatcher", path, "{\"action\":\"accept\"}");
    platform.step(reference, "accept");
    String assigned =
        journey
            .street()
            .console("dispatcher", "hutong:task-act --if-match 2 --unit 民政科 " + id + " assign");
    assertThat(assigned).contains("已派单");
    act("hub", path, "{\"action\":\"supervise\",\"reason\":\"请按期反馈\"}");
    String number = journey.enter();
    assertThat(soapAct("dispatcher", id, 4, "<action>link</action><case>" + number + "</case>"))
        .isEqualTo("ASSIGNED");
    assertThat(rest("final").get("/tasks?case=" + number).body().at("/items/0/id").asText())
        .isEqualTo(id);
    act("final", path, "{\"action\":\"close\",\"result\":\"已办理，群众满意\"}");

    List<String> changes = new ArrayList<>();
    for (JsonNode c : rest("hub").get("/changes?limit=500&after=" + cursor).body().path("items")) {
      if (c.path("kind").asText().equals("TASK") && c.path("reference").asText().equals(id)) {
        changes.add(c.path("what").asText());
      }
    }
    assertThat(changes).containsExactly("issue", "accept", "assign", "supervise", "link", "close");
    JsonNode report = rest("hub").get(path + "?purpose=HUB_FOLLOW_UP").body();
    assertThat(report.path("result").asText()).isEqualTo("已办理，群众满意");
    assertThat(rest("hub").get(path).body().path("result").isNull()).isTrue();
    platform.step(reference, "done");
    assertThat(platform.state(reference)).isEqualTo("DONE");
  }

  private static String soapAct(String account, String id, int version, String act)
      throws Exception {
    Soap.Answer answer =
        journey
            .street()
            .soap(account)
            .send(
                "<ActOnTask "
                    + NS
                    + "><id>"
                    + id
                    + "</id><ifMatch>"
                    + version
                    + "</ifMatch><idempotencyKey>soap-"
                    + id
                    + "</idempotencyKey><act>"
                    + act
                    + "</act></ActOnTask>");
    assertThat(answer.code()).as(answer.text("message")).isEmpty();
    return answer.text("state");
  }

  @Test
  void aLineOfDailyWorkIsNoServiceRecordAndIsTakenByTheLog() throws Exception {
    Rest.Answer refused = journey.clerk().post("/cases", "{\"note\":\"今日清理楼道堆物\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("code").asText()).isEqualTo("NOT_A_SERVICE_RECORD");
    assertThat(refused.body().path("detail").asText()).contains("民情日志", "/demands");
    LocalDate today = LocalDate.now(ZoneOffset.ofHours(8));
    Rest.Answer line =
        journey
            .clerk()
            .post(
                "/demands",
                "{\"date\":\""
                    + today
                    + "\",\"community\":{\"scheme\":\"stat-2022\",\"code\":\"110102014003\"},"
                    + "\"category\":\"环境\",\"channel\":\"VISIT\",\"text\":\"今日清理楼道堆物\"}");
    assertThat(line.status()).as(line.body().toString()).isEqualTo(201);
    String period = "/demands?from=" + today + "&to=" + today.plusDays(1);
    assertThat(journey.clerk().get(period).body().at("/items/0/text").asText()).isEmpty();
    assertThat(
            journey
                .clerk()
                .get(period + "&purpose=CASE_HANDLING")
                .body()
                .at("/items/0/text")
                .asText())
        .isEqualTo("今日清理楼道堆物");
  }
}
