package org.hutong.core.delivery;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.adapter.Outcome.SheetField;
import org.hutong.core.store.LongNumbers;
import org.hutong.core.store.Times;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Vault;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.Delivery.Attempt;
import org.hutong.delivery.Delivery.SheetLine;
import org.hutong.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/** Shows rows of the ledger, each to one caller. */
final class LedgerView {
  private static final String HIDDEN = "***";
  private static final String FOR_STAFF = "系统的答复仅业务人员可见";

  private final String street;
  private final SystemRegister register;
  private final AdapterRegistry adapters;
  private final DeliveryEngine engine;
  private final Vault vault;

  LedgerView(
      String street,
      SystemRegister register,
      AdapterRegistry adapters,
      DeliveryEngine engine,
      Vault vault) {
    this.street = street;
    this.register = register;
    this.adapters = adapters;
    this.engine = engine;
    this.vault = vault;
  }

  /** A line of a list. */
  Delivery line(
      Caller caller, LedgerRow row, Map<String, LaneRows.Stored> lanes, boolean afterAnother) {
    return show(caller, row, why(row, lanes, afterAnother), List.of(), List.of(), null);
  }

  /**
   * One delivery in full.
   *
   * @param clear whether the caller sees what the sheet says of a person
   */
  Delivery full(
      Caller caller,
      LedgerRow row,
      Map<String, LaneRows.Stored> lanes,
      boolean afterAnother,
      List<Attempts.Line> history,
      Delivery.@Nullable Exchange exchange,
      boolean clear) {
    boolean content = LedgerRights.seesContent(caller, row);
    return show(
        caller,
        row,
        why(row, lanes, afterAnother),
        history(row, history, content),
        sheet(row, clear),
        exchange);
  }

  private Delivery show(
      Caller caller,
      LedgerRow row,
      @Nullable String why,
      List<Attempt> history,
      List<SheetLine> sheet,
      Delivery.@Nullable Exchange exchange) {
    return new Delivery(
        street,
        DeliveryId.text(row.id()),
        row.caseNumber(),
        row.revision(),
        row.system(),
        register.find(row.system()).map(SystemDefinition::name).orElse(row.system()),
        row.operation(),
        row.key().text(),
        row.state(),
        row.receipt(),
        why,
        row.attempts(),
        Times.shown(row.createdAt()),
        row.state() == DeliveryState.SENDING ? null : at(NextAt.moment(row.nextAt())),
        at(row.endedAt()),
        history,
        sheet,
        exchange,
        LedgerRights.allowed(caller, row));
  }

  /** What was answered once: without the words of systems, and actions, no longer the caller's. */
  Delivery again(Caller caller, LedgerRow row, Delivery first) {
    boolean content = LedgerRights.seesContent(caller, row);
    List<Attempt> history = new ArrayList<>();
    for (Attempt a : first.history()) {
      String detail = detail(a.outcome(), a.detail(), content);
      history.add(new Attempt(a.no(), a.at(), a.outcome(), detail, a.tookMillis(), a.adapter()));
    }
    return new Delivery(
        first.street(),
        first.id(),
        first.caseNumber(),
        first.revision(),
        first.system(),
        first.systemName(),
        first.operation(),
        first.key(),
        first.state(),
        first.receipt(),
        first.why(),
        first.attempts(),
        first.createdAt(),
        first.nextAttemptAt(),
        first.endedAt(),
        history,
        first.sheet(),
        first.exchange(),
        first.allowedActions().stream().filter(a -> LedgerRights.may(caller, row, a)).toList());
  }

  private static @Nullable OffsetDateTime at(long millis) {
    return millis == 0 ? null : Times.shown(millis);
  }

  private @Nullable String why(
      LedgerRow row, Map<String, LaneRows.Stored> lanes, boolean afterAnother) {
    return switch (row.state()) {
      case DELIVERED -> null;
      case SENDING -> Why.SENDING;
      case WAITING, RETRYING ->
          afterAnother ? Why.AFTER_ANOTHER : held(row, lanes.get(row.system()));
      default -> row.why();
    };
  }

  /** Why the lane does not move, before why this one does not. */
  private String held(LedgerRow row, LaneRows.@Nullable Stored lane) {
    if (lane != null && lane.paused()) {
      return Why.paused(String.valueOf(lane.pausedBy()), String.valueOf(lane.pausedWhy()));
    }
    return switch (adapters.standing(row.system())) {
      case HELD -> Why.SWAPPING;
      case MISCONFIGURED -> Why.MISCONFIGURED;
      case NOT_CONNECTED -> Why.NOT_CONNECTED;
      case UNDEFINED -> Why.UNDEFINED;
      case READY -> {
        if (row.why() != null) {
          yield row.why();
        }
        boolean down = engine.lane(row.system()).map(SystemLane::seemsDown).orElse(false);
        yield down ? Why.DOWN : Why.QUEUED;
      }
    };
  }

  private List<Attempt> history(LedgerRow row, List<Attempts.Line> lines, boolean content) {
    List<Attempt> history = new ArrayList<>();
    for (Attempts.Line line : lines) {
      history.add(
          new Attempt(
              line.no(),
              Times.shown(line.at()),
              line.outcome(),
              detail(line.outcome(), line.detail(), content),
              line.tookMillis(),
              line.adapter()));
    }
    if (row.state() == DeliveryState.DELIVERED && row.adapter() != null) {
      history.add(
          new Attempt(
              row.attempts(),
              Times.shown(row.claimedAt()),
              "DELIVERED",
              "",
              row.tookMillis(),
              row.adapter()));
    }
    return history;
  }

  /** A refusal speaks of the person; the rest is technical, and loses its long numbers. */
  private static String detail(String outcome, String detail, boolean content) {
    if (content || detail.isEmpty()) {
      return detail;
    }
    return outcome.equals("REJECTED") ? FOR_STAFF : LongNumbers.hidden(detail);
  }

  private List<SheetLine> sheet(LedgerRow row, boolean clear) {
    if (row.sheet() == null) {
      return List.of();
    }
    SheetField[] fields =
        Trees.read(vault.decrypt(row.sheet(), LaneUnit.sheetPlace(row.id())), SheetField[].class);
    List<SheetLine> lines = new ArrayList<>();
    for (SheetField field : fields) {
      lines.add(new SheetLine(field.label(), clear ? field.value() : HIDDEN));
    }
    return lines;
  }
}
