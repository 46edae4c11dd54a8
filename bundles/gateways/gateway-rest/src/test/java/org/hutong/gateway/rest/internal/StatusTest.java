package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;
import static org.hutong.gateway.rest.internal.Harness.basic;
import static org.hutong.gateway.rest.internal.Harness.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusTest {
  private Harness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new Harness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private HttpResponse<String> anonymous(String path) throws Exception {
    return harness.send(HttpRequest.newBuilder(harness.uri(path)));
  }

  @Test
  void healthAsksForNoAccountAndGivesNoDetails() throws Exception {
    assertThat(anonymous("/health/live").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(anonymous("/health/ready").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(harness.services.authenticator.asked.get()).isZero();
  }

  @Test
  void anApplianceThatIsNotReadyOrAwaySaysSoAndStillLives() throws Exception {
    harness.services.ready = false;
    HttpResponse<String> notReady = anonymous("/health/ready");
    assertThat(notReady.statusCode()).isEqualTo(503);
    assertThat(notReady.body()).isEqualTo("{\"status\":\"DOWN\"}");
    assertThat(notReady.headers().firstValue("Retry-After")).isPresent();
    harness.services.ready = true;
    harness.services.away = true;
    assertThat(anonymous("/health/ready").statusCode()).isEqualTo(503);
    assertThat(anonymous("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreForTheAdministrator() throws Exception {
    assertProblem(anonymous("/metrics"), 401, "AUTHENTICATION_REQUIRED");
    assertProblem(harness.get("/metrics"), 403, "ROLE_REQUIRED");
    HttpResponse<String> metrics =
        harness.send(harness.request("/metrics").setHeader("Authorization", basic("admin")));
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).isEqualTo("hutong_cases_total 1\n");
    assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain")
        .contains("version=0.0.4");
  }

  @Test
  void everyOtherPathIsNotFoundAndNoOtherMethodAllowed() throws Exception {
    for (String path : new String[] {"/", "/x", "/health", "/health/", "/health/x", "/metrics/x"}) {
      assertProblem(anonymous(path), 404, "NOT_FOUND_HERE");
    }
    HttpRequest.Builder post =
        HttpRequest.newBuilder(harness.uri("/health/live"))
            .POST(HttpRequest.BodyPublishers.ofString("x"));
    HttpResponse<String> answer = harness.send(post);
    assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void aRequestThatNamesNoPathIsNotFoundEither() throws Exception {
    URI uri = harness.uri("/");
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String connect = "CONNECT example:443 HTTP/1.1\r\nHost: example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(connect.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 404".length());

      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 404");
    }
  }

  @Test
  void theCapabilitiesSayTheLimitsThatAreConfiguredHere() throws Exception {
    JsonNode limits = json(harness.get("/api/v1/capabilities")).path("limits");
    assertThat(limits.path("bodyBytes").asInt()).isEqualTo(Settings.DEFAULT.bodyBytes());
    harness.settings = new Settings(7, 9, 50, 4096, 3, Settings.DEFAULT.push());
    try {
      limits = json(harness.get("/api/v1/capabilities")).path("limits");
      assertThat(limits.path("bodyBytes").asInt()).isEqualTo(4096);
      assertThat(limits.path("materialChunkBytes").asInt()).isEqualTo(4096);
      assertThat(limits.path("requestsPerSecond").asInt()).isEqualTo(7);
      assertThat(limits.path("requestsAtOnce").asInt()).isEqualTo(9);
      assertThat(limits.path("longPolls").asInt()).isEqualTo(3);
    } finally {
      harness.settings = Settings.DEFAULT;
    }
  }
}
