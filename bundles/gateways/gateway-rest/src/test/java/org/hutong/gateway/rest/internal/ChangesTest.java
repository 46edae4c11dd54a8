package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;
import static org.hutong.gateway.rest.internal.Harness.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hutong.gateway.support.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private Harness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new Harness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private CompletableFuture<HttpResponse<String>> poll(String path) {
    return harness.client.sendAsync(
        harness.request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private void untilWaiting(int polls) {
    long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (harness.services.changes.waiting() != polls) {
      assertThat(System.nanoTime()).isLessThan(limit);
      Thread.onSpinWait();
    }
  }

  @Test
  void whatIsThereComesAtOnceWithTheCursorToGoOnWith() throws Exception {
    harness.services.changes.add();
    harness.services.changes.add();

    JsonNode first = json(harness.get("/api/v1/changes?limit=1&wait=60"));
    assertThat(first.path("street").asText()).isEqualTo(Samples.STREET);
    assertThat(first.path("items")).hasSize(1);
    assertThat(first.path("more").asBoolean()).isTrue();
    assertThat(first.path("items").path(0).path("kind").asText()).isEqualTo("CASE");

    JsonNode rest = json(harness.get("/api/v1/changes?after=" + first.path("next").asText()));
    assertThat(rest.path("items")).hasSize(1);
    assertThat(rest.path("more").asBoolean()).isFalse();
    JsonNode none = json(harness.get("/api/v1/changes?after=" + rest.path("next").asText()));
    assertThat(none.path("items")).isEmpty();
    assertThat(none.path("next")).isEqualTo(rest.path("next"));
  }

  @Test
  void aLongPollIsAnsweredWhenSomethingComes() throws Exception {
    CompletableFuture<HttpResponse<String>> poll = poll("/api/v1/changes?wait=60");
    untilWaiting(1);

    harness.services.changes.add();

    HttpResponse<String> answer = poll.get(10, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("items")).hasSize(1);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void aLongPollThatNothingComesToIsAnsweredEmpty() throws Exception {
    HttpResponse<String> answer = harness.get("/api/v1/changes?wait=1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("items")).isEmpty();
  }

  @Test
  void longPollsTakeNoPlaceAtTheGateAndWaitOnSoManyThreadsOnly() throws Exception {
    harness.settings = new Settings(2000, 4000, 1, 1 << 20, 2, Settings.DEFAULT.push());
    CompletableFuture<HttpResponse<String>> first = poll("/api/v1/changes?wait=60");
    untilWaiting(1);
    CompletableFuture<HttpResponse<String>> second = poll("/api/v1/changes?wait=60");
    untilWaiting(2);

    HttpResponse<String> third = harness.get("/api/v1/changes?wait=60");
    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(third.headers().firstValue("Retry-After")).contains("1");
    assertThat(harness.get("/api/v1/systems").statusCode()).isEqualTo(200);

    harness.services.changes.add();
    assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(second.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void anExpiredCursorIsGoneAndWrongParametersAreNamed() throws Exception {
    assertProblem(harness.get("/api/v1/changes?after=e0-5"), 410, "CURSOR_EXPIRED");
    for (String query : new String[] {"wait=61", "wait=-1", "wait=x", "limit=0", "limit=501"}) {
      JsonNode problem =
          assertProblem(harness.get("/api/v1/changes?" + query), 400, "INVALID_REQUEST");
      String name = query.substring(0, query.indexOf('='));
      assertThat(problem.path("errors").path(0).path("pointer").asText()).isEqualTo("?" + name);
    }
  }

  @Test
  void aPollThatIsCutOffByTheEndIsToldToComeAgain() throws Exception {
    CompletableFuture<HttpResponse<String>> poll = poll("/api/v1/changes?wait=60");
    untilWaiting(1);

    harness.waiters.close();

    assertProblem(poll.get(10, TimeUnit.SECONDS), 503, "OVERLOADED_TRY_LATER");
  }
}
