package org.hutong.gateway.rest.internal.resources;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.gateway.rest.internal.answers.ItemAnswer;
import org.hutong.gateway.rest.internal.answers.ItemSummary;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.support.Pages;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** What this appliance takes, and its items. */
@Path("v1")
public final class CatalogueResource {
  private final Services services;
  private final ThisStreet street;
  private final Supplier<Map<String, Long>> limits;

  public CatalogueResource(
      Services services, ThisStreet street, Supplier<Map<String, Long>> limits) {
    this.services = services;
    this.street = street;
    this.limits = limits;
  }

  @GET
  @Path("capabilities")
  public Response capabilities(@Context Caller caller) {
    return Answer.ok(services.appliance().capabilities(caller).through(limits.get()));
  }

  @GET
  @Path("items")
  public Response find(
      @Context Caller caller,
      @QueryParam("text") String text,
      @QueryParam("category") String category,
      @QueryParam("audience") String audience,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    List<Item> found = services.catalogue().find(text, category, audience);
    return Answer.ok(
        ListAnswer.of(
            street.code(caller),
            Pages.of(found, Params.limit(limit), after, Item::ref),
            ItemSummary::of));
  }

  @GET
  @Path("items/{scheme}/{code}")
  public Response item(
      @Context Caller caller,
      @PathParam("scheme") String scheme,
      @PathParam("code") String code,
      @QueryParam("version") String version) {
    Optional<Item> item =
        version == null
            ? services.catalogue().item(scheme, code)
            : services
                .catalogue()
                .item(
                    new ItemRef(
                        scheme, code, Params.whole("version", version, 1, Integer.MAX_VALUE)));
    return Answer.ok(
        ItemAnswer.of(
            street.code(caller), item.orElseThrow(() -> Refused.because(Code.ITEM_NOT_FOUND))));
  }
}
