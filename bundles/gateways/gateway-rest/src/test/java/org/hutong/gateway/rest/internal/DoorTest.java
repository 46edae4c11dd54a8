package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.BODY;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;
import static org.hutong.gateway.rest.internal.Harness.basic;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.hutong.gateway.support.Samples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
  private static final String CASES = "/api/v1/cases";
  private static Harness harness;

  @BeforeAll
  static void open() throws Exception {
    harness = new Harness();
  }

  @AfterAll
  static void close() throws Exception {
    harness.close();
  }

  private static HttpRequest.Builder with(String authorization) {
    return HttpRequest.newBuilder(harness.uri("/api/v1/systems"))
        .header("Authorization", authorization);
  }

  @Test
  void whoDoesNotSayWhoHeIsIsAskedForIt() throws Exception {
    HttpResponse<String> answer =
        harness.send(HttpRequest.newBuilder(harness.uri("/api/v1/systems")));

    assertProblem(answer, 401, "AUTHENTICATION_REQUIRED");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("Basic realm=\"hutong\", charset=\"UTF-8\"")
        .contains("Bearer");
  }

  @Test
  void anAccountOrATokenLetsIn() throws Exception {
    assertThat(harness.send(with(basic("clerk"))).statusCode()).isEqualTo(200);
    assertThat(harness.send(with(basic("clerk").replace("Basic", "bAsIc"))).statusCode())
        .isEqualTo(200);
    assertThat(harness.send(with("Bearer the-token")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer",
        "Bearer ",
        "Basic",
        "Basic %%%",
        "Basic /////w==",
        "Digest username=clerk",
        "nonsense"
      })
  void everyWrongCredentialGetsTheSameAnswer(String authorization) throws Exception {
    HttpResponse<String> answer = harness.send(with(authorization));

    assertProblem(answer, 401, "AUTHENTICATION_FAILED");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void aWrongPasswordAndAMalformedPairGetThatAnswerToo() throws Exception {
    String noColon = Base64.getEncoder().encodeToString("clerk".getBytes(StandardCharsets.UTF_8));

    assertProblem(harness.send(with(basic("clerk", "x"))), 401, "AUTHENTICATION_FAILED");
    assertProblem(harness.send(with("Basic " + noColon)), 401, "AUTHENTICATION_FAILED");
    assertProblem(harness.send(with(basic(""))), 401, "AUTHENTICATION_FAILED");
    assertProblem(harness.send(with(basic("a".repeat(201)))), 401, "AUTHENTICATION_FAILED");
    assertProblem(
        harness.send(with(basic("clerk")).header("Authorization", "Bearer the-token")),
        401,
        "AUTHENTICATION_FAILED");
    assertProblem(harness.send(with(basic("locked"))), 401, "ACCOUNT_LOCKED");
  }

  private static HttpRequest.Builder aCase(String account, String... units) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(harness.uri(CASES + "/" + Samples.NUMBER))
            .header("Authorization", basic(account));
    for (String unit : units) {
      request.header("Hutong-On-Behalf-Of", unit);
    }
    return request;
  }

  @Test
  void theHubSaysForWhichUnitItActs() throws Exception {
    assertThat(harness.send(aCase("hub")).statusCode()).isEqualTo(200);
    assertThat(harness.services.casework.caller.onBehalfOf()).isNull();
    assertThat(harness.send(aCase("hub", "%E6%B0%91%e6%94%bf%E7%A7%91+1")).statusCode())
        .isEqualTo(200);
    assertThat(harness.services.casework.caller.onBehalfOf()).isEqualTo("民政科+1");
  }

  @Test
  void nobodyElseActsForAUnitOfHisChoice() throws Exception {
    assertProblem(harness.send(aCase("clerk", "%E6%B0%91")), 403, "ROLE_REQUIRED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%E6%B0", "%G1", "%", "%20", "%0A", "a b", "%00"})
  void aUnitThatIsNoNameIsRefusedByItsHeader(String unit) throws Exception {
    HttpResponse<String> answer = harness.send(aCase("hub", unit));
    assertThat(assertProblem(answer, 400, "INVALID_REQUEST").at("/errors/0/pointer").asText())
        .isEqualTo("Hutong-On-Behalf-Of");
  }

  @Test
  void twoUnitsAreNone() throws Exception {
    assertProblem(harness.send(aCase("hub", "a", "b")), 400, "INVALID_REQUEST");
  }

  @Test
  void aBodyIsNotParsedBeforeItsSenderIsKnown() throws Exception {
    HttpRequest.Builder malformed =
        HttpRequest.newBuilder(harness.uri(CASES))
            .header("Content-Type", "text/nonsense")
            .POST(HttpRequest.BodyPublishers.ofString("{{{"));

    assertProblem(harness.send(malformed), 401, "AUTHENTICATION_REQUIRED");
  }

  /** The answer comes although only one byte of the announced body was sent. */
  @Test
  void aBodyIsNotEvenReadBeforeItsSenderIsKnown() throws Exception {
    assertThat(announced("Content-Length: 500")).contains(" 401 ");
    assertThat(announced("Transfer-Encoding: chunked")).contains(" 401 ");
    assertThat(announced("Content-Length: 2000000")).contains(" 401 ");
  }

  private static String announced(String heads) throws Exception {
    boolean chunked = heads.contains("chunked");
    return harness.statusLine("POST", CASES, heads, chunked ? "1000\r\n{" : "{");
  }

  @Test
  void nobodyElsesWordSaysWhereACallComesFrom() throws Exception {
    // Were the header believed, this would be a call from beyond without TLS.
    HttpRequest.Builder forwarded =
        with(basic("clerk")).header("X-Forwarded-For", "203.0.113.7").header("Forwarded", "for=x");

    assertThat(harness.send(forwarded).statusCode()).isEqualTo(200);
  }

  @Test
  void unknownPathsAskWhoIsThereFirst() throws Exception {
    HttpRequest.Builder unknown = HttpRequest.newBuilder(harness.uri("/api/v1/nothing"));

    assertProblem(harness.send(unknown), 401, "AUTHENTICATION_REQUIRED");
    assertProblem(harness.get("/api/v1/nothing"), 404, "NOT_FOUND_HERE");
  }

  @Test
  void anUnusualMethodIsToldWhatIsAllowed() throws Exception {
    for (String method : new String[] {"TRACE", "PROPFIND", "LOCK"}) {
      HttpResponse<String> answer =
          harness.send(harness.request(CASES).method(method, HttpRequest.BodyPublishers.noBody()));
      assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
      assertThat(answer.headers().firstValue("Allow")).contains("OPTIONS, POST");
      HttpResponse<String> nowhere =
          harness.send(
              harness
                  .request("/api/v1/nowhere")
                  .method(method, HttpRequest.BodyPublishers.noBody()));
      assertProblem(nowhere, 405, "METHOD_NOT_ALLOWED");
      assertThat(nowhere.headers().firstValue("Allow")).contains("");
    }
  }

  @Test
  void aControlCharacterNamesNothing() throws Exception {
    for (String sign : new String[] {"%00", "%01", "%0A", "%7F", "%C2%85"}) {
      assertProblem(harness.get("/api/v1/deliveries?case=x" + sign), 400, "INVALID_REQUEST");
      assertProblem(harness.get("/api/v1/deliveries?x" + sign + "=1"), 400, "INVALID_REQUEST");
      HttpResponse<String> path = harness.get("/api/v1/cases/x" + sign);
      assertThat(path.statusCode()).as(path.body()).isIn(400, 404);
      assertThat(path.body()).doesNotContain("CASE_NOT_FOUND");
    }
  }

  @Test
  void anUnusualMethodOrEncodingIsRefused() throws Exception {
    assertProblem(
        harness.send(harness.request(CASES).method("TRACE", HttpRequest.BodyPublishers.noBody())),
        405,
        "METHOD_NOT_ALLOWED");
    assertProblem(
        harness.send(harness.request(CASES).method("BREW", HttpRequest.BodyPublishers.noBody())),
        405,
        "METHOD_NOT_ALLOWED");
    assertProblem(
        harness.send(harness.write("POST", CASES, BODY).header("Content-Encoding", "gzip")),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    assertProblem(
        harness.send(harness.write("POST", CASES, BODY).header("OnewayRequest", "true")),
        400,
        "MALFORMED_REQUEST");
  }
}
