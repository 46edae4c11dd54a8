package org.hutong.core.casework;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hutong.casework.Case.Decision;
import org.hutong.casework.Case.DeliveryLine;
import org.hutong.casework.Case.Gap;
import org.hutong.casework.CaseState;
import org.hutong.casework.StepState;
import org.hutong.catalogue.DeliverOn;
import org.hutong.catalogue.Item;
import org.hutong.core.casework.CaseFile.StepRow;
import org.hutong.core.delivery.CaseDocument;
import org.hutong.core.delivery.CaseRef;
import org.hutong.core.delivery.Ledger;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.kernel.Place;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** What each action does to a case and to its deliveries, inside one unit of the writer. */
final class Transitions {
  private static final DeliverOn ACCEPTED = new DeliverOn(DeliverOn.Kind.ACCEPTED, 0);
  private static final DeliverOn COMPLETED = new DeliverOn(DeliverOn.Kind.COMPLETED, 0);

  private static final String SUSPENDED_AT =
      "SELECT MAX(at_ms) FROM case_event WHERE case_id = ? AND what = 'suspend'";

  private final Ledger ledger;
  private final Deadlines deadlines;
  private final DisputeBook disputes;
  private final Routing routing;
  private final int determinationLimit;

  Transitions(
      Ledger ledger,
      Deadlines deadlines,
      DisputeBook disputes,
      Routing routing,
      int determinationLimit) {
    this.routing = routing;
    this.ledger = ledger;
    this.deadlines = deadlines;
    this.disputes = disputes;
    this.determinationLimit = determinationLimit;
  }

