package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;
import static org.hutong.gateway.rest.internal.Harness.basic;
import static org.hutong.gateway.rest.internal.Harness.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.hutong.systems.Pushed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way in for systems that push. */
class HooksTest {
  private static final String HOOK = "/api/v1/hooks/si-05/wishes";
  private Harness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new Harness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private HttpRequest.Builder event(String path, String sign, String body) {
    return HttpRequest.newBuilder(harness.uri(path))
        .header("Content-Type", "application/json")
        .header("X-Sign", sign)
        .POST(BodyPublishers.ofString(body));
  }

  private void push(Settings.Push push) {
    Settings d = Settings.DEFAULT;
    harness.settings =
        new Settings(
            d.ratePerSecond(),
            d.rateBurst(),
            d.concurrency(),
            d.bodyBytes(),
            d.pollWaiters(),
            push);
  }

  @Test
  void anEventComesAsItsBytesWereAndNeedsNoAccount() throws Exception {
    String body = " {\"名\": 1,\r\n \"名\": 2} ";
    HttpResponse<String> answer = harness.send(event(HOOK, "good", body));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("outcome").asText()).isEqualTo("TAKEN");
    assertThat(json(answer).path("street").asText()).isNotEmpty();
    assertThat(harness.services.inbound.pushed).containsExactly("si-05/wishes " + body);
  }

  @Test
  void whatWaitsForAPersonIsAcceptedAndNoMore() throws Exception {
    harness.services.inbound.outcome = Pushed.Outcome.QUARANTINED;

    assertThat(harness.send(event(HOOK, "good", "{}")).statusCode()).isEqualTo(202);
  }

  @Test
  void aWrongSignatureIsToldSoAndAskedForNoPassword() throws Exception {
    HttpResponse<String> answer = harness.send(event(HOOK, "bad", "{{"));

    assertProblem(answer, 401, "SIGNATURE_WRONG");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .isEqualTo("Signature realm=\"hutong\"");
    assertThat(harness.services.inbound.pushed).isEmpty();
  }

  @Test
  void twoSignaturesComeAsTwo() throws Exception {
    HttpRequest.Builder twice = event(HOOK, "good", "{}").header("X-Sign", "bad");

    assertProblem(harness.send(twice), 401, "SIGNATURE_WRONG");
  }

  @Test
  void anEventThatIsTooLongIsRefusedWhetherItsLengthIsAnnouncedOrNot() throws Exception {
    push(new Settings.Push(100, 100, 4, 1024));
    String longer = "{\"a\":\"" + "x".repeat(2_000) + "\"}";

    assertProblem(harness.send(event(HOOK, "good", longer)), 413, "BODY_TOO_LARGE");
    HttpRequest.Builder chunked =
        event(HOOK, "good", "")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(longer.getBytes())));
    assertProblem(harness.send(chunked), 413, "BODY_TOO_LARGE");
    assertThat(harness.services.inbound.pushed).isEmpty();
  }

  @Test
  void whoComesTooOftenIsSentAwayBeforeHisSignatureIsLookedAt() throws Exception {
    push(new Settings.Push(1, 2, 4, 1024));
    harness.send(event(HOOK, "bad", "{}"));
    harness.send(event(HOOK, "bad", "{}"));
    HttpResponse<String> third = harness.send(event(HOOK, "good", "{}"));

    assertProblem(third, 429, "TOO_MANY_REQUESTS");
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void slowSendersTakeNoPlaceFromTheClerks() throws Exception {
    push(new Settings.Push(1_000, 100_000, 1, 1024));
    // Whoever is asked to go on has his place: his body is being read.
    String heads =
        "Content-Type: application/json\r\nX-Sign: good\r\nContent-Length: 2"
            + "\r\nExpect: 100-continue";
    try (Socket slow = harness.raw("POST", HOOK, heads, "")) {
      assertThat(read(slow, "HTTP/1.1 100 Continue\r\n\r\n".length())).startsWith("HTTP/1.1 100");

      assertProblem(harness.send(event(HOOK, "good", "{}")), 503, "OVERLOADED_TRY_LATER");
      assertThat(harness.get("/api/v1/systems").statusCode()).isEqualTo(200);
      slow.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
      assertThat(read(slow, 12)).isEqualTo("HTTP/1.1 200");
    }
  }

  private static String read(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/hooks/si-05",
        "/api/v1/hooks/si-05/wishes/more",
        "/api/v1/hooks/si-05/wishes/",
        "/api/v1/hooks/si-05/%77ishes",
        "/api/v1/hooks/si-05/wishes;a=b",
        "/api/v1/hooks/SI-05/wishes",
        "/api/v1/hooks/../cases",
        "/api/v1/hooks/x/%2e%2e/cases"
      })
  void everyOtherAddressAsksWhoIsThere(String path) throws Exception {
    String line =
        harness.statusLine(
            "POST",
            path,
            "Content-Type: application/json\r\nX-Sign: good\r\nContent-Length: 2",
            "{}");

    assertThat(line).containsAnyOf(" 401 ", " 400 ");
    assertThat(harness.services.inbound.pushed).isEmpty();
  }

  @Test
  void anotherMethodOrTypeIsRefused() throws Exception {
    HttpRequest.Builder get =
        HttpRequest.newBuilder(harness.uri(HOOK)).header("Authorization", basic("clerk"));
    assertProblem(harness.send(get), 405, "METHOD_NOT_ALLOWED");
    HttpRequest.Builder text =
        HttpRequest.newBuilder(harness.uri(HOOK))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{}"));
    assertProblem(harness.send(text), 415, "UNSUPPORTED_MEDIA_TYPE");
  }
}
