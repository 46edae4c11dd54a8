package org.hutong.standins.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Fault;
import org.hutong.standins.kit.Faults;
import org.hutong.standins.kit.Journal;

/**
 * Stands before a system that speaks HTTP: writes each call into the journal, then lets the fault
 * in force strike before or after the system acted.
 */
public final class FaultFilter implements Filter {
  /** Request attribute with the business code that the system is to answer. */
  public static final String BUSINESS_FAULT = FaultFilter.class.getName() + ".business";

  /** Reads operation and key out of a request; null = not a call of the system (the WSDL, say). */
  @FunctionalInterface
  public interface Describer {
    Entry.Call describe(HttpServletRequest request, byte[] body);
  }

  private static final int MAX_BODY = 8 << 20;
  private static final byte[] HALF_AN_ANSWER = "{\"code\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int WHOLE_LENGTH = 512;

  private final Journal journal;
  private final Faults faults;
  private final Describer describer;
  private final Map<String, String> drift;

  /**
   * @param drift the names in answers that {@code schema-drift} changes, and into what
   */
  public FaultFilter(
      Journal journal, Faults faults, Describer describer, Map<String, String> drift) {
    this.journal = journal;
    this.faults = faults;
    this.describer = describer;
    this.drift = drift;
  }

  @Override
  public void init(FilterConfig config) {
    // everything came by constructor
  }

  @Override
  public void destroy() {
    // nothing is open
  }

  @Override
  public void doFilter(ServletRequest req, ServletResponse res, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest plain = (HttpServletRequest) req;
    HttpServletResponse response = (HttpServletResponse) res;
    byte[] body = plain.getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    Entry.Call call = describer.describe(plain, body);
    Exchange exchange = new Exchange(Request.getBaseRequest(req), plain, body, response, chain);
    if (call == null) {
      exchange.send(exchange.act());
      return;
    }
    journal.called(call, plain.getHeader("User-Agent"));
    Optional<Fault> fault = faults.take(call.writes());
    if (fault.isEmpty()) {
      exchange.send(exchange.act());
    } else if (fault.get().after()) {
      strikeAfter(fault.get(), exchange);
    } else {
      strikeBefore(fault.get(), exchange);
    }
  }

  private void strikeBefore(Fault fault, Exchange exchange) throws IOException, ServletException {
    switch (fault.kind()) {
      case TIMEOUT -> {
        faults.hold(fault.ms());
        exchange.reset();
      }
      case ERROR_500 -> exchange.fail();
      case RESET -> exchange.reset();
      case TRUNCATE -> exchange.sendPart(HALF_AN_ANSWER, HALF_AN_ANSWER.length, WHOLE_LENGTH);
      case SLOW -> {
        faults.hold(fault.ms());
        exchange.send(exchange.act());
      }
      case BUSINESS -> {
        exchange.plain.setAttribute(BUSINESS_FAULT, fault.code());
        exchange.send(exchange.act());
      }
      default -> strikeEither(fault, exchange);
    }
  }

  private void strikeAfter(Fault fault, Exchange exchange) throws IOException, ServletException {
    switch (fault.kind()) {
      case TIMEOUT -> {
        exchange.act();
        faults.hold(fault.ms());
        exchange.reset();
      }
      case ERROR_500 -> {
        exchange.act();
        exchange.fail();
      }
      case RESET -> {
        exchange.act();
        exchange.reset();
      }
      case TRUNCATE -> {
        byte[] whole = exchange.act().bytes();
        exchange.sendPart(whole, whole.length / 2, whole.length);
      }
      case SLOW -> {
        BufferedResponse answer = exchange.act();
        faults.hold(fault.ms());
        exchange.send(answer);
      }
      default -> strikeEither(fault, exchange);
    }
  }

  private void strikeEither(Fault fault, Exchange exchange) throws IOException, ServletException {
    BufferedResponse answer = exchange.act();
    if (fault.kind() == Fault.Kind.DUP) {
      int status = exchange.response.getStatus();
      exchange.act(); // the network delivered the same request twice; the first answer came back
      exchange.response.setStatus(status);
    } else if (fault.kind() == Fault.Kind.SCHEMA_DRIFT) {
      answer.rename(drift);
    }
    exchange.send(answer);
  }

  /** One request, which can be acted upon more than once, and the ways to answer it. */
  private record Exchange(
      Request base,
      HttpServletRequest plain,
      byte[] body,
      HttpServletResponse response,
      FilterChain chain) {

    BufferedResponse act() throws IOException, ServletException {
      BufferedResponse buffered = new BufferedResponse(response);
      chain.doFilter(new RereadRequest(plain, body), buffered);
      return buffered;
    }

    void send(BufferedResponse answer) throws IOException {
      byte[] bytes = answer.bytes();
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    }

    void fail() throws IOException {
      response.reset();
      response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      response.setContentType("text/html; charset=utf-8");
      response.getOutputStream().write("<h1>500</h1>".getBytes(StandardCharsets.US_ASCII));
    }

    void sendPart(byte[] bytes, int part, int announced) throws IOException {
      response.setContentLength(announced);
      response.getOutputStream().write(Arrays.copyOf(bytes, part));
      response.flushBuffer();
      channel().close();
    }

    void reset() throws IOException {
      SocketChannel channel = channel();
      channel.setOption(StandardSocketOptions.SO_LINGER, 0); // close() then sends RST
      channel.close();
    }

    private SocketChannel channel() {
      return (SocketChannel) base.getHttpChannel().getEndPoint().getTransport();
    }
  }
}