  /** The case after the action. Whether it is possible and allowed has been asked before. */
  CaseFile apply(
      Tx tx,
      CaseFile file,
      Item item,
      ActionRequest request,
      List<Gap> gaps,
      @Nullable Place community)
      throws SQLException {
    long now = tx.now().toEpochMilli();
    return switch (request.action()) {
      case ACCEPT -> {
        CaseFile accepted = accept(tx, file, item, gaps, community);
        send(tx, accepted, item);
        yield accepted;
      }
      case REFUSE -> file.in(CaseState.NOT_ACCEPTED);
      case REQUIRE_CORRECTION -> file.aside(CaseState.CORRECTION_REQUIRED);
      case RESUBMIT -> file.in(back(file));
      case APPROVE -> approve(tx, file, item, now, community);
      case DENY -> {
        CaseFile denied =
            file.step(done(file, now))
                .closedBy(
                    new Decision("DENIED", request.reason() + "；依据：" + request.basis(), null));
        ledger.reached(tx, ref(denied, item), COMPLETED);
        yield denied.dueStatus(met(denied, tx.now()));
      }
      case SEND_BACK -> sendBack(file, now);
      case CONTEST -> {
        disputes.contested(
            tx, file, file.open(), deadlines.workingDays(Times.day(tx.now()), determinationLimit));
        yield file.step(at(file, StepState.CONTESTED, file.open().unit(), now));
      }
      case DETERMINE -> determine(tx, file, request, now);
      case TRANSFER -> {
        if (file.open().unit().equals(request.unit())) {
          throw Refused.fields(List.of(new FieldError("/unit", Code.FIELD_VALUE, "该环节已由这个单位办理")));
        }
        yield file.step(at(file, StepState.ACTIVE, request.unit(), now));
      }
      case SUSPEND -> file.aside(CaseState.SUSPENDED).dueStatus(Deadlines.SUSPENDED);
      case RESUME -> {
        Deadlines.Due due =
            deadlines.resumed(item, file, suspendedOn(tx, file), Times.day(tx.now()));
        yield file.in(file.suspendedFrom()).due(due.day(), due.status());
      }
      case SUPERVISE -> file;
      case COMPLETE -> {
        mustHaveAll(gaps, "容缺受理的材料尚有 " + gaps.size() + " 项未补齐，补齐后才能办结");
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
  CaseFile accept(Tx tx, CaseFile file, Item item, List<Gap> gaps, @Nullable Place community)
      throws SQLException {
    mustHaveAll(gaps, "一次性告知：共缺 " + gaps.size() + " 项，请一次补齐");
    Deadlines.Due due = deadlines.from(item, Times.day(tx.now()));
    long now = tx.now().toEpochMilli();
    CaseFile accepted = file.accepted(now, due.day(), due.status());
    if (!item.steps().isEmpty()) {
      Item.StepRule first = item.steps().get(0);
      String unit = responsible(tx, accepted, first, community);
      accepted = accepted.step(new StepRow(first.no(), unit, StepState.ACTIVE, now));
    }
    return accepted;
  }

  private static void mustHaveAll(List<Gap> gaps, String sentence) {
    if (!gaps.isEmpty()) {
      throw Refused.fields(
          Code.CASE_MATERIAL_MISSING,
          sentence,
          gaps.stream()
              .map(g -> new FieldError(g.pointer(), Code.CASE_MATERIAL_MISSING, g.message()))
              .toList());
    }
  }

  /** Where a correction was required of an accepted case, its steps go on as they stood. */
  private static CaseState back(CaseFile file) {
    return file.suspendedFrom() == null ? CaseState.REGISTERED : file.suspendedFrom();
  }

  private CaseFile approve(Tx tx, CaseFile file, Item item, long now, @Nullable Place community)
      throws SQLException {
    StepRow open = file.open();
    CaseFile next = file.step(done(file, now)).in(CaseState.IN_PROGRESS);
    for (Item.StepRule rule : item.steps()) {
      if (rule.no() > open.no()) {
        // A step that was sent back from stays with the unit that had it.
        StepRow begun =
            file.steps().stream().filter(r -> r.no() == rule.no()).findFirst().orElse(null);
        String unit = begun == null ? responsible(tx, file, rule, community) : begun.unit();
        next = next.step(new StepRow(rule.no(), unit, StepState.ACTIVE, now));
        break;
      }
    }
    ledger.reached(tx, ref(next, item), new DeliverOn(DeliverOn.Kind.STEP, open.no()));
    return next;
  }

  /** Who acts on a step: the rule made by a determination, else the item's standard. */
  private String responsible(Tx tx, CaseFile file, Item.StepRule step, @Nullable Place community)
      throws SQLException {
    LocalDate registered = Times.day(Instant.ofEpochMilli(file.registeredAt()));
    return disputes
        .inForce(tx, file.item(), step.no(), registered)
        .orElseGet(() -> routing.unit(step, community, registered));
  }

  private CaseFile determine(Tx tx, CaseFile file, ActionRequest request, long now)
      throws SQLException {
    StepRow contested = file.open();
    boolean upheld = contested.unit().equals(request.unit());
    disputes.ended(tx, file, upheld ? "UPHELD" : "MOVED", request.unit());
    if (request.rule() != null) {
      disputes.rule(tx, file, contested.no(), request.unit(), request.ruleFrom(), request.rule());
    }
    return file.step(at(file, StepState.ACTIVE, request.unit(), now));
  }

  /** One step back. */
  private static CaseFile sendBack(CaseFile file, long now) {
    StepRow open = file.open();
    StepRow before = CaseFlow.before(file, open);
    return file.step(at(file, StepState.PENDING, open.unit(), now))
        .step(new StepRow(before.no(), before.unit(), StepState.SENT_BACK, now));
  }

  private static LocalDate suspendedOn(Tx tx, CaseFile file) throws SQLException {
    PreparedStatement s = tx.prepare(SUSPENDED_AT);
    s.setLong(1, file.id());
    try (ResultSet row = s.executeQuery()) {
      row.next();
      return Times.day(Instant.ofEpochMilli(row.getLong(1)));
    }
  }

  private CaseFile leave(Tx tx, CaseFile file, Item item, CaseState state, String reason)
      throws SQLException {
    CaseFile left = file.in(state);
    disputes.ended(tx, left, "WITHDRAWN", null);
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

  /** The same for a case that is being entered. */
  List<DeliveryLine> send(Tx tx, CaseFile accepted, Item item, Entry entry) throws SQLException {
    CaseDocument document = CaseDocuments.document(accepted, item, entry.body());
    return ledger.reached(tx, ref(accepted, item).with(document), ACCEPTED);
  }
}
