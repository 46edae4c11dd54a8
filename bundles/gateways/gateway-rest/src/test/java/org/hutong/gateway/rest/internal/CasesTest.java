package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.BODY;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;
import static org.hutong.gateway.rest.internal.Harness.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.hutong.gateway.support.Samples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CasesTest {
  private static final String CASE = "/api/v1/cases/" + Samples.NUMBER;
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
  void aRegisteredCaseIsAnsweredWithItsPlaceItsVersionAndItself() throws Exception {
    HttpResponse<String> answer = harness.post("/api/v1/cases", BODY);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Location")).contains(CASE);
    assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    JsonNode body = json(answer);
    assertThat(body.path("street").asText()).isEqualTo(Samples.STREET);
    assertThat(body.path("number").asText()).isEqualTo(Samples.NUMBER);
    assertThat(body.path("stateName").asText()).isEqualTo("受理");
    assertThat(body.path("item").path("name").asText()).isEqualTo("临时救助");
    assertThat(body.path("registeredAt").asText()).isEqualTo("2016-03-01T09:02:03.456+08:00");
    assertThat(body.path("due").path("due").asText()).isEqualTo("2016-03-22");
    assertThat(body.path("subject").path("community").path("code").asText())
        .isEqualTo("110102014003");
    assertThat(body.path("deliveries").path(0).path("stateName").asText()).isEqualTo("已送达");
    assertThat(answer.body())
        .contains("\"agent\":null", "\"guardian\":null", "\"origin\":null", "\"decision\":null")
        .contains("\"rate\":1000")
        .contains("\"nothing\":null");
  }

  @Test
  void theSameKeyAndBodyGetTheFirstAnswerAndAnotherBodyAConflict() throws Exception {
    HttpRequest.Builder first = harness.write("POST", "/api/v1/cases", BODY);
    first.setHeader("Idempotency-Key", "the-same");
    int before = harness.services.casework.registered.get();

    assertThat(harness.send(first).statusCode()).isEqualTo(201);
    assertThat(harness.send(first).statusCode()).isEqualTo(201);
    assertThat(harness.services.casework.registered.get()).isEqualTo(before + 1);

    first.POST(HttpRequest.BodyPublishers.ofString("{\"other\":1}"));
    assertProblem(harness.send(first), 409, "IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void aWriteWithoutAKeyOrWithAnImpossibleOneIsRefused() throws Exception {
    HttpRequest.Builder write = harness.write("POST", "/api/v1/cases", BODY);
    HttpRequest.Builder without =
        harness
            .request("/api/v1/cases")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(BODY));

    assertProblem(harness.send(without), 400, "IDEMPOTENCY_KEY_REQUIRED");
    for (String key : new String[] {"", "with space", "k".repeat(129)}) {
      write.setHeader("Idempotency-Key", key);
      assertThat(harness.send(write).statusCode()).as(key).isEqualTo(400);
    }
    write.setHeader("Idempotency-Key", "one,key;with=\"marks\"");
    assertThat(harness.send(write).statusCode()).isEqualTo(201);
    write.setHeader("Idempotency-Key", "k".repeat(128));
    assertThat(harness.send(write).statusCode()).isEqualTo(201);
    write.header("Idempotency-Key", "another");
    assertThat(harness.send(write).statusCode()).isEqualTo(400);
  }

  @Test
  void aCaseIsReadForThePurposeInTheHeaderOrTheQueryOrForNone() throws Exception {
    HttpResponse<String> plain = harness.get(CASE);
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().firstValue("ETag")).isPresent();
    assertThat(harness.services.casework.purpose).isNull();

    harness.get(CASE + "?purpose=CASE_HANDLING");
    assertThat(harness.services.casework.purpose).isEqualTo("CASE_HANDLING");

    harness.send(harness.request(CASE).header("Hutong-Purpose", "BY_HEADER"));
    assertThat(harness.services.casework.purpose).isEqualTo("BY_HEADER");

    HttpRequest.Builder both = harness.request(CASE + "?purpose=A").header("Hutong-Purpose", "B");
    assertProblem(harness.send(both), 400, "INVALID_REQUEST");
  }

  @Test
  void aCaseThatIsNotThereIsNotFound() throws Exception {
    assertProblem(harness.get("/api/v1/cases/110102014-2016-9999999"), 404, "CASE_NOT_FOUND");
  }

  @Test
  void aSearchAnswersAPageWithItsStreetAndWhereToGoOn() throws Exception {
    HttpResponse<String> answer =
        harness.post("/api/v1/cases/search", "{\"purpose\":\"CASE_HANDLING\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode page = json(answer);
    assertThat(page.path("street").asText()).isEqualTo(Samples.STREET);
    assertThat(page.path("next").asText()).isEqualTo("c2");
    assertThat(page.path("items").path(0).path("item").path("code").asText()).isEqualTo("MZ-28");
    assertProblem(harness.post("/api/v1/cases/search", "{}"), 400, "PURPOSE_REQUIRED");
  }

  @Test
  void aCorrectionNeedsTheVersionThatWasRead() throws Exception {
    String patch = "{\"subject\":{\"phone\":null}}";
    HttpRequest.Builder write = harness.write("PATCH", CASE, patch);
    assertProblem(harness.send(write), 428, "PRECONDITION_MISSING");

    write.setHeader("If-Match", "\"999\"");
    assertProblem(harness.send(write), 412, "CASE_STALE");

    for (String wrong : new String[] {"*", "7", "W/\"7\"", "\"7\", \"8\"", "\"x\"", "\"-1\""}) {
      write.setHeader("If-Match", wrong);
      JsonNode problem = assertProblem(harness.send(write), 400, "INVALID_REQUEST");
      assertThat(problem.path("errors").path(0).path("pointer").asText()).isEqualTo("If-Match");
    }

    write.setHeader("If-Match", harness.get(CASE).headers().firstValue("ETag").orElseThrow());
    write.setHeader("Content-Type", "application/merge-patch+json");
    HttpResponse<String> corrected = harness.send(write);
    assertThat(corrected.statusCode()).as(corrected.body()).isEqualTo(200);
    assertThat(json(corrected).path("revision").asInt()).isEqualTo(2);
    assertThat(corrected.headers().firstValue("ETag"))
        .contains("\"" + json(corrected).path("version").asLong() + "\"");
  }

  @Test
  void anIllegalActionNamesTheLegalOnes() throws Exception {
    HttpRequest.Builder write =
        harness.write("POST", CASE + "/actions", "{\"action\":\"archive\"}");
    write.header("If-Match", "\"1\"");

    JsonNode problem = assertProblem(harness.send(write), 409, "CASE_ACTION_ILLEGAL");

    assertThat(problem.path("allowedActions")).hasSize(2);
    assertThat(problem.path("allowedActions").path(0).asText()).isEqualTo("approve");
  }

  @Test
  void anEvaluationIsAnsweredWithTheCase() throws Exception {
    HttpResponse<String> answer = harness.post(CASE + "/evaluation", "{\"score\":5}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("number").asText()).isEqualTo(Samples.NUMBER);
  }

  @Test
  void anEvaluationHeedsTheVersionWhereOneIsGiven() throws Exception {
    HttpRequest.Builder write = harness.write("POST", CASE + "/evaluation", "{\"score\":5}");
    write.setHeader("If-Match", "\"999\"");
    assertProblem(harness.send(write), 412, "CASE_STALE");
  }

  @Test
  void numbersReachTheServicesUnrounded() throws Exception {
    harness.post(
        "/api/v1/cases",
        "{\"a\":9007199254740993,\"b\":0.10,\"c\":1e2,\"d\":99999999999999999999,\"e\":-0}");

    assertThat(harness.services.casework.body)
        .containsEntry("a", 9007199254740993L)
        .containsEntry("b", new BigDecimal("0.10"))
        .containsEntry("c", new BigDecimal("1e2"))
        .containsEntry("d", new BigDecimal("99999999999999999999"))
        .containsEntry("e", 0L);
  }

  @Test
  void whatTheServicesRefuseKeepsItsPointer() throws Exception {
    JsonNode problem =
        assertProblem(harness.post("/api/v1/cases", "{\"surprise\":1}"), 400, "INVALID_REQUEST");

    JsonNode error = problem.path("errors").path(0);
    assertThat(error.path("pointer").asText()).isEqualTo("/surprise");
    assertThat(error.path("code").asText()).isEqualTo("FIELD_UNKNOWN");
    assertThat(error.path("message").asText()).isEqualTo("不认识的字段");
  }
}
