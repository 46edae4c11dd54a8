package org.hutong.adapter.soap.internal;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small SOAP 1.1 system over real HTTP: one record a 流水号, business errors inside a 200. */
final class FakeAid implements AutoCloseable {
  /** What came. */
  record Request(Headers headers, String body) {}

  /** What goes. */
  record Reply(int status, String type, String body) {}

  private static final Pattern LSH = Pattern.compile("<lsh>([^<]*)</lsh>");

  private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";

  private final HttpServer server;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> records = new ConcurrentHashMap<>();
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private volatile Function<Request, Reply> behaviour = this::asAnAidSystem;

  FakeAid() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  Request last() {
    return requests.get(requests.size() - 1);
  }

  int effects(String key) {
    return records.containsKey(key) ? 1 : 0;
  }

  /** What the case's last new record or correction brought. */
  Optional<String> held(String caseNumber) {
    return Optional.ofNullable(bodies.get(caseNumber));
  }

  void answers(int status, String type, String body) {
    behaviour = request -> new Reply(status, type, body);
  }

  /** Takes SOAP 1.2 and nothing else from now on. */
  void speaksSoap12() {
    behaviour =
        request -> {
          String type = String.valueOf(request.headers().getFirst("Content-Type"));
          if (!type.startsWith("application/soap+xml") || !request.body().contains(SOAP12)) {
            return new Reply(415, "text/plain", "");
          }
          Reply reply = asAnAidSystem(request);
          return new Reply(
              reply.status(),
              "application/soap+xml; charset=utf-8",
              reply.body().replace(SOAP11, SOAP12));
        };
  }

  static String envelope(String body) {
    return "<?xml version='1.0' encoding='UTF-8'?>"
        + "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'>"
        + "<soap:Header/><soap:Body>"
        + body
        + "</soap:Body></soap:Envelope>";
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Request request = new Request(exchange.getRequestHeaders(), body);
    requests.add(request);
    Reply reply = behaviour.apply(request);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Reply asAnAidSystem(Request request) {
    Matcher lsh = LSH.matcher(request.body());
    lsh.find();
    String key = lsh.group(1);
    boolean question = request.body().contains("<queryByLsh");
    String code = records.containsKey(key) ? question ? "JZ000" : "JZ001" : "JZ003";
    if (!question && code.equals("JZ003")) {
      records.put(key, "SL" + (records.size() + 1));
      int slash = key.indexOf('/');
      bodies.put(slash < 0 ? key : key.substring(0, slash), request.body());
      code = "JZ000";
    }
    String receipt = records.get(key);
    String xml =
        "<r:answer xmlns:r='urn:standin:zhjz'>"
            + (receipt == null ? "" : "<r:sldh>" + receipt + "</r:sldh>")
            + "<r:code>"
            + code
            + "</r:code><r:msg>…</r:msg></r:answer>";
    return new Reply(200, "text/xml; charset=utf-8", envelope(xml));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
