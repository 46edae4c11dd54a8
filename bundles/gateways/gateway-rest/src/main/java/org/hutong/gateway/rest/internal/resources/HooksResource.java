package org.hutong.gateway.rest.internal.resources;

import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hutong.gateway.rest.internal.door.PushGate;
import org.hutong.gateway.support.Services;
import org.hutong.systems.Pushed;

/** What systems push (推送): who they are is said by the signature, which the service checks. */
@Path("v1/hooks")
public final class HooksResource {
  private final Services services;

  public HooksResource(Services services) {
    this.services = services;
  }

  @POST
  @Path("{system}/{feed}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response push(
      @Context HttpServletRequest request,
      @PathParam("system") String system,
      @PathParam("feed") String feed,
      InputStream body) {
    Pushed pushed =
        services.inbound().push(system, feed, name -> values(request, name), PushGate.read(body));
    return pushed.outcome() == Pushed.Outcome.QUARANTINED
        ? Answer.accepted(pushed)
        : Answer.ok(pushed);
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
