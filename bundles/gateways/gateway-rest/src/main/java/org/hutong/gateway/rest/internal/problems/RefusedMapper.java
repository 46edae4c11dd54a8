package org.hutong.gateway.rest.internal.problems;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.hutong.gateway.rest.internal.json.Reply;
import org.hutong.problem.Refused;

/** Answers what the services refuse. */
public final class RefusedMapper implements ExceptionMapper<Refused> {
  private static final MediaType TYPE = MediaType.valueOf(Problem.MEDIA_TYPE);

  private final Refusals refusals;
  @Context private HttpServletRequest request;

  public RefusedMapper(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public Response toResponse(Refused refused) {
    return response(refusals, refused, RequestName.of(request));
  }

  static Response response(Refusals refusals, Refused refused, String request) {
    Problem problem = refusals.problem(refused, request);
    Response.ResponseBuilder answer = Reply.of(problem.status(), TYPE, problem.bytes());
    Refusals.headers(refused).forEach(answer::header);
    return answer.build();
  }
}
