package org.hutong.gateway.rest.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import javax.servlet.DispatcherType;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.hutong.access.Caller;
import org.hutong.gateway.rest.internal.door.Gate;
import org.hutong.gateway.rest.internal.door.PushGate;
import org.hutong.gateway.rest.internal.problems.Refusals;
import org.hutong.gateway.rest.internal.problems.RequestName;
import org.hutong.gateway.rest.internal.resources.Query;
import org.hutong.gateway.support.Turnstile;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/*}: the gate first, then JAX-RS. */
final class RestServlet extends CXFNonSpringServlet {
  private static final Logger LOG = LoggerFactory.getLogger(RestServlet.class);
  private static final String CONTRACT = "/v1/openapi.json";

  private final transient RestServer server;
  private final transient Gate gate;
  private final transient PushGate pushGate;
  private final transient Refusals refusals;

  RestServlet(RestServer server, Gate gate, PushGate pushGate, Refusals refusals) {
    this.server = server;
    this.gate = gate;
    this.pushGate = pushGate;
    this.refusals = refusals;
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    setBus(server.bus());
    super.init(config);
  }

  /** The bus belongs to the server, which outlives a servlet that Pax Web puts down and up. */
  @Override
  public void destroyBus() {}

  /** The container's own way in: CXF's servlet goes no other, so nothing passes by the gate. */
  @Override
  public void service(ServletRequest request, ServletResponse response) throws IOException {
    service((HttpServletRequest) request, (HttpServletResponse) response);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long began = System.nanoTime();
    try {
      // A long poll that goes on was let in when it came.
      if (request.getDispatcherType() == DispatcherType.ASYNC) {
        invoke(request, response);
      } else {
        Heads.set(response);
        Turnstile way = PushGate.isPush(request) ? pushGate : gate;
        way.enter();
        try {
          first(request, response);
        } finally {
          way.leave();
        }
      }
    } catch (ServletException | RuntimeException | LinkageError e) {
      fail(request, response, e);
    }
    if (LOG.isDebugEnabled()) {
      log(request, response, began);
    }
  }

  private void first(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    gate.mustBePrivate(request);
    refuseOddities(request, response);
    HttpServletRequest admitted = admit(request);
    Query.mustBeText(request.getQueryString());
    if (request.getPathInfo() != null && Query.hasControl(request.getPathInfo())) {
      throw Refused.because(Code.NOT_FOUND_HERE);
    }
    if (request.getMethod().equals("OPTIONS")) {
      options(request, response);
    } else {
      invoke(admitted, new PatientResponse(response));
    }
  }

  private HttpServletRequest admit(HttpServletRequest request) {
    if (isContract(request)) {
      return request;
    }
    return PushGate.isPush(request) ? pushGate.admit(request) : gate.admit(request);
  }

  private void options(HttpServletRequest request, HttpServletResponse response) {
    String path = request.getPathInfo();
    String allowed = path == null ? null : server.routes().allowed(path);
    if (allowed == null) {
      throw Refused.because(Code.NOT_FOUND_HERE);
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Allow", allowed);
  }

  private void fail(HttpServletRequest request, HttpServletResponse response, Throwable e)
      throws IOException {
    if (response.isCommitted()) {
      LOG.debug("An answer broke off: {}", e.getClass().getName());
      return;
    }
    response.resetBuffer();
    refusals.write(response, Refusals.unexpected(e), RequestName.of(request));
  }

  private static boolean isContract(HttpServletRequest request) {
    return CONTRACT.equals(request.getPathInfo())
        && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"));
  }

  /** What the libraries below would take a meaning from that no contract gives it. */
  private void refuseOddities(HttpServletRequest request, HttpServletResponse response) {
    switch (request.getMethod()) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
        break;
      default:
        String path = request.getPathInfo();
        String allowed = path == null ? null : server.routes().allowed(path);
        // Empty: nothing is allowed where nothing is.
        response.setHeader("Allow", allowed == null ? "" : allowed);
        throw Refused.because(Code.METHOD_NOT_ALLOWED);
    }
    if (request.getHeader("OnewayRequest") != null) {
      throw Refused.because(Code.MALFORMED_REQUEST);
    }
    if (request.getHeader("Content-Encoding") != null
        || !isCharset(request.getCharacterEncoding())) {
      throw Refused.because(Code.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  /** CXF ends in a fault of its own over a charset that nobody knows. */
  private static boolean isCharset(@Nullable String name) {
    try {
      return name == null || Charset.isSupported(name);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }

  private static void log(HttpServletRequest request, HttpServletResponse response, long began) {
    Caller caller = Gate.callerIfAny(request);
    LOG.debug(
        "{} {} in {} ms by {}",
        RequestName.of(request),
        response.getStatus(),
        (System.nanoTime() - began) / 1_000_000,
        caller == null ? "-" : caller.account());
  }
}
