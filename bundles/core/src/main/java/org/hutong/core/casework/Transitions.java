package org.hutong.core.casework;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.hutong.casework.Case.Decision;
import org.hutong.casework.Case.DeliveryLine;
import org.hutong.casework.Case.Gap;
import org.hutong.casework.CaseState;
import org.hutong.casework.StepState;
import org.hutong.catalogue.DeliverOn;
import org.hutong.catalogue.Item;
import org.hutong.core.casework.CaseFile.StepRow;
import org.hutong.core.delivery.CaseRef;
import org.hutong.core.delivery.Ledger;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;

/** What each action does to a case and to its deliveries, inside one unit of the writer. */
final class Transitions {
  private static final DeliverOn ACCEPTED = new DeliverOn(DeliverOn.Kind.ACCEPTED, 0);
  private static final DeliverOn COMPLETED = new DeliverOn(DeliverOn.Kind.COMPLETED, 0);

  private final Ledger ledger;
  private final Deadlines deadlines;

  Transitions(Ledger ledger, Deadlines deadlines) {
    this.ledger = ledger;
    this.deadlines = deadlines;
  }

  /** The case after the action. Whether it is possible and allowed has been asked before. */
  CaseFile apply(Tx tx, CaseFile file, Item item, ActionRequest request, List<Gap> gaps)
      throws SQLException {
    long now = tx.now().toEpochMilli();
    return switch (request.action()) {
      case ACCEPT -> {
        CaseFile accepted = accept(tx, file, item, gaps);
        send(tx, accepted, item);
        yield accepted;
      }
      case REFUSE -> file.in(CaseState.NOT_ACCEPTED);
      case REQUIRE_CORRECTION -> file.in(CaseState.CORRECTION_REQUIRED);
      case RESUBMIT -> file.in(CaseState.REGISTERED);
      case APPROVE -> approve(tx, file, item, now);
      case DENY -> {
        CaseFile denied =
            file.step(done(file, now))
                .closedBy(
                    new Decision("DENIED", request.reason() + "；依据：" + request.basis(), null));
        ledger.reached(tx, ref(denied, item), COMPLETED);
        yield denied.dueStatus(met(denied, tx.now()));
      }
      case SEND_BACK -> sendBack(file, item, now);
      case CONTEST -> file.step(at(file, StepState.CONTESTED, file.open().unit(), now));
      case DETERMINE, TRANSFER -> file.step(at(file, StepState.ACTIVE, request.unit(), now));
      case SUSPEND -> file.suspended().dueStatus(Deadlines.SUSPENDED);
      case RESUME -> file.in(file.suspendedFrom()).dueStatus(Deadlines.RUNNING);
      case SUPERVISE -> file;
      case COMPLETE -> {
        CaseFile granted =
            file.closedBy(
                new Decision(
                    "GRANTED",
                    request.basis() == null ? "符合条件" : request.basis(),
                    request.outcome()));
        ledger.reached(tx, ref(granted, item), COMPLETED);
        yield granted.dueStatus(met(granted, tx.now()));
      }
      case ARCHIVE -> file.in(CaseState.ARCHIVED);
      case WITHDRAW -> leave(tx, file, item, CaseState.WITHDRAWN, "申请人撤回申请");
      case TERMINATE -> leave(tx, file, item, CaseState.TERMINATED, "终止办理");
    };
  }

  static CaseRef ref(CaseFile file, Item item) {
    return new CaseRef(
        file.id(), file.number(), file.revision(), file.unit(), item, file.originSystem());
  }

  /** Accepts: refused while something is missing that the item does not let follow later. */
  CaseFile accept(Tx tx, CaseFile file, Item item, List<Gap> gaps) throws SQLException {
    if (!gaps.isEmpty()) {
      throw Refused.fields(
          Code.CASE_MATERIAL_MISSING,
          "一次性告知：共缺 " + gaps.size() + " 项，请一次补齐",
          gaps.stream()
              .map(g -> new FieldError(g.pointer(), Code.CASE_MATERIAL_MISSING, g.message()))
              .toList());
    }
    Deadlines.Due due = deadlines.from(item, Times.day(tx.now()));
    long now = tx.now().toEpochMilli();
    CaseFile accepted = file.accepted(now, due.day(), due.status());
    if (!item.steps().isEmpty()) {
      Item.StepRule first = item.steps().get(0);
      accepted = accepted.step(new StepRow(first.no(), first.unit(), StepState.ACTIVE, now));
    }
    return accepted;
  }

  private CaseFile approve(Tx tx, CaseFile file, Item item, long now) throws SQLException {
    StepRow open = file.open();
    CaseFile next = file.step(done(file, now)).in(CaseState.IN_PROGRESS);
    for (Item.StepRule rule : item.steps()) {
      if (rule.no() > open.no()) {
        next = next.step(new StepRow(rule.no(), rule.unit(), StepState.ACTIVE, now));
        break;
      }
    }
    ledger.reached(tx, ref(next, item), new DeliverOn(DeliverOn.Kind.STEP, open.no()));
    return next;
  }

  /** One step back; from the first step, back to the applicant. */
  private static CaseFile sendBack(CaseFile file, Item item, long now) {
    StepRow open = file.open();
    StepRow before =
        file.steps().stream().filter(s -> s.no() < open.no()).reduce((a, b) -> b).orElse(null);
    if (before == null) {
      throw Refused.action(
          Code.CASE_ACTION_ILLEGAL, item.name() + "的第一环节不能再退回，可中止或不予批准", List.of());
    }
    return file.step(at(file, StepState.PENDING, open.unit(), now))
        .step(new StepRow(before.no(), before.unit(), StepState.SENT_BACK, now));
  }

  private CaseFile leave(Tx tx, CaseFile file, Item item, CaseState state, String reason)
      throws SQLException {
    CaseFile left = file.in(state);
    ledger.withdrawn(tx, ref(left, item), reason);
    return left.dueStatus(Deadlines.NONE);
  }

  private static StepRow done(CaseFile file, long now) {
    return at(file, StepState.DONE, file.open().unit(), now);
  }

  private static StepRow at(CaseFile file, StepState state, String unit, long now) {
    return new StepRow(file.open().no(), unit, state, now);
  }

  private static String met(CaseFile file, Instant now) {
    if (file.due() == null) {
      return file.dueStatus();
    }
    return Times.day(now).isAfter(file.due()) ? Deadlines.OVERDUE : Deadlines.MET;
  }

  /** Sends an accepted case on its way. */
  List<DeliveryLine> send(Tx tx, CaseFile accepted, Item item) throws SQLException {
    return ledger.reached(tx, ref(accepted, item), ACCEPTED);
  }
}
