package org.hutong.gateway.soap.internal.answer;

import java.util.List;
import org.hutong.casework.Case;
import org.hutong.casework.CaseSummary;
import org.hutong.gateway.soap.internal.v1.CaseLineXml;
import org.hutong.gateway.soap.internal.v1.CaseLinesXml;
import org.hutong.gateway.soap.internal.v1.CaseXml;
import org.hutong.gateway.soap.internal.v1.DecisionXml;
import org.hutong.gateway.soap.internal.v1.DeliveryLineXml;
import org.hutong.gateway.soap.internal.v1.DeliveryLinesXml;
import org.hutong.gateway.soap.internal.v1.DueXml;
import org.hutong.gateway.soap.internal.v1.EvaluationXml;
import org.hutong.gateway.soap.internal.v1.EventXml;
import org.hutong.gateway.soap.internal.v1.EventsXml;
import org.hutong.gateway.soap.internal.v1.GapXml;
import org.hutong.gateway.soap.internal.v1.GapsXml;
import org.hutong.gateway.soap.internal.v1.MaterialUseXml;
import org.hutong.gateway.soap.internal.v1.MaterialUsesXml;
import org.hutong.gateway.soap.internal.v1.OriginXml;
import org.hutong.gateway.soap.internal.v1.PartyXml;
import org.hutong.gateway.soap.internal.v1.StepXml;
import org.hutong.gateway.soap.internal.v1.StepsXml;
import org.jspecify.annotations.Nullable;

/** Cases as answered. */
public final class CaseAnswers {
  private CaseAnswers() {}

  public static CaseXml of(Case c) {
    CaseXml xml = new CaseXml();
    xml.setStreet(c.street());
    xml.setNumber(c.number());
    xml.setRevision(c.revision());
    xml.setVersion(c.version());
    xml.setState(c.state().name());
    xml.setStateName(c.state().zh());
    xml.setItem(Parts.item(c.item(), c.itemName()));
    xml.setMasked(c.masked());
    xml.setSubject(party(c.subject()));
    xml.setAgent(party(c.agent()));
    xml.setGuardian(party(c.guardian()));
    xml.setForm(Forms.fields(c.form()));
    xml.setMaterials(materials(c.materials()));
    xml.setGaps(gaps(c.gaps()));
    xml.setChannel(c.channel());
    xml.setOrigin(origin(c.origin()));
    xml.setNote(c.note());
    xml.setUnit(c.unit());
    xml.setRegisteredAt(c.registeredAt());
    xml.setChangedAt(c.changedAt());
    xml.setDue(due(c.due()));
    xml.setSteps(steps(c.steps()));
    xml.setDeliveries(deliveries(c.deliveries()));
    xml.setHistory(history(c.history()));
    xml.setDecision(decision(c.decision()));
    xml.setEvaluation(evaluation(c.evaluation()));
    xml.setAllowedActions(Parts.actions(c.allowedActions()));
    return xml;
  }

  public static CaseLinesXml lines(List<CaseSummary> cases) {
    CaseLinesXml xml = new CaseLinesXml();
    cases.forEach(c -> xml.getCase().add(line(c)));
    return xml;
  }

  private static CaseLineXml line(CaseSummary c) {
    CaseLineXml xml = new CaseLineXml();
    xml.setStreet(c.street());
    xml.setNumber(c.number());
    xml.setRevision(c.revision());
    xml.setState(c.state().name());
    xml.setStateName(c.state().zh());
    xml.setItem(Parts.item(c.item(), c.itemName()));
    xml.setSubject(c.subject());
    xml.setUnit(c.unit());
    xml.setRegisteredAt(c.registeredAt());
    xml.setDue(due(c.due()));
    return xml;
  }

  private static @Nullable PartyXml party(Case.@Nullable Party party) {
    if (party == null) {
      return null;
    }
    PartyXml xml = new PartyXml();
    xml.setKind(party.kind().name());
    xml.setName(party.name());
    xml.setIdType(party.idType());
    xml.setIdNumber(party.idNumber());
    xml.setPhone(party.phone());
    xml.setAddress(party.address());
    xml.setCommunity(Parts.place(party.community()));
    return xml;
  }

