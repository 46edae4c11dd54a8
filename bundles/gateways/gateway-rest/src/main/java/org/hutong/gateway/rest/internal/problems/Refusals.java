package org.hutong.gateway.rest.internal.problems;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServletResponse;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.problem.Code;
import org.hutong.problem.Kind;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Turns refusals into answers, with the headers that go with them. */
public final class Refusals {
  private static final long RETRY_SECONDS = 2;
  private static final String CHALLENGE =
      "Basic realm=\"hutong\", charset=\"UTF-8\", Bearer realm=\"hutong\"";

  private static final String SIGNATURE = "Signature realm=\"hutong\"";

  private final ThisStreet street;
  private final Incidents incidents;

  public Refusals(ThisStreet street, Incidents incidents) {
    this.street = street;
    this.incidents = incidents;
  }

  /** The problem; a fault of our own is logged here, and only here. */
  public Problem problem(Refused refused, String request) {
    String incident =
        refused.code().kind() == Kind.INTERNAL
            ? incidents.report(request, refused.getCause() == null ? refused : refused.getCause())
            : null;
    return Problem.of(refused, street.codeIfKnown(), incident);
  }

  /** The refusal that stands for a fault nobody expected. */
  public static Refused unexpected(Throwable fault) {
    return fault instanceof Refused refused ? refused : Refused.failed(Code.INTERNAL_ERROR, fault);
  }

  /** No password helps a system that pushes. */
  private static boolean isSignature(Code code) {
    return code == Code.SIGNATURE_WRONG || code == Code.SIGNATURE_OUT_OF_TIME;
  }

  /** What goes into the head of the answer. */
  public static Map<String, String> headers(Refused refused) {
    Map<String, String> headers = new LinkedHashMap<>();
    Kind kind = refused.code().kind();
    if (kind == Kind.UNAUTHENTICATED) {
      headers.put("WWW-Authenticate", isSignature(refused.code()) ? SIGNATURE : CHALLENGE);
    }
    refused.retryAfter().ifPresent(d -> headers.put("Retry-After", seconds(d.toMillis())));
    if (kind == Kind.OVERLOADED || kind == Kind.TOO_MANY) {
      headers.putIfAbsent("Retry-After", Long.toString(RETRY_SECONDS));
    }
    return headers;
  }

  /** Writes the answer where no JAX-RS stands between. */
  public void write(HttpServletResponse response, Refused refused, String request)
      throws IOException {
    Problem problem = problem(refused, request);
    headers(refused).forEach(response::setHeader);
    write(response, problem.status(), Problem.MEDIA_TYPE, problem.bytes());
  }

  /** Writes a whole answer. */
  public static void write(
      HttpServletResponse response, int status, @Nullable String type, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String seconds(long millis) {
    return Long.toString(Math.max(1, (millis + 999) / 1000));
  }
}
