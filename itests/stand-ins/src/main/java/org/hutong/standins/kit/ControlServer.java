package org.hutong.standins.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The control port: faults in, journal out. It is never itself faulty. */
public final class ControlServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int FAILED = 500;
  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 100_000;

  private final StandIn standIn;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4, ControlServer::named);

  public ControlServer(int port, StandIn standIn) throws IOException {
    this.standIn = standIn;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private static Thread named(Runnable work) {
    Thread thread = new Thread(work, "control");
    thread.setDaemon(true);
    return thread;
  }

  /** The port in use. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = OK;
      JsonNode answer;
      try {
        answer = answer(exchange);
        if (answer == null) {
          status = NOT_FOUND;
          answer = error("no such path: " + exchange.getRequestURI().getPath());
        }
      } catch (IllegalArgumentException | com.fasterxml.jackson.core.JacksonException e) {
        status = BAD_REQUEST;
        answer = error(e.getMessage());
      } catch (RuntimeException e) {
        status = FAILED;
        answer = error(e.toString());
      }
      byte[] body = Json.write(answer).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static JsonNode error(String message) {
    return Json.object().put("error", message);
  }

  private JsonNode answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    switch (call) {
      case "GET /_ctl":
        return standIn.state();
      case "POST /_ctl":
        standIn.control(Json.read(exchange.getRequestBody()));
        return standIn.state();
      case "POST /_reset":
        standIn.reset();
        return standIn.state();
      case "GET /_journal/summary":
        return standIn.journal().summary();
      case "GET /_journal":
        Map<String, String> query = query(exchange);
        int limit = Integer.parseInt(query.getOrDefault("limit", "" + DEFAULT_LIMIT));
        return standIn
            .journal()
            .page(
                Long.parseLong(query.getOrDefault("since", "0")),
                Math.min(Math.max(limit, 1), MAX_LIMIT),
                Boolean.parseBoolean(query.get("records")));
      default:
        return null;
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getQuery();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] nameAndValue = pair.split("=", 2);
        query.put(nameAndValue[0], nameAndValue.length > 1 ? nameAndValue[1] : "true");
      }
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
