package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.casework.Case.DeliveryLine;
import org.hutong.catalogue.DeliverOn;
import org.hutong.catalogue.Item.Target;
import org.hutong.core.delivery.LedgerRows.Row;
import org.hutong.core.store.Tx;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/** Plans deliveries inside casework's own units, and hands them to their lanes once committed. */
public final class TableLedger implements Ledger {
  private static final String NEWEST_CASE = "SELECT MAX(case_id) FROM delivery";

  private final SystemRegister register;
  private final LaneFeed lanes;
  private final Set<String> systems = ConcurrentHashMap.newKeySet();
  // Of the writer's thread only; below 0 until it has been read.
  private long newestCase = -1;

  /** What it plans goes to the engine's lanes. */
  public TableLedger(SystemRegister register, DeliveryEngine engine) {
    this(register, (LaneFeed) engine);
  }

  TableLedger(SystemRegister register, LaneFeed lanes) {
    this.register = register;
    this.lanes = lanes;
  }

  @Override
  public List<DeliveryLine> reached(Tx tx, CaseRef ref, DeliverOn moment) throws SQLException {
    List<Target> targets = new ArrayList<>();
    for (Target target : ref.targets()) {
      if (target.deliverOn().equals(moment)) {
        targets.add(target);
      }
    }
    if (targets.isEmpty()) {
      return List.of();
    }
    // A moment may be reached twice (sent back and done again); the case goes out once, and what a
    // person gave up stays given up.
    List<Row> before = isNew(tx, ref.id()) ? List.of() : LedgerRows.ofCase(tx, ref.id());
    List<Due> planned = new ArrayList<>();
    for (Target target : targets) {
      if (before.stream().noneMatch(r -> r.system().equals(target.system()))) {
        boolean follows = before.stream().anyMatch(r -> unended(r, target.system()));
        planned.add(plan(tx, ref, target, Operation.CREATE, follows, DeliveryState.WAITING));
      }
    }
    store(tx, ref, planned, null);
    return planned.stream().map(due -> line(due, null)).toList();
  }

  /**
   * Whether the ledger surely holds nothing of the case: then nothing needs to be read. Should the
   * unit be undone, the number stays too high, and the next time is read for nothing.
   */
  private boolean isNew(Tx tx, long caseId) throws SQLException {
    if (newestCase < 0) {
      newestCase = LedgerRows.highest(tx.connection(), NEWEST_CASE);
    }
    boolean isNew = caseId > newestCase;
    newestCase = Math.max(newestCase, caseId);
    return isNew;
  }

  @Override
  public void corrected(Tx tx, CaseRef ref) throws SQLException {
    for (Map.Entry<String, List<Row>> entry : bySystem(tx, ref).entrySet()) {
      String system = entry.getKey();
      List<Row> rows = entry.getValue();
      if (rows.stream().anyMatch(r -> r.live() && r.operation() == Operation.CANCEL)) {
        continue;
      }
      boolean wanted = false;
      boolean first = false;
      for (Row row : rows) {
        if (row.data() && row.neverSent()) {
          boolean ended = end(tx, ref, row, DeliveryState.SUPERSEDED, Why.SUPERSEDED);
          wanted |= ended;
          first |= ended && row.operation() == Operation.CREATE;
        } else if (row.operation() == Operation.CORRECT && row.state() == DeliveryState.ASSISTED) {
          // The person's task of the older revision gives way to the one of the newer.
          end(tx, ref, row, DeliveryState.SUPERSEDED, Why.SUPERSEDED);
        }
      }
      // A correction that is superseded stood behind something that may be held, also when that was
      // given up since: a second CREATE might bring the case twice.
      if (rows.stream().anyMatch(Row::held) || wanted && !first) {
        update(tx, ref, rows, system, Operation.CORRECT, Why.NO_CORRECTION);
      } else if (first) {
        Target target = ref.target(system).orElse(null);
        if (target != null) {
          boolean follows = rows.stream().anyMatch(r -> !r.neverSent() && unended(r, system));
          Due due = plan(tx, ref, target, Operation.CREATE, follows, DeliveryState.WAITING);
          store(tx, ref, List.of(due), null);
        }
      }
    }
  }

