package org.hutong.gateway.rest.internal.resources;

import java.time.LocalDate;
import java.util.List;
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
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.gateway.rest.internal.answers.DeliveryAnswer;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.rest.internal.json.JsonBody;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.problem.Code;

/** The ledger. */
@Path("v1/deliveries")
public final class DeliveriesResource {
  private final Services services;
  private final ThisStreet street;

  public DeliveriesResource(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  @GET
  public Response find(
      @Context Caller caller,
      @QueryParam("system") String system,
      @QueryParam("state") String state,
      @QueryParam("case") String caseNumber,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    DeliveryFilter filter =
        new DeliveryFilter(
            system,
            Params.name("state", state, DeliveryState.class),
            caseNumber,
            Params.limit(limit),
            after);
    return Answer.ok(
        ListAnswer.of(
            street.code(caller), services.deliveries().find(caller, filter), DeliveryAnswer::of));
  }

  @GET
  @Path("reconciliation")
  public Response reconciliation(
      @Context Caller caller, @QueryParam("from") String from, @QueryParam("to") String to) {
    LocalDate first = Params.date("from", from);
    LocalDate end = Params.date("to", to);
    if (!first.isBefore(end)) {
      throw Wrong.parameter("to", Code.FIELD_VALUE, "应晚于 from；区间为 [from, to)");
    }
    return Answer.ok(services.deliveries().reconciliation(caller, first, end));
  }

  /** Without a period the last one that was made by schedule. */
  @GET
  @Path("reconciliation/holdings")
  public Response holdings(
      @Context Caller caller,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("system") String system) {
    if (from == null && to == null && system == null) {
      return Answer.ok(services.deliveries().holdings(caller));
    }
    LocalDate first = Params.date("from", from);
    LocalDate end = Params.date("to", to);
    if (!first.isBefore(end)) {
      throw Wrong.parameter("to", Code.FIELD_VALUE, "应晚于 from；区间为 [from, to)");
    }
    return Answer.ok(services.deliveries().holdings(caller, first, end, system));
  }

  @POST
  @Path("replay")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response replay(
      @Context Caller caller, @HeaderParam("Idempotency-Key") List<String> key, JsonBody order) {
    return Answer.ok(
        services.deliveries().replay(caller, Params.idempotencyKey(key), order.tree()));
  }

  @GET
  @Path("{id}")
  public Response get(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam("Hutong-Purpose") List<String> purposeHeader,
      @QueryParam("purpose") String purpose) {
    return Answer.ok(
        DeliveryAnswer.of(
            services.deliveries().get(caller, id, Params.purpose(purposeHeader, purpose))));
  }

  @POST
  @Path("{id}/actions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response act(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam("Idempotency-Key") List<String> key,
      JsonBody action) {
    return Answer.ok(
        DeliveryAnswer.of(
            services.deliveries().act(caller, id, Params.idempotencyKey(key), action.tree())));
  }
}
