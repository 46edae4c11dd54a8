package org.hutong.gateway.rest.internal.resources;

import java.util.List;
import java.util.function.Function;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.rest.internal.json.JsonBody;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.systems.Inbound;
import org.hutong.systems.Quarantined;

/** What comes in from systems. */
@Path("v1/inbound")
public final class InboundResource {
  private final Services services;
  private final ThisStreet street;

  public InboundResource(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  @GET
  @Path("feeds")
  public Response feeds(@Context Caller caller) {
    return Answer.ok(
        ListAnswer.whole(
            street.code(caller), services.inbound().feeds(caller), Function.identity()));
  }

  @GET
  @Path("records")
  public Response records(@Context Caller caller) {
    return Answer.ok(
        ListAnswer.whole(
            street.code(caller), services.inbound().counts(caller), Function.identity()));
  }

  @GET
  @Path("quarantine")
  public Response quarantine(
      @Context Caller caller,
      @QueryParam("system") String system,
      @QueryParam("feed") String feed,
      @QueryParam("state") String state,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    Inbound.Filter filter =
        new Inbound.Filter(
            system,
            feed,
            Params.name("state", state, Quarantined.State.class),
            Params.limit(limit),
            after);
    return Answer.ok(
        ListAnswer.of(
            street.code(caller),
            services.inbound().quarantine(caller, filter),
            Function.identity()));
  }

  @GET
  @Path("quarantine/{id}")
  public Response quarantined(@Context Caller caller, @PathParam("id") String id) {
    return Answer.ok(services.inbound().quarantined(caller, id));
  }

  @POST
  @Path("quarantine/{id}/actions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response act(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam("Idempotency-Key") List<String> key,
      JsonBody action) {
    return Answer.ok(services.inbound().act(caller, id, Params.idempotencyKey(key), action.tree()));
  }
}