  @Override
  public void withdrawn(Tx tx, CaseRef ref, String reason) throws SQLException {
    for (Map.Entry<String, List<Row>> entry : bySystem(tx, ref).entrySet()) {
      List<Row> rows = entry.getValue();
      for (Row row : rows) {
        boolean askedOfAPerson =
            row.operation() == Operation.CORRECT && row.state() == DeliveryState.ASSISTED;
        if (row.data() && row.neverSent() || askedOfAPerson) {
          end(tx, ref, row, DeliveryState.CANCELLED, Why.CANCELLED);
        }
      }
      boolean already =
          rows.stream()
              .filter(r -> r.operation() == Operation.CANCEL)
              .anyMatch(r -> r.live() || r.revision() == ref.revision());
      if (!already && rows.stream().anyMatch(Row::held)) {
        update(tx, ref, rows, entry.getKey(), Operation.CANCEL, Why.NO_CANCELLATION);
      } else if (!already) {
        nothingToCancel(tx, ref, entry.getKey());
      }
    }
  }

  @Override
  public List<DeliveryLine> lines(Connection connection, long caseId) throws SQLException {
    return LedgerRows.ofCase(connection, caseId).stream()
        .map(
            row ->
                new DeliveryLine(
                    DeliveryId.text(row.id()),
                    row.system(),
                    name(row.system()),
                    row.revision(),
                    row.operation(),
                    row.state(),
                    row.receipt()))
        .toList();
  }

  private void update(
      Tx tx, CaseRef ref, List<Row> rows, String system, Operation operation, String byHand)
      throws SQLException {
    Target target = ref.target(system).orElse(null);
    boolean takes = target != null && target.updates().contains(operation);
    boolean follows = rows.stream().anyMatch(r -> !r.neverSent() && unended(r, system));
    Due due =
        new Due(
            LedgerRows.nextId(tx),
            ref.id(),
            ref.number(),
            ref.revision(),
            system,
            operation,
            takes ? target.mapping() : null,
            takes ? DeliveryState.WAITING : DeliveryState.ASSISTED,
            follows,
            false,
            0,
            0,
            0,
            null,
            0,
            tx.trace(),
            null);
    store(tx, ref, List.of(due), takes ? null : byHand);
  }

  private static Due plan(
      Tx tx, CaseRef ref, Target target, Operation operation, boolean follows, DeliveryState state)
      throws SQLException {
    return new Due(
        LedgerRows.nextId(tx),
        ref.id(),
        ref.number(),
        ref.revision(),
        target.system(),
        operation,
        target.mapping(),
        state,
        follows,
        false,
        0,
        0,
        0,
        null,
        0,
        tx.trace(),
        ref.document());
  }

  private void store(Tx tx, CaseRef ref, List<Due> planned, @Nullable String why)
      throws SQLException {
    for (Due due : planned) {
      if (!systems.contains(due.system())) {
        LaneRows.ensure(tx, due.system());
        tx.afterCommit(() -> systems.add(due.system()));
      }
    }
    LedgerRows.insert(tx, planned, ref.unit(), why);
    tx.afterCommit(() -> lanes.feed(planned));
  }

  /** Every withdrawal stands in the ledger, so that intake and ledger can be counted apart. */
  private static void nothingToCancel(Tx tx, CaseRef ref, String system) throws SQLException {
    Target target = ref.target(system).orElse(null);
    if (target != null) {
      Due due = plan(tx, ref, target, Operation.CANCEL, false, DeliveryState.WAITING);
      LedgerRows.insert(tx, List.of(due), ref.unit(), null);
      LedgerRows.end(tx, due.id(), DeliveryState.CANCELLED, Why.NEVER_HELD);
    }
  }

  private boolean end(Tx tx, CaseRef ref, Row row, DeliveryState state, String why)
      throws SQLException {
    tx.afterCommit(() -> lanes.freed(row.system(), ref.id()));
    return LedgerRows.end(tx, row.id(), state, why);
  }

  private static Map<String, List<Row>> bySystem(Tx tx, CaseRef ref) throws SQLException {
    Map<String, List<Row>> bySystem = new LinkedHashMap<>();
    for (Row row : LedgerRows.ofCase(tx, ref.id())) {
      bySystem.computeIfAbsent(row.system(), s -> new ArrayList<>()).add(row);
    }
    return bySystem;
  }

  private static boolean unended(Row row, String system) {
    return row.system().equals(system) && !row.state().ended();
  }

  private DeliveryLine line(Due due, @Nullable String receipt) {
    return new DeliveryLine(
        DeliveryId.text(due.id()),
        due.system(),
        name(due.system()),
        due.revision(),
        due.operation(),
        due.state(),
        receipt);
  }

  private String name(String system) {
    return register.find(system).map(SystemDefinition::name).orElse(system);
  }
}
