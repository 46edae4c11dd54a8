package org.hutong.gateway.rest.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hutong.gateway.rest.internal.door.Gate;
import org.hutong.gateway.rest.internal.problems.Refusals;
import org.hutong.gateway.support.Services;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * {@code /health/live}, {@code /health/ready}, {@code /metrics}, and 404 for every path that nobody
 * else serves. Health asks for no account and gives no details; it answers when the store does not,
 * and when all places at the gate are taken.
 */
final class StatusServlet extends HttpServlet {
  private static final byte[] YES = "{\"status\":\"UP\"}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO = "{\"status\":\"DOWN\"}".getBytes(StandardCharsets.US_ASCII);
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final transient Services services;
  private final transient Gate gate;
  private final transient Refusals refusals;

  StatusServlet(Services services, Gate gate, Refusals refusals) {
    this.services = services;
    this.gate = gate;
    this.refusals = refusals;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // CONNECT names a host and no path.
    String path = Objects.requireNonNullElse(request.getRequestURI(), "");
    try {
      Heads.set(response);
      answer(path, request, response);
    } catch (RuntimeException e) {
      if (!response.isCommitted()) {
        response.resetBuffer();
        refusals.write(response, Refusals.unexpected(e), "GET /metrics");
      }
    }
  }

  private void answer(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    gate.mustBePrivate(request);
    switch (path) {
      case "/health/live", "/health/ready", "/metrics" -> {}
      default -> throw Refused.because(Code.NOT_FOUND_HERE);
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      throw Refused.because(Code.METHOD_NOT_ALLOWED);
    }
    switch (path) {
      case "/health/live" -> Refusals.write(response, 200, JSON, YES);
      case "/health/ready" -> ready(response);
      default -> metrics(request, response);
    }
  }

  private void ready(HttpServletResponse response) throws IOException {
    boolean ready;
    try {
      ready = services.appliance().readiness().ready();
    } catch (Refused e) {
      // Not there yet, or not there any more: that is what the question is about.
      ready = false;
    }
    if (ready) {
      Refusals.write(response, 200, JSON, YES);
    } else {
      response.setHeader("Retry-After", "2");
      Refusals.write(response, 503, JSON, NO);
    }
  }

  private void metrics(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    gate.enter();
    try {
      String text = services.appliance().metrics(Gate.caller(gate.admit(request)));
      Refusals.write(response, 200, PROMETHEUS, text.getBytes(StandardCharsets.UTF_8));
    } finally {
      gate.leave();
    }
  }
}
