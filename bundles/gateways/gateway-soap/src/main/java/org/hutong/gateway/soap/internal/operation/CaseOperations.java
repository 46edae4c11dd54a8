package org.hutong.gateway.soap.internal.operation;

import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.casework.Case;
import org.hutong.casework.CaseSummary;
import org.hutong.gateway.soap.internal.answer.CaseAnswers;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.v1.ActOnCaseResponse;
import org.hutong.gateway.soap.internal.v1.CorrectCaseResponse;
import org.hutong.gateway.soap.internal.v1.EvaluateCaseResponse;
import org.hutong.gateway.soap.internal.v1.FindCasesResponse;
import org.hutong.gateway.soap.internal.v1.GetCaseResponse;
import org.hutong.gateway.soap.internal.v1.SubmitCaseResponse;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/** Cases. */
final class CaseOperations {
  private final Services services;
  private final ThisStreet street;

  CaseOperations(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("SubmitCase", this::submit);
    handlers.put("GetCase", this::get);
    handlers.put("FindCases", this::find);
    handlers.put("ActOnCase", this::act);
    handlers.put("CorrectCase", this::correct);
    handlers.put("EvaluateCase", this::evaluate);
  }

  private Object submit(Caller caller, Args args) {
    String key = args.idempotencyKey();
    Map<String, Object> body = args.body("case");
    args.check();
    SubmitCaseResponse answer = new SubmitCaseResponse();
    answer.setCase(CaseAnswers.of(services.casework().register(caller, key, body)));
    return answer;
  }

  private Object get(Caller caller, Args args) {
    String number = args.text("number");
    String purpose = args.purpose();
    args.check();
    GetCaseResponse answer = new GetCaseResponse();
    answer.setCase(CaseAnswers.of(services.casework().get(caller, number, purpose)));
    return answer;
  }

  private Object find(Caller caller, Args args) {
    Map<String, Object> query = args.body("query");
    args.check();
    Page<CaseSummary> page = services.casework().search(caller, query);
    FindCasesResponse answer = new FindCasesResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(CaseAnswers.lines(page.items()));
    answer.setNext(Lists.next(page));
    return answer;
  }

  private Object act(Caller caller, Args args) {
    String number = args.text("number");
    Long ifMatch = args.ifMatch();
    String key = args.idempotencyKey();
    Map<String, Object> body = args.body("act");
    args.check();
    ActOnCaseResponse answer = new ActOnCaseResponse();
    answer.setCase(CaseAnswers.of(services.casework().act(caller, number, ifMatch, key, body)));
    return answer;
  }

  private Object correct(Caller caller, Args args) {
    String number = args.text("number");
    @Nullable Long ifMatch = args.ifMatch();
    String key = args.idempotencyKey();
    Map<String, Object> patch = args.body("patch");
    args.check();
    Case corrected = services.casework().correct(caller, number, ifMatch, key, patch);
    CorrectCaseResponse answer = new CorrectCaseResponse();
    answer.setCase(CaseAnswers.of(corrected));
    return answer;
  }

  private Object evaluate(Caller caller, Args args) {
    String number = args.text("number");
    String key = args.idempotencyKey();
    Map<String, Object> body = args.body("evaluation");
    args.check();
    EvaluateCaseResponse answer = new EvaluateCaseResponse();
    answer.setCase(CaseAnswers.of(services.casework().evaluate(caller, number, key, body)));
    return answer;
  }
}
