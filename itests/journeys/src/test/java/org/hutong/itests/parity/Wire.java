package org.hutong.itests.parity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** One account's bytes on the wire, right or wrong; nothing is corrected, nothing repeated. */
final class Wire {
  static final String JSON = "application/json; charset=UTF-8";
  private static final String XML = "text/xml; charset=UTF-8";

  private final HttpClient http;
  private final String url;
  private final String account;
  private final String password;

  Wire(HttpClient http, String url, String account, String password) {
    this.http = http;
    this.url = url;
    this.account = account;
    this.password = password;
  }

  /** What came back. */
  record Reply(int status, HttpHeaders headers, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** The same account's name with another password. */
  Wire withPassword(String other) {
    return new Wire(http, url, account, other);
  }

  String securityHeader() {
    return SoapText.security(account, password);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A read. */
  Reply get(String path) throws IOException, InterruptedException {
    return send(rest(path).GET().build());
  }

  /** A write with its key, the body's length announced. */
  Reply write(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    return write(method, path, headers, BodyPublishers.ofByteArray(body));
  }

  /** A new case with a fresh key. */
  Reply enter(String json) throws IOException, InterruptedException {
    return write("POST", "/cases", Map.of(), utf8(json));
  }

  /** The same without an announced length. */
  Reply writeChunked(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    return write(method, path, Map.of(), chunked(body));
  }

  private Reply write(
      String method, String path, Map<String, String> headers, BodyPublisher publisher)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = rest(path).method(method, publisher);
    if (!headers.containsKey("Content-Type")) {
      request.header("Content-Type", JSON);
    }
    if (!headers.containsKey("Idempotency-Key")) {
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    headers.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    return send(request.build());
  }

  private HttpRequest.Builder rest(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1" + path)).timeout(Duration.ofSeconds(60));
    if (!account.isEmpty()) {
      byte[] both = utf8(account + ":" + password);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }
    return request;
  }

  /** A whole message. */
  Reply soap(byte[] message) throws IOException, InterruptedException {
    return soap(BodyPublishers.ofByteArray(message));
  }

  /** A whole message without an announced length. */
  Reply soapChunked(byte[] message) throws IOException, InterruptedException {
    return soap(chunked(message));
  }

  /** The content of a body, in an envelope with this account's token. */
  Reply call(String content) throws IOException, InterruptedException {
    return soap(utf8(SoapText.envelope(securityHeader(), content)));
  }

  private Reply soap(BodyPublisher publisher) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url + "/soap/v1/street"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", XML)
            .header("SOAPAction", "\"\"")
            .POST(publisher)
            .build());
  }

  private static BodyPublisher chunked(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response.headers(), response.body());
  }
}
