package org.hutong.gateway.soap.internal.operation;

import java.time.LocalDate;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.gateway.soap.internal.answer.DeliveryAnswers;
import org.hutong.gateway.soap.internal.answer.HoldingsAnswers;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.v1.ActOnDeliveryResponse;
import org.hutong.gateway.soap.internal.v1.GetDeliveriesResponse;
import org.hutong.gateway.soap.internal.v1.GetDeliveryResponse;
import org.hutong.gateway.soap.internal.v1.GetHoldingsResponse;
import org.hutong.gateway.soap.internal.v1.GetReconciliationResponse;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.kernel.Page;

/** The ledger. */
final class DeliveryOperations {
  private final Services services;
  private final ThisStreet street;

  DeliveryOperations(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("GetDeliveries", this::find);
    handlers.put("GetDelivery", this::get);
    handlers.put("ActOnDelivery", this::act);
    handlers.put("GetReconciliation", this::reconciliation);
    handlers.put("GetHoldings", this::holdings);
  }

  private Object find(Caller caller, Args args) {
    DeliveryFilter filter =
        new DeliveryFilter(
            args.optional("system"),
            args.oneOf("state", DeliveryState.class),
            args.optional("caseNumber"),
            Lists.limit(args),
            args.optional("after"));
    args.check();
    Page<Delivery> page = services.deliveries().find(caller, filter);
    GetDeliveriesResponse answer = new GetDeliveriesResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(DeliveryAnswers.list(page.items()));
    answer.setNext(Lists.next(page));
    return answer;
  }

  private Object get(Caller caller, Args args) {
    String id = args.text("id");
    String purpose = args.purpose();
    args.check();
    GetDeliveryResponse answer = new GetDeliveryResponse();
    answer.setDelivery(DeliveryAnswers.of(services.deliveries().get(caller, id, purpose)));
    return answer;
  }

  private Object act(Caller caller, Args args) {
    String id = args.text("id");
    String key = args.idempotencyKey();
    Map<String, Object> body = args.body("act");
    args.check();
    ActOnDeliveryResponse answer = new ActOnDeliveryResponse();
    answer.setDelivery(DeliveryAnswers.of(services.deliveries().act(caller, id, key, body)));
    return answer;
  }

  private Object reconciliation(Caller caller, Args args) {
    LocalDate from = args.day("from");
    LocalDate to = args.day("to");
    args.check();
    args.mustBeBefore(from, to, "to");
    GetReconciliationResponse answer = new GetReconciliationResponse();
    answer.setReconciliation(
        DeliveryAnswers.of(services.deliveries().reconciliation(caller, from, to)));
    return answer;
  }

  private Object holdings(Caller caller, Args args) {
    String system = args.optional("system");
    GetHoldingsResponse answer = new GetHoldingsResponse();
    if (args.optional("from") == null && args.optional("to") == null && system == null) {
      args.check();
      answer.setHoldings(HoldingsAnswers.of(services.deliveries().holdings(caller)));
      return answer;
    }
    LocalDate from = args.day("from");
    LocalDate to = args.day("to");
    args.check();
    args.mustBeBefore(from, to, "to");
    answer.setHoldings(
        HoldingsAnswers.of(services.deliveries().holdings(caller, from, to, system)));
    return answer;
  }
}
