package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;
import static org.hutong.gateway.rest.internal.Harness.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MaterialsTest {
  private static Harness harness;

  @BeforeAll
  static void open() throws Exception {
    harness = new Harness();
  }

  @AfterAll
  static void close() throws Exception {
    harness.close();
  }

  private static String announce(int size) throws Exception {
    HttpResponse<String> answer =
        harness.post("/api/v1/materials", "{\"mediaType\":\"image/jpeg\",\"size\":" + size + "}");
    assertThat(answer.statusCode()).isEqualTo(201);
    String path = answer.headers().firstValue("Location").orElseThrow();
    assertThat(path).isEqualTo("/api/v1/materials/" + json(answer).path("id").asText());
    return path;
  }

  private static HttpRequest.Builder chunk(String path, long offset, byte[] bytes) {
    return harness
        .request(path + "/content?offset=" + offset)
        .header("Content-Type", "application/octet-stream")
        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
  }

  @Test
  void whatIsUploadedInChunksComesBackWhole() throws Exception {
    byte[] bytes = new byte[1_500_000];
    new Random(7).nextBytes(bytes);
    String path = announce(bytes.length);

    byte[] head = Arrays.copyOf(bytes, 1_000_000);
    byte[] tail = Arrays.copyOfRange(bytes, 1_000_000, bytes.length);
    JsonNode half = json(harness.send(chunk(path, 0, head)));
    assertThat(half.path("received").asLong()).isEqualTo(1_000_000);
    assertThat(half.path("complete").asBoolean()).isFalse();
    assertThat(json(harness.send(chunk(path, 1_000_000, tail))).path("complete").asBoolean())
        .isTrue();
    assertThat(json(harness.get(path)).path("size").asInt()).isEqualTo(bytes.length);

    HttpResponse<byte[]> content =
        harness.client.send(
            harness.request(path + "/content").header("Hutong-Purpose", "CASE_HANDLING").build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(content.statusCode()).isEqualTo(200);
    assertThat(content.body()).isEqualTo(bytes);
    assertThat(content.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(content.headers().firstValue("Content-Disposition")).contains("attachment");
    assertThat(content.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void whatIsRefusedBeforeTheFirstByteIsAProblem() throws Exception {
    String path = announce(10);

    assertProblem(harness.get(path + "/content"), 400, "PURPOSE_REQUIRED");
    assertProblem(harness.get("/api/v1/materials/none/content"), 404, "MATERIAL_NOT_FOUND");
  }

  @Test
  void whatBreaksOffAfterTheFirstByteIsShortOfItsLength() throws Exception {
    String path = announce(300_000);
    harness.services.materials.failAfter = 100_000;
    try {
      assertThatThrownBy(() -> harness.get(path + "/content?purpose=CASE_HANDLING"))
          .isInstanceOf(IOException.class);
    } finally {
      harness.services.materials.failAfter = Integer.MAX_VALUE;
    }
  }

  @Test
  void aChunkNeedsItsOffsetAndItsType() throws Exception {
    String path = announce(10);
    HttpRequest.Builder typeless = harness.request(path + "/content?offset=0");

    for (String query : new String[] {"", "?offset=-1", "?offset=x"}) {
      HttpRequest.Builder wrong = harness.request(path + "/content" + query);
      wrong.header("Content-Type", "application/octet-stream");
      wrong.PUT(HttpRequest.BodyPublishers.ofString("x"));
      assertProblem(harness.send(wrong), 400, "INVALID_REQUEST");
    }
    assertProblem(
        harness.send(typeless.PUT(HttpRequest.BodyPublishers.ofString("x"))),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    assertProblem(harness.send(chunk(path, 0, new byte[(1 << 20) + 1])), 413, "BODY_TOO_LARGE");
  }
}
