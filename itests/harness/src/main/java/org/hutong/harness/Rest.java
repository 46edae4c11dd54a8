package org.hutong.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One account's view of the REST contract; never repeats a request by itself. */
public final class Rest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http;
  private final String base;
  private final String authorization;

  /** By HTTP Basic. */
  public Rest(HttpClient http, String url, String account, String password) {
    this.http = http;
    this.base = url + "/api/v1";
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** The value of the header {@code Authorization}, for clients of another kind. */
  public String authorization() {
    return authorization;
  }

  /** What came back. */
  public record Answer(int status, String etag, JsonNode body) {}

  /** A client that keeps connections and never retries. */
  public static HttpClient client() {
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    System.setProperty("jdk.httpclient.enableAllMethodRetry", "false");
    // Shorter than the server's, so that no request meets a connection that is being closed.
    System.setProperty("jdk.httpclient.keepalive.timeout", "10");
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", authorization);
  }

  /** GET. */
  public Answer get(String path) throws IOException, InterruptedException {
    return answer(http.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  /** A write with a fresh key, or the one given in {@code headers}. */
  public Answer send(String method, String path, String json, Map<String, String> headers)
      throws IOException, InterruptedException {
    return answer(
        http.send(write(method, path, json, headers), HttpResponse.BodyHandlers.ofByteArray()));
  }

  /** POST with a fresh key. */
  public Answer post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, json, Map.of());
  }

  /** POST without waiting; gives the status and the body. */
  public CompletableFuture<HttpResponse<byte[]>> postAsync(String path, String json, String key) {
    return http.sendAsync(
        write("POST", path, json, Map.of("Idempotency-Key", key)),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** A write without waiting; with a fresh key, or the one given in {@code headers}. */
  public CompletableFuture<HttpResponse<byte[]>> sendAsync(
      String method, String path, String json, Map<String, String> headers) {
    return http.sendAsync(
        write(method, path, json, headers), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest write(String method, String path, String json, Map<String, String> headers) {
    HttpRequest.Builder builder =
        request(path)
            .header("Content-Type", "application/json; charset=UTF-8")
            .method(method, HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
    if (!headers.containsKey("Idempotency-Key")) {
      builder.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    headers.forEach(builder::header);
    return builder.build();
  }

  private static Answer answer(HttpResponse<byte[]> response) throws IOException {
    byte[] body = response.body();
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("ETag").orElse(""),
        body.length == 0 ? MAPPER.nullNode() : tree(response));
  }

  private static JsonNode tree(HttpResponse<byte[]> response) throws IOException {
    String type = response.headers().firstValue("Content-Type").orElse("");
    return type.contains("json")
        ? MAPPER.readTree(response.body())
        : MAPPER.getNodeFactory().textNode(new String(response.body(), StandardCharsets.UTF_8));
  }
}
