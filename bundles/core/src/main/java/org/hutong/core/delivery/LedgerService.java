package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Idempotency;
import org.hutong.core.store.Store;
import org.hutong.core.store.Tx;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.SystemRegister;
import org.hutong.delivery.Deliveries;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.HoldingsCheck;
import org.hutong.delivery.Reconciliation;
import org.hutong.delivery.Replay;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** The ledger as callers see it and act on it. */
public final class LedgerService implements Deliveries {
  private static final int MOST = 500;
  private static final String CONFIRM =
      """
      UPDATE delivery SET state = 'DELIVERED', receipt = ?, why = NULL, next_at = NULL,
             ended_at = ?, maybe_held = 0, adapter = NULL
       WHERE id = ? AND state = ?
      """;
  private static final String ABANDON =
      """
      UPDATE delivery SET state = 'ABANDONED', why = ?, next_at = NULL, ended_at = ?
       WHERE id = ? AND state = ?
      """;

  private final Store store;
  private final CaseSource cases;
  private final SeenRows rows;
  private final Reveal reveal;
  private final DeliveryEngine engine;
  private final LedgerView view;
  private final Attempts attempts;
  private final Exchanges exchanges;
  private final Replays replays;
  private final Idempotency idempotency;
  private final Reconciler reconciler;
  private final HoldingsDesk holdings;

  /** For the street of that code. */
  public LedgerService(
      String street,
      Store store,
      CaseSource cases,
      Reveal reveal,
      SystemRegister register,
      AdapterRegistry adapters,
      DeliveryEngine engine,
      HoldingsDesk holdings) {
    this.store = store;
    this.holdings = holdings;
    this.cases = cases;
    this.rows = new SeenRows(cases);
    this.reveal = reveal;
    this.engine = engine;
    this.view = new LedgerView(street, register, adapters, engine, store.vault());
    this.attempts = new Attempts(store.vault());
    this.exchanges = new Exchanges(store.vault());
    this.idempotency = new Idempotency(store.vault());
    this.replays = new Replays(street, engine, attempts, rows);
    this.reconciler = new Reconciler(street, store, cases);
  }

  @Override
  public Page<Delivery> find(Caller caller, DeliveryFilter filter) {
    LedgerRights.mayRead(caller);
    if (filter.limit() < 1 || filter.limit() > MOST) {
      throw Refused.fields(List.of(FieldError.of("/limit", Code.FIELD_VALUE)));
    }
    long after = position(filter.after());
    return store.read(c -> page(c, caller, filter, after));
  }

  private Page<Delivery> page(Connection c, Caller caller, DeliveryFilter filter, long after)
      throws SQLException {
    String unit = LedgerRights.seesAll(caller) ? null : unitOf(caller);
    Long caseId = null;
    if (filter.caseNumber() != null) {
      OptionalLong known = cases.find(c, filter.caseNumber());
      if (known.isEmpty()) {
        return Page.last(List.of());
      }
      caseId = known.getAsLong();
    }
    List<LedgerRow> found =
        rows.page(
            c,
            caller,
            new LedgerRow.Query(
                filter.system(), filter.state(), caseId, unit, after, filter.limit() + 1));
    Map<String, LaneRows.Stored> lanes = LaneRows.all(c);
    List<Delivery> items = new ArrayList<>();
    for (LedgerRow row : found.subList(0, Math.min(found.size(), filter.limit()))) {
      items.add(view.line(caller, row, lanes, row.waitsForAnother(c)));
    }
    return found.size() <= filter.limit()
        ? Page.last(items)
        : new Page<>(items, new Cursor(Long.toString(found.get(items.size() - 1).id(), 36)));
  }

  /** An account of no unit sees no unit's deliveries. */
  private static String unitOf(Caller caller) {
    String unit = caller.unit();
    return unit == null ? "" : unit;
  }

  private static long position(@Nullable String after) {
    if (after == null) {
      return 0;
    }
    try {
      return Long.parseLong(after, 36);
    } catch (NumberFormatException e) {
      throw Refused.because(Code.CURSOR_INVALID);
    }
  }

  @Override
  public Delivery get(Caller caller, String id, @Nullable String purpose) {
    LedgerRights.mayRead(caller);
    reveal.clear(
        caller, purpose, Set.of(), true); // refuses a wrong one before anything is looked up
    record Found(Delivery shown, boolean clear) {}
    Found found =
        store.read(
            c -> {
              LedgerRow row = rows.get(c, caller, id);
              boolean clear = clear(c, caller, purpose, row);
              return new Found(full(c, caller, row, clear), clear);
            });
    Delivery shown = found.shown();
    boolean personal = !shown.sheet().isEmpty() || shown.exchange() != null;
    if (personal && found.clear()) {
      String what = shown.sheet().isEmpty() ? "delivery.exchange" : "delivery.sheet";
      store.write(
          tx -> {
            tx.audit(AuditRow.done(caller, what, shown.id(), null, purpose));
            return true;
          });
    }
    return shown;
  }

  /** What a person still has to type is handled, whatever became of its case. */
  private boolean clear(Connection c, Caller caller, @Nullable String purpose, LedgerRow row)
      throws SQLException {
    if (purpose == null || !LedgerRights.seesContent(caller, row)) {
      return false;
    }
    CaseSource.Standing standing = cases.standing(c, row.caseId());
    Set<String> units = new HashSet<>(standing.units());
    units.add(row.unit());
    boolean open = standing.open() || row.state() == DeliveryState.ASSISTED;
    return reveal.clear(caller, purpose, units, open);
  }

