package org.hutong.gateway.soap.internal.operation;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.catalogue.Units;
import org.hutong.gateway.soap.internal.answer.ReportAnswers;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.v1.CheckCatalogueResponse;
import org.hutong.gateway.soap.internal.v1.FindUnitsResponse;
import org.hutong.gateway.soap.internal.v1.GetDraftsResponse;
import org.hutong.gateway.soap.internal.v1.GetSurveyResponse;
import org.hutong.gateway.soap.internal.v1.LoadCatalogueResponse;
import org.hutong.gateway.support.CatalogueReview;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;

/** The catalogue as a whole, its files, the survey's figures and the units. */
final class ReportOperations {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private final Services services;
  private final ThisStreet street;

  ReportOperations(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("GetCatalogueReport", this::report);
    handlers.put("GetDrafts", this::drafts);
    handlers.put("GetSurvey", this::survey);
    handlers.put("CheckCatalogue", this::check);
    handlers.put("LoadCatalogue", this::load);
    handlers.put("FindUnits", this::units);
  }

  private Object report(Caller caller, Args args) {
    args.check();
    return ReportAnswers.report(street.code(caller), services.catalogueReports());
  }

  private Object drafts(Caller caller, Args args) {
    args.check();
    GetDraftsResponse answer = new GetDraftsResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(ReportAnswers.drafts(services.catalogueReports().drafts()));
    return answer;
  }

  private Object survey(Caller caller, Args args) {
    args.check();
    GetSurveyResponse answer = new GetSurveyResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(
        ReportAnswers.survey(services.catalogueReports().survey(LocalDate.now(BEIJING))));
    return answer;
  }

  private Object check(Caller caller, Args args) {
    args.check();
    CheckCatalogueResponse answer = new CheckCatalogueResponse();
    answer.setReview(
        ReportAnswers.review(street.code(caller), CatalogueReview.check(services, caller)));
    return answer;
  }

  private Object load(Caller caller, Args args) {
    args.check();
    LoadCatalogueResponse answer = new LoadCatalogueResponse();
    answer.setReview(
        ReportAnswers.review(street.code(caller), CatalogueReview.load(services, caller)));
    return answer;
  }

  private Object units(Caller caller, Args args) {
    String text = args.text("text");
    LocalDate on = args.optional("on") == null ? LocalDate.now(BEIJING) : args.day("on");
    args.check();
    Units units = services.units();
    List<Units.Unit> found = units.find(text, on);
    FindUnitsResponse answer = new FindUnitsResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(ReportAnswers.units(units, found, on));
    return answer;
  }
}
