package org.hutong.gateway.rest.internal.problems;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;

/**
 * The last seam inside JAX-RS: whatever comes here is logged once and answered without a word of
 * it.
 */
public final class LastSeam implements ExceptionMapper<Throwable> {
  private final Refusals refusals;
  @Context private HttpServletRequest request;

  public LastSeam(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public Response toResponse(Throwable fault) {
    return RefusedMapper.response(refusals, Refusals.unexpected(fault), RequestName.of(request));
  }
}
