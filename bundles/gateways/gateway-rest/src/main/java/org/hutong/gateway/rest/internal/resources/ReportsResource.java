package org.hutong.gateway.rest.internal.resources;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.catalogue.Units;
import org.hutong.gateway.rest.internal.answers.CatalogueReportAnswer;
import org.hutong.gateway.rest.internal.answers.CatalogueReviewAnswer;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.rest.internal.answers.UnitAnswer;
import org.hutong.gateway.support.CatalogueReview;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.problem.Code;

/** The catalogue as a whole, its files, the survey's figures and the units. */
@Path("v1")
public final class ReportsResource {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private final Services services;
  private final ThisStreet street;

  public ReportsResource(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  @GET
  @Path("catalogue/report")
  public Response report(@Context Caller caller) {
    return Answer.ok(CatalogueReportAnswer.of(street.code(caller), services.catalogueReports()));
  }

  @GET
  @Path("catalogue/drafts")
  public Response drafts(@Context Caller caller) {
    return Answer.ok(
        ListAnswer.whole(
            street.code(caller), services.catalogueReports().drafts(), Function.identity()));
  }

  @GET
  @Path("catalogue/survey")
  public Response survey(@Context Caller caller) {
    return Answer.ok(
        ListAnswer.whole(
            street.code(caller),
            services.catalogueReports().survey(LocalDate.now(BEIJING)),
            Function.identity()));
  }

  @GET
  @Path("catalogue/check")
  public Response check(@Context Caller caller) {
    return Answer.ok(
        CatalogueReviewAnswer.of(street.code(caller), CatalogueReview.check(services, caller)));
  }

  /** Without an Idempotency-Key: the same files again change nothing. */
  @POST
  @Path("catalogue/load")
  public Response load(@Context Caller caller) {
    return Answer.ok(
        CatalogueReviewAnswer.of(street.code(caller), CatalogueReview.load(services, caller)));
  }

  @GET
  @Path("units")
  public Response units(
      @Context Caller caller, @QueryParam("text") String text, @QueryParam("on") String on) {
    if (text == null || text.isEmpty()) {
      throw Wrong.parameter("text", Code.FIELD_MISSING, Code.FIELD_MISSING.sentence());
    }
    LocalDate day = on == null ? LocalDate.now(BEIJING) : Params.date("on", on);
    Units units = services.units();
    List<Units.Unit> found = units.find(text, day);
    return Answer.ok(
        ListAnswer.whole(street.code(caller), found, u -> UnitAnswer.of(units, u, day)));
  }
}
