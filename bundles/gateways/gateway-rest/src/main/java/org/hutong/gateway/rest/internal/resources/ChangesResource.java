package org.hutong.gateway.rest.internal.resources;

import java.time.Duration;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.changes.ChangePage;
import org.hutong.changes.Changes;
import org.hutong.gateway.rest.internal.answers.ChangesAnswer;
import org.hutong.gateway.support.Services;

/** The change feed, with long poll. */
@Path("v1/changes")
public final class ChangesResource {
  private final Services services;
  private final PollWaiters waiters;

  public ChangesResource(Services services, PollWaiters waiters) {
    this.services = services;
    this.waiters = waiters;
  }

  /**
   * Answers at once when there is something; else a waiter waits and the request's thread is free.
   * When all waiters are taken, the empty page comes at once, with a hint when to come back.
   */
  @GET
  public void after(
      @Context Caller caller,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit,
      @QueryParam("wait") String wait,
      @Suspended AsyncResponse response) {
    int most = Params.limit(limit);
    Duration longest = Params.wait(wait);
    Changes changes = services.changes();
    ChangePage now = changes.after(caller, after, most, Duration.ZERO);
    if (longest.isZero() || !now.changes().isEmpty()) {
      response.resume(Answer.ok(ChangesAnswer.of(now)));
    } else if (!waiters.take(
        response, () -> page(changes.after(caller, now.next(), most, longest)))) {
      response.resume(
          Response.fromResponse(page(now)).header(HttpHeaders.RETRY_AFTER, "1").build());
    }
  }

  private static Response page(ChangePage page) {
    return Answer.ok(ChangesAnswer.of(page));
  }
}
