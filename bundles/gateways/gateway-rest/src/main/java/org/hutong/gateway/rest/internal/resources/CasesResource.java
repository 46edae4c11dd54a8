package org.hutong.gateway.rest.internal.resources;

import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.PATCH;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.gateway.rest.internal.answers.CaseLine;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.rest.internal.json.JsonBody;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;

/** Cases. */
@Path("v1/cases")
public final class CasesResource {
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final Services services;
  private final ThisStreet street;

  public CasesResource(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response register(
      @Context Caller caller, @HeaderParam("Idempotency-Key") List<String> key, JsonBody body) {
    return Answer.created(
        services.casework().register(caller, Params.idempotencyKey(key), body.tree()));
  }

  @GET
  @Path("{number}")
  public Response get(
      @Context Caller caller,
      @PathParam("number") String number,
      @HeaderParam("Hutong-Purpose") List<String> purposeHeader,
      @QueryParam("purpose") String purpose) {
    return Answer.ok(
        services.casework().get(caller, number, Params.purpose(purposeHeader, purpose)));
  }

  @POST
  @Path("search")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response search(@Context Caller caller, JsonBody query) {
    return Answer.ok(
        ListAnswer.of(
            street.code(caller), services.casework().search(caller, query.tree()), CaseLine::of));
  }

  @PATCH
  @Path("{number}")
  @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
  public Response correct(
      @Context Caller caller,
      @PathParam("number") String number,
      @HeaderParam("Idempotency-Key") List<String> key,
      @HeaderParam("If-Match") List<String> ifMatch,
      JsonBody patch) {
    return Answer.ok(
        services
            .casework()
            .correct(
                caller, number, Params.ifMatch(ifMatch), Params.idempotencyKey(key), patch.tree()));
  }

  @POST
  @Path("{number}/actions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response act(
      @Context Caller caller,
      @PathParam("number") String number,
      @HeaderParam("Idempotency-Key") List<String> key,
      @HeaderParam("If-Match") List<String> ifMatch,
      JsonBody action) {
    return Answer.ok(
        services
            .casework()
            .act(
                caller,
                number,
                Params.ifMatch(ifMatch),
                Params.idempotencyKey(key),
                action.tree()));
  }

  @POST
  @Path("{number}/evaluation")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response evaluate(
      @Context Caller caller,
      @PathParam("number") String number,
      @HeaderParam("Idempotency-Key") List<String> key,
      @HeaderParam("If-Match") List<String> ifMatch,
      JsonBody evaluation) {
    return Answer.ok(
        services
            .casework()
            .evaluate(
                caller,
                number,
                Params.ifMatch(ifMatch),
                Params.idempotencyKey(key),
                evaluation.tree()));
  }
}
