package org.hutong.gateway.rest.internal.resources;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.demands.Demand;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.rest.internal.json.JsonBody;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;

/** The log of what residents say (民情日志). */
@Path("v1/demands")
public final class DemandsResource {
  private final Services services;
  private final ThisStreet street;

  public DemandsResource(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response record(
      @Context Caller caller, @HeaderParam("Idempotency-Key") List<String> key, JsonBody body) {
    Demand line = services.demands().record(caller, Params.idempotencyKey(key), body.tree());
    return Answer.created("demands?from=" + line.date() + "&to=" + line.date().plusDays(1), line);
  }

  @GET
  public Response find(
      @Context Caller caller,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @HeaderParam("Hutong-Purpose") List<String> purposeHeader,
      @QueryParam("purpose") String purpose,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    LocalDate first = Params.date("from", from);
    LocalDate last = Params.date("to", to);
    String code = Params.purpose(purposeHeader, purpose);
    return Answer.ok(
        ListAnswer.of(
            street.code(caller),
            services.demands().find(caller, first, last, code, Params.limit(limit), after),
            Function.identity()));
  }
}
