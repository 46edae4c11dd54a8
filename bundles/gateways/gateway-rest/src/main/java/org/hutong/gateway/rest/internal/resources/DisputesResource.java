package org.hutong.gateway.rest.internal.resources;

import java.util.function.Function;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.gateway.rest.internal.answers.DisputesAnswer;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;

/** Who is responsible: disputes and what was determined. */
@Path("v1/disputes")
public final class DisputesResource {
  private final Services services;
  private final ThisStreet street;

  public DisputesResource(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  @GET
  public Response month(@Context Caller caller, @QueryParam("month") String month) {
    return Answer.ok(
        DisputesAnswer.of(services.disputes().month(caller, Params.month("month", month))));
  }

  @GET
  @Path("rulings")
  public Response rulings(@Context Caller caller) {
    return Answer.ok(
        ListAnswer.whole(
            street.code(caller), services.disputes().rulings(caller), Function.identity()));
  }
}
