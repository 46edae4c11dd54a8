package org.hutong.adapter.rest.internal;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A small system over real HTTP: one record a key, or whatever answer a test asks for. */
final class FakeHub implements AutoCloseable {
  /** What came. */
  record Request(String method, String target, Headers headers, String body) {}

  /** What goes. */
  record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply json(int status, String json) {
      return new Reply(
          status,
          Map.of("Content-Type", "application/json"),
          json.getBytes(StandardCharsets.UTF_8));
    }

    Reply with(String header, String value) {
      Map<String, String> all = new LinkedHashMap<>(headers);
      all.put(header, value);
      return new Reply(status, all, body);
    }
  }

  static {
    // Without it every answer waits 40 ms for the other side's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, List<String>> records = new ConcurrentHashMap<>();
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private volatile Function<Request, Reply> behaviour = this::asAHub;

  FakeHub() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
  }

  FakeHub(HttpServer server) {
    this.server = server;
    server.createContext("/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  Request last() {
    return requests.get(requests.size() - 1);
  }

  int effects(String key) {
    return records.getOrDefault(key, List.of()).size();
  }

  /** The body that the case's last new record or correction brought. */
  Optional<String> held(String caseNumber) {
    return Optional.ofNullable(bodies.get(caseNumber));
  }

  void answers(Reply reply) {
    behaviour = request -> reply;
  }

  void behaves(Function<Request, Reply> behaviour) {
    this.behaviour = behaviour;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            body);
    requests.add(request);
    Reply reply = behaviour.apply(request);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(
        reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
    exchange.getResponseBody().write(reply.body());
    exchange.close();
  }

  synchronized Reply asAHub(Request request) {
    if (request.target().startsWith("/hub/held")) {
      return list(request.target());
    }
    if (request.method().equals("GET")) {
      String key =
          URLDecoder.decode(request.target().replaceFirst(".*key=", ""), StandardCharsets.UTF_8);
      List<String> found = records.get(key);
      return found == null
          ? Reply.json(404, "{\"code\": \"HUB_NOT_FOUND\"}")
          : Reply.json(200, "{\"hubNo\": \"" + found.get(0) + "\"}");
    }
    String key = request.headers().getFirst("Idempotency-Key");
    boolean fresh = !records.containsKey(key);
    if (fresh) {
      records.put(key, List.of("HUB" + next.incrementAndGet()));
      String number = key.substring(0, key.indexOf('/'));
      bodies.put(number, request.body());
      held.computeIfAbsent(number, n -> new Held(Instant.now())).key = key;
    }
    return Reply.json(
        fresh ? 201 : 200, "{\"data\": {\"hubNo\": \"" + records.get(key).get(0) + "\"}}");
  }

  /** A record of a case: when it came, and the key of its newest write. */
  private static final class Held {
    final Instant at;
    String key = "";

    Held(Instant at) {
      this.at = at;
    }
  }

  /** The next cursor is how many were given. */
  private Reply list(String target) {
    Instant from = Instant.parse(parameter(target, "from"));
    Instant to = Instant.parse(parameter(target, "to"));
    List<Held> all =
        held.values().stream().filter(h -> !h.at.isBefore(from) && h.at.isBefore(to)).toList();
    String cursor = parameter(target, "cursor");
    int begin = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
    int end = Math.min(all.size(), begin + Integer.parseInt(parameter(target, "size")));
    String items =
        all.subList(begin, end).stream()
            .map(
                h ->
                    "{\"key\": \"%s\", \"hubNo\": \"%s\", \"at\": \"%s\", \"state\": \"OK\"}"
                        .formatted(h.key, records.get(h.key).get(0), h.at))
            .collect(Collectors.joining(", "));
    String next = end == all.size() ? "null" : "\"" + end + "\"";
    return Reply.json(200, "{\"items\": [" + items + "], \"next\": " + next + "}");
  }

  private static String parameter(String target, String name) {
    String value = target.replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1");
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
