package org.hutong.gateway.rest.internal.resources;

import java.util.List;
import java.util.function.Function;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.support.Pages;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.systems.SystemInfo;

/** The register of systems. */
@Path("v1/systems")
public final class SystemsResource {
  private final Services services;
  private final ThisStreet street;

  public SystemsResource(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  @GET
  public Response list(
      @Context Caller caller,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    List<SystemInfo> all = services.systems().list(caller);
    return Answer.ok(
        ListAnswer.of(
            street.code(caller),
            Pages.of(all, Params.limit(limit), after, SystemInfo::id),
            Function.identity()));
  }

  @GET
  @Path("{id}")
  public Response get(@Context Caller caller, @PathParam("id") String id) {
    return Answer.ok(services.systems().get(caller, id));
  }
}
