package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.BODY;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {
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

  @Test
  void malformedJsonIsLocatedButNeverRepeated() throws Exception {
    int before = harness.services.casework.registered.get();
    HttpResponse<String> answer =
        harness.post(CASES, "{\"subject\":{\"idNumber\":110102198001011239x}}");

    JsonNode problem = assertProblem(answer, 400, "MALFORMED_REQUEST");
    JsonNode error = problem.path("errors").path(0);
    assertThat(error.path("pointer").asText()).isEqualTo("/subject/idNumber");
    assertThat(error.path("message").asText()).contains("第 1 行");
    assertThat(answer.body()).doesNotContain("110102198001011239");
    assertThat(harness.services.casework.registered.get()).isEqualTo(before);
  }

  @Test
  void otherContentTypesAreRefused() throws Exception {
    for (String type :
        new String[] {
          "text/plain",
          "application/xml",
          "application/json; charset=GBK",
          "application/json; charset=nobody-knows",
          "application/json; charset=-",
          "application/merge-patch+json",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "nonsense",
          "application/json;;=",
          "*/*"
        }) {
      HttpRequest.Builder write = harness.write("POST", CASES, BODY);
      write.setHeader("Content-Type", type);
      HttpResponse<String> answer = harness.send(write);
      assertThat(answer.statusCode()).as(type).isEqualTo(415);
      assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    }
    HttpRequest.Builder none =
        harness
            .request(CASES)
            .header("Idempotency-Key", "x")
            .POST(HttpRequest.BodyPublishers.ofString(BODY));
    assertProblem(harness.send(none), 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void theCharsetMayBeSaidAsLongAsItIsUtf8() throws Exception {
    HttpRequest.Builder write = harness.write("POST", CASES, BODY);
    write.setHeader("Content-Type", "application/json; charset=UTF-8");

    assertThat(harness.send(write).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "GB18030"})
  void otherEncodingsAreRefused(String charset) throws Exception {
    byte[] bytes = "{\"note\":\"东经路\"}".getBytes(Charset.forName(charset));
    HttpRequest.Builder write = harness.write("POST", CASES, "");

    assertProblem(
        harness.send(write.POST(HttpRequest.BodyPublishers.ofByteArray(bytes))),
        400,
        "MALFORMED_REQUEST");
  }

  @Test
  void aBodyOverTheLimitIsRefusedWhetherAnnouncedOrNot() throws Exception {
    byte[] big = new byte[2 << 20];
    Arrays.fill(big, (byte) ' ');

    assertProblem(
        harness.send(
            harness.write("POST", CASES, "").POST(HttpRequest.BodyPublishers.ofByteArray(big))),
        413,
        "BODY_TOO_LARGE");
    assertProblem(
        harness.send(
            harness
                .write("POST", CASES, "")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big)))),
        413,
        "BODY_TOO_LARGE");
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws Exception {
    String head = "{\"note\":\"";
    String note = "a".repeat((1 << 20) - head.length() - 2);

    HttpResponse<String> answer = harness.post(CASES, head + note + "\"}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertProblem(harness.post(CASES, head + note + "a\"}"), 413, "BODY_TOO_LARGE");
  }

  @Test
  void charactersBeyondTheFirstPlaneArriveWhole() throws Exception {
    HttpRequest.Builder write = harness.write("POST", CASES, "");
    byte[] bytes = "{\"name\":\"\uD873\uDE1A·买买提\"}".getBytes(StandardCharsets.UTF_8);

    harness.send(write.POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));

    assertThat(harness.services.casework.body).containsEntry("name", "\uD873\uDE1A·买买提");
  }
}
