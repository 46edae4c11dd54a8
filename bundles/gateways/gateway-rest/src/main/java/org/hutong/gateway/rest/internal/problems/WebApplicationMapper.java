package org.hutong.gateway.rest.internal.problems;

import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Answers what JAX-RS itself refuses: no such path, method or type. */
public final class WebApplicationMapper implements ExceptionMapper<WebApplicationException> {
  private final Refusals refusals;
  private final Function<String, @Nullable String> allowed;
  @Context private HttpServletRequest request;

  /**
   * @param allowed what a path allows; JAX-RS implementations tell more, or less
   */
  public WebApplicationMapper(Refusals refusals, Function<String, @Nullable String> allowed) {
    this.refusals = refusals;
    this.allowed = allowed;
  }

  @Override
  public Response toResponse(WebApplicationException e) {
    // JAX-RS hides what a service refused while a parameter was made.
    if (e.getCause() instanceof Refused refused) {
      return RefusedMapper.response(refusals, refused, RequestName.of(request));
    }
    int status = e.getResponse().getStatus();
    Response answer = RefusedMapper.response(refusals, refused(status, e), RequestName.of(request));
    String allow = status == 405 ? allowed.apply(request.getPathInfo()) : null;
    return allow == null
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
  }

  private static Refused refused(int status, WebApplicationException e) {
    return switch (status) {
      case 404 -> Refused.because(Code.NOT_FOUND_HERE);
      case 405 -> Refused.because(Code.METHOD_NOT_ALLOWED);
      case 406, 415 -> Refused.because(Code.UNSUPPORTED_MEDIA_TYPE);
      case 413 -> Refused.because(Code.BODY_TOO_LARGE);
      default ->
          status < 500
              ? Refused.because(Code.MALFORMED_REQUEST)
              : Refused.failed(Code.INTERNAL_ERROR, e);
    };
  }
}