  private Delivery full(Connection c, Caller caller, LedgerRow row, boolean clear)
      throws SQLException {
    return view.full(
        caller,
        row,
        LaneRows.all(c),
        row.waitsForAnother(c),
        attempts.of(c, row.id()),
        row.state().ended() ? null : exchanges.of(c, row.id(), clear).orElse(null),
        clear);
  }

  @Override
  public Delivery act(Caller caller, String id, String idempotencyKey, Map<String, Object> action) {
    LedgerRights.mayRead(caller);
    LedgerAction wanted = LedgerAction.read(action);
    Idempotency.Request request =
        idempotency.request(caller, idempotencyKey, "delivery.act " + id, action);
    return store.write(
        tx ->
            request.once(
                tx,
                Delivery.class,
                t -> act(t, caller, rows.get(t.connection(), caller, id), wanted),
                (t, first) -> again(t, caller, first)));
  }

  /** The first answer, as far as the caller may see the delivery now. */
  private Delivery again(Tx tx, Caller caller, Delivery first) throws SQLException {
    return view.again(caller, rows.get(tx.connection(), caller, first.id()), first);
  }

  private Delivery act(Tx tx, Caller caller, LedgerRow row, LedgerAction wanted)
      throws SQLException {
    String action = wanted.action();
    if (!LedgerRights.may(caller, row, action)) {
      throw Refused.because(Code.ROLE_REQUIRED);
    }
    if (action.equals(LedgerRights.ABANDON)
        && !cases.owner(tx.connection(), row.caseId()).unit().equals(caller.unit())) {
      throw Refused.because(Code.ROLE_REQUIRED);
    }
    if (!LedgerRights.inState(row).contains(action)) {
      throw Refused.action(
          Code.DELIVERY_ACTION_ILLEGAL,
          "该分发记录处于“" + row.state().zh() + "”，不能执行该操作",
          LedgerRights.allowed(caller, row));
    }
    boolean busy = engine.busy(row.system(), row.caseId());
    if (action.equals(LedgerRights.CONFIRM) && (busy || LedgerRows.earlierSending(tx, row))) {
      throw Refused.action(
          Code.DELIVERY_ACTION_ILLEGAL, "同一办件还有一次发送没有结束，请稍后再确认", LedgerRights.allowed(caller, row));
    }
    if (action.equals(LedgerRights.REPLAY)) {
      if (busy) {
        throw Refused.action(
            Code.DELIVERY_ACTION_ILLEGAL, Replays.STILL_CALLING, LedgerRights.allowed(caller, row));
      }
      replays.one(tx, caller, row, wanted.reason());
    } else {
      end(tx, caller, row, wanted);
    }
    LedgerRow after = rows.get(tx.connection(), caller, DeliveryId.text(row.id()));
    return full(tx.connection(), caller, after, false);
  }

  private void end(Tx tx, Caller caller, LedgerRow row, LedgerAction wanted) throws SQLException {
    carryOut(tx, row, wanted);
    String action = wanted.action();
    attempts.add(
        tx,
        row.id(),
        new Attempts.Line(
            row.attempts(), tx.now().toEpochMilli(), past(action), said(caller, wanted), 0, ""));
    tx.audit(
        AuditRow.said(caller, "delivery." + action, DeliveryId.text(row.id()), wanted.reason()));
  }

  private static String past(String action) {
    return action.equals(LedgerRights.CONFIRM) ? "CONFIRMED" : "ABANDONED";
  }

  private static String said(Caller caller, LedgerAction wanted) {
    return wanted.reason().isEmpty() ? caller.account() : caller.account() + "：" + wanted.reason();
  }

  private void carryOut(Tx tx, LedgerRow row, LedgerAction wanted) throws SQLException {
    boolean confirms = wanted.action().equals(LedgerRights.CONFIRM);
    if (confirms) {
      LedgerRows.overtake(tx, row);
    }
    PreparedStatement update = tx.prepare(confirms ? CONFIRM : ABANDON);
    update.setString(1, confirms ? wanted.receipt() : Why.ABANDONED);
    update.setLong(2, tx.now().toEpochMilli());
    update.setLong(3, row.id());
    update.setString(4, row.state().name());
    update.executeUpdate();
    Instant now = tx.now();
    if (confirms && row.state() == DeliveryState.ASSISTED) {
      tx.afterCommit(() -> engine.succeeded(row.system(), now));
    }
    tx.afterCommit(() -> engine.freed(row.system(), row.caseId()));
  }

  @Override
  public Replay replay(Caller caller, String idempotencyKey, Map<String, Object> order) {
    LedgerRights.mayRead(caller);
    ReplayOrder wanted = ReplayOrder.read(order);
    if (wanted.dryRun()) {
      return store.read(c -> replays.plan(c, caller, wanted));
    }
    Idempotency.Request request =
        idempotency.request(caller, idempotencyKey, "delivery.replay", order);
    return store.write(
        tx ->
            request.once(
                tx,
                Replay.class,
                t -> replays.carryOut(t, caller, wanted),
                (t, first) -> replays.again(t.connection(), caller, first)));
  }

  @Override
  public Reconciliation reconciliation(Caller caller, LocalDate from, LocalDate to) {
    return reconciler.reconcile(caller, from, to);
  }

  @Override
  public HoldingsCheck holdings(
      Caller caller, LocalDate from, LocalDate to, @Nullable String system) {
    return holdings.asked(caller, from, to, system);
  }

  @Override
  public HoldingsCheck holdings(Caller caller) {
    return holdings.asked(caller);
  }
}