  private static MaterialUsesXml materials(List<Case.MaterialUse> uses) {
    MaterialUsesXml list = new MaterialUsesXml();
    for (Case.MaterialUse use : uses) {
      MaterialUseXml xml = new MaterialUseXml();
      xml.setCode(use.code());
      xml.setId(use.id());
      xml.setVerifiedOriginal(use.verifiedOriginal());
      xml.setDeferred(use.deferred());
      list.getMaterial().add(xml);
    }
    return list;
  }

  private static GapsXml gaps(List<Case.Gap> gaps) {
    GapsXml list = new GapsXml();
    for (Case.Gap gap : gaps) {
      GapXml xml = new GapXml();
      xml.setKind(gap.kind());
      xml.setCode(gap.code());
      xml.setPointer(gap.pointer());
      xml.setMessage(gap.message());
      list.getGap().add(xml);
    }
    return list;
  }

  private static @Nullable OriginXml origin(Case.@Nullable Origin origin) {
    if (origin == null) {
      return null;
    }
    OriginXml xml = new OriginXml();
    xml.setSystem(origin.system());
    xml.setReference(origin.reference());
    return xml;
  }

  private static DueXml due(Case.Due due) {
    DueXml xml = new DueXml();
    xml.setDue(due.due());
    xml.setStatus(due.status());
    xml.setNote(due.note());
    return xml;
  }

  private static StepsXml steps(List<Case.Step> steps) {
    StepsXml list = new StepsXml();
    for (Case.Step step : steps) {
      StepXml xml = new StepXml();
      xml.setNo(step.no());
      xml.setName(step.name());
      xml.setUnit(step.unit());
      xml.setLevel(step.level());
      xml.setBasis(step.basis());
      xml.setState(step.state().name());
      xml.setStateName(step.state().zh());
      xml.setSince(step.since());
      list.getStep().add(xml);
    }
    return list;
  }

  private static DeliveryLinesXml deliveries(List<Case.DeliveryLine> deliveries) {
    DeliveryLinesXml list = new DeliveryLinesXml();
    for (Case.DeliveryLine delivery : deliveries) {
      DeliveryLineXml xml = new DeliveryLineXml();
      xml.setId(delivery.id());
      xml.setSystem(delivery.system());
      xml.setSystemName(delivery.systemName());
      xml.setRevision(delivery.revision());
      xml.setOperation(delivery.operation().name());
      xml.setState(delivery.state().name());
      xml.setStateName(delivery.state().zh());
      xml.setReceipt(delivery.receipt());
      list.getDelivery().add(xml);
    }
    return list;
  }

  private static EventsXml history(List<Case.Event> events) {
    EventsXml list = new EventsXml();
    for (Case.Event event : events) {
      EventXml xml = new EventXml();
      xml.setAt(event.at());
      xml.setWhat(event.what());
      xml.setStep(event.step());
      xml.setUnit(event.unit());
      xml.setAccount(event.account());
      xml.setRevision(event.revision());
      xml.setReason(event.reason());
      xml.setBasis(event.basis());
      xml.setLevel(event.level());
      list.getEvent().add(xml);
    }
    return list;
  }

  private static @Nullable DecisionXml decision(Case.@Nullable Decision decision) {
    if (decision == null) {
      return null;
    }
    DecisionXml xml = new DecisionXml();
    xml.setResult(decision.result());
    xml.setGround(decision.ground());
    if (decision.outcome() != null) {
      xml.setOutcome(Forms.fields(decision.outcome()));
    }
    return xml;
  }

  private static @Nullable EvaluationXml evaluation(Case.@Nullable Evaluation evaluation) {
    if (evaluation == null) {
      return null;
    }
    EvaluationXml xml = new EvaluationXml();
    xml.setScore(evaluation.score());
    xml.setComment(evaluation.comment());
    xml.setAt(evaluation.at());
    return xml;
  }
}
