package org.hutong.gateway.rest.internal.resources;

import java.util.function.Function;
import java.util.stream.Stream;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.problem.Code;
import org.hutong.statistics.CountQuery;

/** Numbers, with what they mean. */
@Path("v1/statistics")
public final class StatisticsResource {
  private final Services services;
  private final ThisStreet street;

  public StatisticsResource(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  @GET
  @Path("cases")
  public Response cases(
      @Context Caller caller,
      @QueryParam("by") String by,
      @QueryParam("period") String period,
      @QueryParam("scheme") String scheme,
      @QueryParam("item") String item,
      @QueryParam("category") String category,
      @QueryParam("community") String community) {
    return Answer.ok(
        services
            .statistics()
            .cases(caller, new CountQuery(by, period, scheme, item, category, community)));
  }

  @GET
  @Path("states")
  public Response states(
      @Context Caller caller,
      @QueryParam("by") String by,
      @QueryParam("period") String period,
      @QueryParam("scheme") String scheme,
      @QueryParam("item") String item,
      @QueryParam("category") String category,
      @QueryParam("community") String community) {
    return Answer.ok(
        services
            .statistics()
            .states(caller, new CountQuery(by, period, scheme, item, category, community)));
  }

  @GET
  @Path("records")
  public Response records(@Context Caller caller, @QueryParam("period") String period) {
    return Answer.ok(services.statistics().records(caller, period));
  }

  @GET
  @Path("definitions")
  public Response definitions(@Context Caller caller) {
    return Answer.ok(
        ListAnswer.whole(
            street.code(caller), services.statistics().definitions(), Function.identity()));
  }

  @GET
  @Path("typing")
  public Response typing(
      @Context Caller caller,
      @QueryParam("period") String period,
      @QueryParam("item") String item,
      @QueryParam("case") String number) {
    if (Stream.of(period, item, number).filter(p -> p != null).count() > 1) {
      throw Wrong.parameter("period", Code.FIELD_VALUE, "period、item、case 只能给一个");
    }
    if (item != null) {
      return Answer.ok(services.statistics().typingOfItem(caller, item));
    }
    return Answer.ok(
        number != null
            ? services.statistics().typingOfCase(caller, number)
            : services.statistics().typing(caller, period));
  }
}
