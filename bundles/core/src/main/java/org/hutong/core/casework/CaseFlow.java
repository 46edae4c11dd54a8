package org.hutong.core.casework;

import static org.hutong.casework.CaseState.ACCEPTED;
import static org.hutong.casework.CaseState.ARCHIVED;
import static org.hutong.casework.CaseState.COMPLETED;
import static org.hutong.casework.CaseState.CORRECTION_REQUIRED;
import static org.hutong.casework.CaseState.IN_PROGRESS;
import static org.hutong.casework.CaseState.NOT_ACCEPTED;
import static org.hutong.casework.CaseState.REGISTERED;
import static org.hutong.casework.CaseState.SUSPENDED;
import static org.hutong.casework.CaseState.TERMINATED;
import static org.hutong.casework.CaseState.WITHDRAWN;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Action;
import org.hutong.casework.CaseState;
import org.hutong.casework.StepState;
import org.hutong.catalogue.Item;
import org.hutong.core.casework.CaseFile.StepRow;
import org.jspecify.annotations.Nullable;

/** Which action is allowed when, and to whom: the one place of that rule. */
final class CaseFlow {
  private static final Map<Action, Set<CaseState>> WHEN = new EnumMap<>(Action.class);

  static {
    Set<CaseState> open = EnumSet.of(REGISTERED, CORRECTION_REQUIRED, ACCEPTED, IN_PROGRESS);
    Set<CaseState> running = EnumSet.of(ACCEPTED, IN_PROGRESS);
    Set<CaseState> openOrSuspended = EnumSet.copyOf(open);
    openOrSuspended.add(SUSPENDED);
    WHEN.put(Action.ACCEPT, EnumSet.of(REGISTERED));
    WHEN.put(Action.REFUSE, EnumSet.of(REGISTERED, CORRECTION_REQUIRED));
    WHEN.put(Action.REQUIRE_CORRECTION, EnumSet.of(REGISTERED, ACCEPTED, IN_PROGRESS));
    WHEN.put(Action.RESUBMIT, EnumSet.of(CORRECTION_REQUIRED));
    WHEN.put(Action.APPROVE, running);
    WHEN.put(Action.DENY, running);
    WHEN.put(Action.SEND_BACK, running);
    WHEN.put(Action.CONTEST, running);
    WHEN.put(Action.DETERMINE, running);
    WHEN.put(Action.TRANSFER, running);
    WHEN.put(Action.SUSPEND, running);
    WHEN.put(Action.RESUME, EnumSet.of(SUSPENDED));
    WHEN.put(Action.SUPERVISE, openOrSuspended);
    WHEN.put(Action.COMPLETE, running);
    WHEN.put(Action.ARCHIVE, EnumSet.of(COMPLETED, NOT_ACCEPTED, WITHDRAWN, TERMINATED));
    WHEN.put(Action.WITHDRAW, openOrSuspended);
    WHEN.put(Action.TERMINATE, openOrSuspended);
  }

  private CaseFlow() {}

  /** Whether a case may still be corrected (until 归档). */
  static boolean correctable(CaseState state) {
    return state != ARCHIVED && state != WITHDRAWN && state != TERMINATED && state != NOT_ACCEPTED;
  }

  /** Whether state and step allow the action, whoever asks. */
  static boolean possible(CaseFile file, Item item, Action action) {
    if (!WHEN.get(action).contains(file.state())) {
      return false;
    }
    StepRow open = file.open();
    boolean contested = open != null && open.state() == StepState.CONTESTED;
    return switch (action) {
      case APPROVE, DENY, CONTEST, TRANSFER -> open != null && !contested;
      // Once accepted, the data may still need the applicant (R20); not accepting is past.
      case REQUIRE_CORRECTION -> file.acceptedAt() == null || (open != null && !contested);
      case REFUSE -> file.acceptedAt() == null;
      // Acceptance is not undone: from the first step there is no way back.
      case SEND_BACK -> open != null && !contested && before(file, open) != null;
      case DETERMINE -> contested;
      // While a step is contested the clock goes on, and nobody at the office ends the case.
      case SUSPEND, TERMINATE -> !contested;
      case COMPLETE -> open == null && file.steps().size() == item.steps().size();
      default -> true;
    };
  }

  /** The step before this one; null for the first. */
  static @Nullable StepRow before(CaseFile file, StepRow step) {
    return file.steps().stream().filter(s -> s.no() < step.no()).reduce((a, b) -> b).orElse(null);
  }

  /** Whether the caller's role and unit allow it. */
  static boolean entitled(CaseFile file, Action action, Caller caller, @Nullable String unit) {
    boolean dispatcher = caller.is(Role.DISPATCHER);
    boolean intake = (caller.is(Role.CLERK) || caller.is(Role.OFFICER)) && file.unit().equals(unit);
    boolean entered = caller.is(Role.HUB) && file.unit().equals(unit);
    StepRow open = file.open();
    // A bureau of the district acts on its steps through the hub, which says for whom it acts.
    boolean acting = caller.is(Role.OFFICER) || caller.onBehalfOf() != null;
    boolean step = acting && open != null && open.unit().equals(unit);
    return switch (action) {
      case ACCEPT, REFUSE -> intake || dispatcher;
      case REQUIRE_CORRECTION -> (file.acceptedAt() == null ? intake : step) || dispatcher;
      case RESUBMIT, WITHDRAW -> intake || entered || dispatcher;
      case APPROVE, DENY, SEND_BACK, CONTEST, TRANSFER, SUSPEND, RESUME -> step || dispatcher;
      case DETERMINE -> dispatcher;
      case SUPERVISE -> dispatcher || caller.is(Role.HUB);
      case COMPLETE -> dispatcher || (acting && file.units().contains(unit));
      case ARCHIVE, TERMINATE ->
          dispatcher || (caller.is(Role.OFFICER) && file.units().contains(unit));
    };
  }

  /** Whether the caller may correct and evaluate it; the hub as one of the case's units only. */
  static boolean concerned(CaseFile file, Caller caller, String unit) {
    return caller.is(Role.DISPATCHER) || file.units().contains(unit);
  }

  /** What the caller may do now. */
  static List<String> allowed(CaseFile file, Item item, Caller caller, @Nullable String unit) {
    List<String> names = new ArrayList<>();
    for (Action action : Action.values()) {
      if (possible(file, item, action) && entitled(file, action, caller, unit)) {
        names.add(action.wireName());
      }
    }
    return names;
  }
}
