package org.hutong.core.casework;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hutong.casework.Case.Decision;
import org.hutong.casework.Case.Evaluation;
import org.hutong.casework.CaseState;
import org.hutong.casework.StepState;
import org.hutong.catalogue.ItemRef;
import org.jspecify.annotations.Nullable;

/**
 * A case's row with the steps that have begun. Changed by making another one.
 *
 * @param standard the digest of the standard it began with, of an imported case the one in force
 *     then; null where an older release took it in
 * @param suspendedFrom the state to come back to
 * @param steps by number; those to come follow from the item's standard
 */
record CaseFile(
    long id,
    String number,
    ItemRef item,
    @Nullable String standard,
    CaseState state,
    @Nullable CaseState suspendedFrom,
    int revision,
    long version,
    String unit,
    @Nullable String originSystem,
    long registeredAt,
    @Nullable Long acceptedAt,
    long changedAt,
    @Nullable LocalDate due,
    String dueStatus,
    Closing closing,
    List<StepRow> steps) {

  /** A step that has begun. */
  record StepRow(int no, String unit, StepState state, long since) {
    boolean open() {
      return state != StepState.DONE && state != StepState.PENDING;
    }
  }

  /** How it ended and what the applicant thought of it. */
  record Closing(@Nullable Decision decision, @Nullable Evaluation evaluation) {
    static final Closing NONE = new Closing(null, null);
  }

  /** The units that have to do with the case. */
  Set<String> units() {
    Set<String> units = new LinkedHashSet<>();
    units.add(unit);
    steps.forEach(s -> units.add(s.unit()));
    return units;
  }

  /** Whether it still needs handling: until it is archived (归档). */
  boolean isOpen() {
    return state != CaseState.ARCHIVED;
  }

  /** The step that is open now; null before acceptance and after the last. */
  @Nullable StepRow open() {
    return steps.stream().filter(StepRow::open).findFirst().orElse(null);
  }

  CaseFile in(CaseState next) {
    return with(next, null, steps, closing);
  }

  /** In a state from which it comes back to the one it is in now. */
  CaseFile aside(CaseState next) {
    return with(next, state, steps, closing);
  }

  CaseFile closedBy(Decision decision) {
    return with(CaseState.COMPLETED, null, steps, new Closing(decision, closing.evaluation()));
  }

  CaseFile evaluated(Evaluation evaluation) {
    return with(state, suspendedFrom, steps, new Closing(closing.decision(), evaluation));
  }

  /** With this step in place of the one of its number. */
  CaseFile step(StepRow step) {
    List<StepRow> next = new ArrayList<>(steps);
    next.removeIf(s -> s.no() == step.no());
    next.add(step);
    next.sort((a, b) -> Integer.compare(a.no(), b.no()));
    return with(state, suspendedFrom, List.copyOf(next), closing);
  }

  CaseFile accepted(long at, @Nullable LocalDate day, String status) {
    return new CaseFile(
        id,
        number,
        item,
        standard,
        CaseState.ACCEPTED,
        null,
        revision,
        version,
        unit,
        originSystem,
        registeredAt,
        at,
        changedAt,
        day,
        status,
        closing,
        steps);
  }

  CaseFile dueStatus(String status) {
    return due(due, status);
  }

  CaseFile due(@Nullable LocalDate day, String status) {
    return new CaseFile(
        id,
        number,
        item,
        standard,
        state,
        suspendedFrom,
        revision,
        version,
        unit,
        originSystem,
        registeredAt,
        acceptedAt,
        changedAt,
        day,
        status,
        closing,
        steps);
  }

  /** One change later; with a new revision where the data were corrected. */
  CaseFile changed(long at, boolean corrected) {
    return new CaseFile(
        id,
        number,
        item,
        standard,
        state,
        suspendedFrom,
        corrected ? revision + 1 : revision,
        version + 1,
        unit,
        originSystem,
        registeredAt,
        acceptedAt,
        at,
        due,
        dueStatus,
        closing,
        steps);
  }

  private CaseFile with(
      CaseState state, @Nullable CaseState from, List<StepRow> steps, Closing closing) {
    return new CaseFile(
        id,
        number,
        item,
        standard,
        state,
        from,
        revision,
        version,
        unit,
        originSystem,
        registeredAt,
        acceptedAt,
        changedAt,
        due,
        dueStatus,
        closing,
        steps);
  }
}
