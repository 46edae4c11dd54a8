package org.hutong.gateway.rest.internal.resources;

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
import org.hutong.casework.DueList;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.rest.internal.answers.TaskLine;
import org.hutong.gateway.rest.internal.json.JsonBody;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.tasks.TaskFilter;
import org.hutong.tasks.TaskState;

/** Tasks of the hub. */
@Path("v1/tasks")
public final class TasksResource {
  private final Services services;
  private final ThisStreet street;

  public TasksResource(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(
      @Context Caller caller, @HeaderParam("Idempotency-Key") List<String> key, JsonBody body) {
    return Answer.created(services.tasks().create(caller, Params.idempotencyKey(key), body.tree()));
  }

  @GET
  public Response find(
      @Context Caller caller,
      @QueryParam("state") String state,
      @QueryParam("unit") String unit,
      @QueryParam("due") String due,
      @QueryParam("case") String caseNumber,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    TaskFilter filter =
        new TaskFilter(
            Params.name("state", state, TaskState.class),
            unit,
            Params.name("due", due, DueList.class),
            caseNumber,
            Params.limit(limit),
            after);
    return Answer.ok(
        ListAnswer.of(street.code(caller), services.tasks().find(caller, filter), TaskLine::of));
  }

  @GET
  @Path("{id}")
  public Response get(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam("Hutong-Purpose") List<String> purposeHeader,
      @QueryParam("purpose") String purpose) {
    return Answer.ok(services.tasks().get(caller, id, Params.purpose(purposeHeader, purpose)));
  }

  @POST
  @Path("{id}/actions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response act(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam("Idempotency-Key") List<String> key,
      @HeaderParam("If-Match") List<String> ifMatch,
      JsonBody action) {
    return Answer.ok(
        services
            .tasks()
            .act(caller, id, Params.ifMatch(ifMatch), Params.idempotencyKey(key), action.tree()));
  }
}
