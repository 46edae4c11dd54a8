package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import javax.servlet.http.HttpServlet;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.hutong.gateway.rest.internal.door.Gate;
import org.hutong.gateway.rest.internal.door.PushGate;
import org.hutong.gateway.rest.internal.problems.Incidents;
import org.hutong.gateway.rest.internal.problems.Refusals;
import org.hutong.gateway.rest.internal.resources.PollWaiters;
import org.hutong.gateway.rest.internal.resources.Routes;
import org.hutong.gateway.support.MemoryAuthenticator;
import org.hutong.gateway.support.MemoryServices;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.problem.Code;

/** The gateway on a real Jetty with a real CXF, on a port of its own, services in memory. */
final class Harness {
  static final ObjectMapper MAPPER = new ObjectMapper();
  static final String BODY =
      "{\"item\":{\"scheme\":\"survey-2016\",\"code\":\"MZ-28\",\"version\":1}}";

  final MemoryServices services = new MemoryServices();
  final PollWaiters waiters = new PollWaiters(2);
  final HttpClient client = HttpClient.newHttpClient();
  private final Server jetty = new Server();
  private final RestServer rest;
  final Gate gate;
  volatile Settings settings = Settings.DEFAULT;

  Harness() throws Exception {
    this(jetty -> {});
  }

  Harness(Consumer<Server> more) throws Exception {
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    ThisStreet street = new ThisStreet(services);
    Refusals refusals = new Refusals(street, new Incidents());
    gate = new Gate(services, () -> settings, System::nanoTime);
    PushGate pushGate = new PushGate(() -> settings.push(), System::nanoTime);
    rest = new RestServer(services, street, refusals, waiters, () -> settings.limits());
    ServletContextHandler context = new ServletContextHandler();
    add(context, new RestServlet(rest, gate, pushGate, refusals), "/api/*");
    for (String path : new String[] {"/health/*", "/metrics", "/"}) {
      add(context, new StatusServlet(services, gate, refusals), path);
    }
    jetty.setHandler(context);
    more.accept(jetty);
    jetty.start();
  }

  private static void add(ServletContextHandler context, HttpServlet servlet, String path) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    RestGateway.INIT.forEach(holder::setInitParameter);
    context.addServlet(holder, path);
  }

  int port() {
    return port(0);
  }

  int port(int connector) {
    return ((ServerConnector) jetty.getConnectors()[connector]).getLocalPort();
  }

  Routes routes() {
    return rest.routes();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** A request of the clerk. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", basic("clerk"));
  }

  static String basic(String account) {
    return basic(account, MemoryAuthenticator.PASSWORD);
  }

  static String basic(String account, String password) {
    byte[] pair = (account + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  /** A write with a key of its own. */
  HttpRequest.Builder write(String method, String path, String body) {
    return request(path)
        .header("Idempotency-Key", "key-" + System.nanoTime())
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(write("POST", path, body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What a client gets that writes the request by itself, as it is. */
  String statusLine(String method, String path, String heads, String body) throws IOException {
    try (Socket socket = raw(method, path, heads, body)) {
      byte[] first = new byte[40];
      int n = socket.getInputStream().readNBytes(first, 0, first.length);
      return new String(first, 0, n, StandardCharsets.US_ASCII);
    }
  }

  /** A client that goes away in the middle of its body. */
  void abandon(String method, String path, int announced, String begun) throws IOException {
    String heads =
        "Authorization: "
            + basic("clerk")
            + "\r\nIdempotency-Key: gone"
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + announced;
    raw(method, path, heads, begun).close();
  }

  /** A connection on which the request was begun; the rest of its body is the test's. */
  Socket raw(String method, String path, String heads, String body) throws IOException {
    Socket socket = new Socket("127.0.0.1", port());
    socket.setSoTimeout(10_000);
    String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + heads + "\r\n\r\n" + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return MAPPER.readTree(response.body());
  }

  /** Holds of every refusal: its form, its Chinese sentence, and that it tells nothing of us. */
  static JsonNode assertProblem(HttpResponse<String> response, int status, String code)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode problem = json(response);
    assertThat(problem.path("code").asText()).as(response.body()).isEqualTo(code);
    assertThat(problem.path("type").asText()).isEqualTo("urn:hutong:problem:" + code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isEqualTo(Code.valueOf(code).sentence());
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(problem.path("errors").isArray()).isTrue();
    assertThat(response.body()).doesNotContain("Exception", "java.", "org.", "<html", "CXF");
    return problem;
  }

  void close() throws Exception {
    waiters.close();
    jetty.stop();
    rest.close();
  }
}
