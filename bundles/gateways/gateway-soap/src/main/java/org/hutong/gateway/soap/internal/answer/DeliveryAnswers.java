package org.hutong.gateway.soap.internal.answer;

import java.util.List;
import java.util.Map;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.Reconciliation;
import org.hutong.gateway.soap.internal.v1.AttemptXml;
import org.hutong.gateway.soap.internal.v1.AttemptsXml;
import org.hutong.gateway.soap.internal.v1.DeliveriesXml;
import org.hutong.gateway.soap.internal.v1.DeliveryXml;
import org.hutong.gateway.soap.internal.v1.DifferenceXml;
import org.hutong.gateway.soap.internal.v1.DifferencesXml;
import org.hutong.gateway.soap.internal.v1.ExchangeXml;
import org.hutong.gateway.soap.internal.v1.ReconciliationLineXml;
import org.hutong.gateway.soap.internal.v1.ReconciliationLinesXml;
import org.hutong.gateway.soap.internal.v1.ReconciliationXml;
import org.hutong.gateway.soap.internal.v1.SheetLineXml;
import org.hutong.gateway.soap.internal.v1.SheetXml;
import org.hutong.gateway.soap.internal.v1.StateCountXml;
import org.hutong.gateway.soap.internal.v1.StateCountsXml;
import org.jspecify.annotations.Nullable;

/** The ledger as answered. */
public final class DeliveryAnswers {
  private DeliveryAnswers() {}

  public static DeliveriesXml list(List<Delivery> deliveries) {
    DeliveriesXml list = new DeliveriesXml();
    deliveries.forEach(d -> list.getDelivery().add(of(d)));
    return list;
  }

  public static DeliveryXml of(Delivery d) {
    DeliveryXml xml = new DeliveryXml();
    xml.setStreet(d.street());
    xml.setId(d.id());
    xml.setCaseNumber(d.caseNumber());
    xml.setRevision(d.revision());
    xml.setSystem(d.system());
    xml.setSystemName(d.systemName());
    xml.setOperation(d.operation().name());
    xml.setKey(d.key());
    xml.setState(d.state().name());
    xml.setStateName(d.state().zh());
    xml.setReceipt(d.receipt());
    xml.setWhy(d.why());
    xml.setAttempts(d.attempts());
    xml.setCreatedAt(d.createdAt());
    xml.setNextAttemptAt(d.nextAttemptAt());
    xml.setEndedAt(d.endedAt());
    xml.setHistory(history(d.history()));
    xml.setSheet(sheet(d.sheet()));
    xml.setAllowedActions(Parts.actions(d.allowedActions()));
    xml.setExchange(exchange(d.exchange()));
    return xml;
  }

  public static ReconciliationXml of(Reconciliation r) {
    ReconciliationXml xml = new ReconciliationXml();
    xml.setStreet(r.street());
    xml.setFrom(r.from());
    xml.setTo(r.to());
    xml.setBalanced(r.balanced());
    ReconciliationLinesXml lines = new ReconciliationLinesXml();
    r.lines().forEach(line -> lines.getLine().add(line(line)));
    xml.setLines(lines);
    DifferencesXml differences = new DifferencesXml();
    r.differences().forEach(d -> differences.getDifference().add(difference(d)));
    xml.setDifferences(differences);
    return xml;
  }

  private static AttemptsXml history(List<Delivery.Attempt> attempts) {
    AttemptsXml list = new AttemptsXml();
    for (Delivery.Attempt attempt : attempts) {
      AttemptXml xml = new AttemptXml();
      xml.setNo(attempt.no());
      xml.setAt(attempt.at());
      xml.setOutcome(attempt.outcome());
      xml.setDetail(attempt.detail());
      xml.setTookMillis(attempt.tookMillis());
      xml.setAdapter(attempt.adapter());
      list.getAttempt().add(xml);
    }
    return list;
  }

  private static SheetXml sheet(List<Delivery.SheetLine> lines) {
    SheetXml list = new SheetXml();
    for (Delivery.SheetLine line : lines) {
      SheetLineXml xml = new SheetLineXml();
      xml.setLabel(line.label());
      xml.setValue(line.value());
      list.getLine().add(xml);
    }
    return list;
  }

  private static @Nullable ExchangeXml exchange(Delivery.@Nullable Exchange exchange) {
    if (exchange == null) {
      return null;
    }
    ExchangeXml xml = new ExchangeXml();
    xml.setAt(exchange.at());
    xml.setRequest(exchange.request());
    xml.setStatus(exchange.status());
    xml.setAnswer(exchange.answer());
    return xml;
  }

  private static ReconciliationLineXml line(Reconciliation.Line line) {
    ReconciliationLineXml xml = new ReconciliationLineXml();
    xml.setSystem(line.system());
    xml.setExpected(line.expected());
    xml.setSum(line.sum());
    xml.setStates(states(line.states()));
    xml.setBalanced(line.balanced());
    return xml;
  }

  private static StateCountsXml states(Map<DeliveryState, Long> states) {
    StateCountsXml list = new StateCountsXml();
    states.forEach(
        (state, count) -> {
          StateCountXml xml = new StateCountXml();
          xml.setState(state.name());
          xml.setCount(count);
          list.getState().add(xml);
        });
    return list;
  }

  private static DifferenceXml difference(Reconciliation.Difference d) {
    DifferenceXml xml = new DifferenceXml();
    xml.setCaseNumber(d.caseNumber());
    xml.setRevision(d.revision());
    xml.setSystem(d.system());
    xml.setOperation(d.operation().name());
    xml.setKind(d.kind());
    return xml;
  }
}
