package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.BODY;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hutong.gateway.support.Samples;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeamTest {
  private static final String SECRET = "110102198001011239";
  private Harness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new Harness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aFaultNobodyExpectedIsLoggedOnceWithoutAWordOfIt() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    HttpResponse<String> answer;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      harness.services.casework.fault =
          new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
      answer = harness.post("/api/v1/cases", BODY);
    } finally {
      System.setErr(before);
    }

    JsonNode problem = assertProblem(answer, 500, "INTERNAL_ERROR");
    String incident = problem.path("incident").asText();
    assertThat(incident).matches("[0-9a-f]{8}");
    assertThat(answer.body()).doesNotContain(SECRET);
    assertThat(log.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("Incident " + incident + " in POST /v1/cases")
        .contains("IllegalStateException", "Caused by: java.lang.IllegalArgumentException")
        .doesNotContain(SECRET);
  }

  @Test
  void theFirstAnswerOfAllNamesItsStreetAlsoWhenItRefuses() throws Exception {
    HttpRequest.Builder nobody = HttpRequest.newBuilder(harness.uri("/api/v1/systems"));
    JsonNode problem = assertProblem(harness.send(nobody), 401, "AUTHENTICATION_REQUIRED");
    assertThat(problem.path("street").asText()).isEqualTo(Samples.STREET);
    harness.services.away = true;
    problem = assertProblem(harness.get("/api/v1/systems"), 503, "STORE_UNAVAILABLE");
    assertThat(problem.path("street").asText()).isEqualTo(Samples.STREET);
  }

  @Test
  void aFaultOfOurOwnThatWasNamedIsAnIncidentToo() throws Exception {
    harness.services.casework.fault =
        Refused.failed(Code.INTERNAL_ERROR, new IllegalStateException(SECRET));

    JsonNode problem = assertProblem(harness.post("/api/v1/cases", BODY), 500, "INTERNAL_ERROR");

    assertThat(problem.path("incident").asText()).isNotEmpty();
  }

  @Test
  void aServiceThatIsAwayIsToldApartFromAFault() throws Exception {
    harness.services.away = true;

    HttpResponse<String> answer = harness.post("/api/v1/cases", BODY);

    assertProblem(answer, 503, "STORE_UNAVAILABLE");
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    harness.services.away = false;
    assertThat(harness.post("/api/v1/cases", BODY).statusCode()).isEqualTo(201);
  }

  @Test
  void everyCodeHasItsStatus() throws Exception {
    for (Code code : Code.values()) {
      harness.services.casework.fault = Refused.because(code);
      int status = code == Code.METHOD_NOT_ALLOWED ? 405 : code.kind().status();
      HttpResponse<String> answer = harness.post("/api/v1/cases", BODY);
      assertProblem(answer, status, code.name());
      boolean later = status == 429 || status == 503;
      assertThat(answer.headers().firstValue("Retry-After").isPresent())
          .as(code.name())
          .isEqualTo(later);
    }
  }

  @Test
  void moreRequestsThanPlacesAreToldToComeLaterButHealthIsAnswered() throws Exception {
    harness.settings = new Settings(2000, 4000, 2, 1 << 20, 2, Settings.DEFAULT.push());
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    harness.services.casework.during = () -> await(inside, goOn);
    CompletableFuture<HttpResponse<String>> first = async();
    CompletableFuture<HttpResponse<String>> second = async();
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    HttpResponse<String> third = harness.get("/api/v1/systems");
    assertProblem(third, 503, "OVERLOADED_TRY_LATER");
    assertThat(third.headers().firstValue("Retry-After")).contains("1");
    assertThat(harness.get("/health/ready").statusCode()).isEqualTo(200);

    goOn.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    assertThat(second.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    // The places are given back a moment after the answers have gone.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    int status;
    do {
      status = harness.get("/api/v1/systems").statusCode();
    } while (status == 503 && System.nanoTime() < until);
    assertThat(status).isEqualTo(200);
  }

  @Test
  void theEndWaitsForWhatIsInsideAndLetsNobodyIn() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    harness.services.casework.during = () -> await(inside, goOn);
    CompletableFuture<HttpResponse<String>> first = async();
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(harness.gate.close(Duration.ofMillis(20))).isFalse();
    HttpResponse<String> late = harness.get("/api/v1/systems");
    assertProblem(late, 503, "OVERLOADED_TRY_LATER");
    assertThat(late.headers().firstValue("Retry-After")).isPresent();
    goOn.countDown();

    assertThat(harness.gate.close(Duration.ofSeconds(10))).isTrue();
    assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
  }

  private CompletableFuture<HttpResponse<String>> async() {
    return harness.client.sendAsync(
        harness.write("POST", "/api/v1/cases", BODY).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void await(CountDownLatch inside, CountDownLatch goOn) {
    inside.countDown();
    try {
      if (!goOn.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody let it go on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClientThatAsksTooOftenIsToldWhenToComeAgain() throws Exception {
    harness.settings = new Settings(1, 3, 128, 1 << 20, 2, Settings.DEFAULT.push());
    for (int i = 0; i < 3; i++) {
      assertThat(harness.get("/api/v1/systems").statusCode()).isEqualTo(200);
    }

    HttpResponse<String> tooMany = harness.post("/api/v1/cases", "{{{ not read");

    assertProblem(tooMany, 429, "TOO_MANY_REQUESTS");
    assertThat(tooMany.headers().firstValue("Retry-After")).contains("1");
    var other = harness.request("/api/v1/systems").setHeader("Authorization", "Bearer the-token");
    assertThat(harness.send(other).statusCode()).isEqualTo(200);
  }

  @Test
  void aClientThatGoesAwayInTheMiddleOfItsBodyStoresNothing() throws Exception {
    harness.abandon("POST", "/api/v1/cases", 500, "{\"item\":");

    assertThat(harness.get("/api/v1/systems").statusCode()).isEqualTo(200);
    assertThat(harness.services.casework.registered.get()).isZero();
  }
}
