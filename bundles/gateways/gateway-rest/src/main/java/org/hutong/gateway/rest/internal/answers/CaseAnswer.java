package org.hutong.gateway.rest.internal.answers;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.casework.StepState;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/** A case as a caller sees it. */
public record CaseAnswer(
    String street,
    String number,
    int revision,
    long version,
    CaseState state,
    String stateName,
    ItemLine item,
    boolean masked,
    Case.Party subject,
    Case.@Nullable Party agent,
    Case.@Nullable Party guardian,
    Map<String, Object> form,
    List<Case.MaterialUse> materials,
    List<Case.Gap> gaps,
    String channel,
    Case.@Nullable Origin origin,
    String note,
    String unit,
    OffsetDateTime registeredAt,
    OffsetDateTime changedAt,
    Case.Due due,
    List<Step> steps,
    List<DeliveryLine> deliveries,
    List<Case.Event> history,
    Case.@Nullable Decision decision,
    Case.@Nullable Evaluation evaluation,
    List<String> allowedActions) {
  /** A step with its state in Chinese. */
  public record Step(
      int no,
      String name,
      String unit,
      String level,
      @Nullable String basis,
      StepState state,
      String stateName,
      @Nullable OffsetDateTime since) {
    static Step of(Case.Step s) {
      return new Step(
          s.no(), s.name(), s.unit(), s.level(), s.basis(), s.state(), s.state().zh(), s.since());
    }
  }

  /** A delivery, in short, with its state in Chinese. */
  public record DeliveryLine(
      String id,
      String system,
      String systemName,
      int revision,
      Operation operation,
      DeliveryState state,
      String stateName,
      @Nullable String receipt) {
    static DeliveryLine of(Case.DeliveryLine d) {
      return new DeliveryLine(
          d.id(),
          d.system(),
          d.systemName(),
          d.revision(),
          d.operation(),
          d.state(),
          d.state().zh(),
          d.receipt());
    }
  }

  /** The case in this shape. */
  public static CaseAnswer of(Case c) {
    return new CaseAnswer(
        c.street(),
        c.number(),
        c.revision(),
        c.version(),
        c.state(),
        c.state().zh(),
        ItemLine.of(c.item(), c.itemName()),
        c.masked(),
        c.subject(),
        c.agent(),
        c.guardian(),
        c.form(),
        c.materials(),
        c.gaps(),
        c.channel(),
        c.origin(),
        c.note(),
        c.unit(),
        c.registeredAt(),
        c.changedAt(),
        c.due(),
        c.steps().stream().map(Step::of).toList(),
        c.deliveries().stream().map(DeliveryLine::of).toList(),
        c.history(),
        c.decision(),
        c.evaluation(),
        c.allowedActions());
  }

  /** Hides everything but the number. */
  @Override
  public String toString() {
    return "CaseAnswer[" + number + "]";
  }
}
