package org.hutong.gateway.soap.internal.operation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.casework.Disputes;
import org.hutong.demands.Demand;
import org.hutong.gateway.soap.internal.answer.DisputeAnswers;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.v1.FindDemandsResponse;
import org.hutong.gateway.soap.internal.v1.GetDisputesResponse;
import org.hutong.gateway.soap.internal.v1.GetRulingsResponse;
import org.hutong.gateway.soap.internal.v1.RecordDemandResponse;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.kernel.Page;

/** Who is responsible, and the log of what residents say. */
final class DisputeOperations {
  private final Services services;
  private final ThisStreet street;

  DisputeOperations(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("GetDisputes", this::month);
    handlers.put("GetRulings", this::rulings);
    handlers.put("RecordDemand", this::record);
    handlers.put("FindDemands", this::find);
  }

  private Object month(Caller caller, Args args) {
    YearMonth asked = args.month("month");
    args.check();
    Disputes.Month month = services.disputes().month(caller, asked);
    GetDisputesResponse answer = new GetDisputesResponse();
    answer.setStreet(month.street());
    answer.setMonth(month.month().toString());
    answer.setDisputes(DisputeAnswers.disputes(month.disputes()));
    answer.setItems(DisputeAnswers.sums(month.items()));
    return answer;
  }

  private Object rulings(Caller caller, Args args) {
    args.check();
    GetRulingsResponse answer = new GetRulingsResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(DisputeAnswers.rulings(services.disputes().rulings(caller)));
    return answer;
  }

  private Object record(Caller caller, Args args) {
    String key = args.idempotencyKey();
    Map<String, Object> body = args.body("demand");
    args.check();
    RecordDemandResponse answer = new RecordDemandResponse();
    answer.setDemand(DisputeAnswers.of(services.demands().record(caller, key, body)));
    return answer;
  }

  private Object find(Caller caller, Args args) {
    LocalDate from = args.day("from");
    LocalDate to = args.day("to");
    String purpose = args.purpose();
    int limit = Lists.limit(args);
    String after = args.optional("after");
    args.check();
    Page<Demand> page = services.demands().find(caller, from, to, purpose, limit, after);
    FindDemandsResponse answer = new FindDemandsResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(DisputeAnswers.demands(page.items()));
    answer.setNext(Lists.next(page));
    return answer;
  }
}
