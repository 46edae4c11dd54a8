package org.hutong.core.delivery;

import static org.hutong.access.Role.ADMIN;
import static org.hutong.access.Role.DISPATCHER;
import static org.hutong.access.Role.HUB;
import static org.hutong.access.Role.OFFICER;
import static org.hutong.access.Role.STREET_IT;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.hutong.access.Caller;
import org.hutong.core.delivery.CaseSource.Expected;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.Reconciliation;
import org.hutong.delivery.Reconciliation.Difference;
import org.hutong.delivery.Reconciliation.Line;
import org.hutong.kernel.Operation;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;

/** Puts what cases and catalogue ask for beside what the ledger holds. */
final class Reconciler {
  /** Cases arrive between the two reads; a difference that is only that is gone the next time. */
  private static final int TRIES = 3;

  /** Both sides of the period are held in memory. */
  private static final int MOST_ROWS = 200_000;

  private static final String UNEXPECTED = "UNEXPECTED";
  private static final String ROWS =
      """
      SELECT case_number, revision, system_id, operation, state FROM delivery
       WHERE created_at >= ? AND created_at < ?
      """;
  private static final Comparator<Difference> ORDER =
      Comparator.comparing(Difference::caseNumber)
          .thenComparingInt(Difference::revision)
          .thenComparing(Difference::system)
          .thenComparing(Difference::operation);

  private final int mostRows;
  private final String street;
  private final Store store;
  private final CaseSource cases;

  Reconciler(String street, Store store, CaseSource cases) {
    this(street, store, cases, MOST_ROWS);
  }

  Reconciler(String street, Store store, CaseSource cases, int mostRows) {
    this.mostRows = mostRows;
    this.street = street;
    this.store = store;
    this.cases = cases;
  }

  /** A correction of what was never sent goes out as the first delivery: one slot for both. */
  private record Slot(String caseNumber, int revision, String system, boolean cancel) {}

  /** What one look at both sides gave. */
  private record Compared(
      Map<String, Long> wanted, List<Held> rows, List<Difference> differences) {}

  private record Held(Slot slot, Operation operation, DeliveryState state) {}

  Reconciliation reconcile(Caller caller, LocalDate from, LocalDate to) {
    caller.mustBe(OFFICER, DISPATCHER, STREET_IT, HUB, ADMIN);
    if (!from.isBefore(to)) {
      throw Refused.fields(List.of(FieldError.of("/to", Code.FIELD_VALUE)));
    }
    return named(caller, compare(from, to));
  }

  /** What differs of cases that are kept from the caller is counted, and not named. */
  private Reconciliation named(Caller caller, Reconciliation whole) {
    Set<String> numbers = new HashSet<>();
    whole.differences().forEach(d -> numbers.add(d.caseNumber()));
    Set<String> known =
        numbers.isEmpty() ? numbers : store.read(c -> cases.known(c, caller, numbers));
    return new Reconciliation(
        whole.street(),
        whole.from(),
        whole.to(),
        whole.balanced(),
        whole.lines(),
        whole.differences().stream().filter(d -> known.contains(d.caseNumber())).toList());
  }

  /**
   * Looks again at what differs: cases arrive between the two reads, so only what differs each time
   * counts, and what differed once is taken for both.
   */
  Reconciliation compare(LocalDate from, LocalDate to) {
    Compared found = once(from, to);
    Set<Difference> always = new LinkedHashSet<>(found.differences());
    for (int i = 1; i < TRIES && !always.isEmpty(); i++) {
      found = once(from, to);
      always.retainAll(new HashSet<>(found.differences()));
    }
    for (Difference passing : found.differences()) {
      if (!always.contains(passing)) {
        long more = passing.kind().equals(UNEXPECTED) ? 1 : -1;
        found.wanted().merge(passing.system(), more, Long::sum);
      }
    }
    List<Difference> differences = List.copyOf(always);
    List<Line> lines = lines(found.wanted(), found.rows(), differences);
    return new Reconciliation(street, from, to, differences.isEmpty(), lines, differences);
  }

  private Compared once(LocalDate from, LocalDate to) {
    return store.read(
        c -> {
          List<Held> rows = rows(c, from, to);
          return compare(c, cases.expected(c, from, to), rows);
        });
  }

  private List<Held> rows(Connection connection, LocalDate from, LocalDate to) throws SQLException {
    List<Held> rows = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(ROWS)) {
      query.setLong(1, Times.startOf(from));
      query.setLong(2, Times.startOf(to));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          if (rows.size() == mostRows) {
            String most = "时段内分发多于 " + mostRows + " 条，请缩短时段";
            throw Refused.fields(List.of(new FieldError("/to", Code.FIELD_VALUE, most)));
          }
          Operation operation = Operation.valueOf(row.getString(4));
          rows.add(
              new Held(
                  new Slot(
                      row.getString(1),
                      row.getInt(2),
                      row.getString(3),
                      operation == Operation.CANCEL),
                  operation,
                  DeliveryState.valueOf(row.getString(5))));
        }
      }
    }
    return rows;
  }

  private Compared compare(Connection connection, List<Expected> expected, List<Held> rows)
      throws SQLException {
    Map<Slot, Held> open = new HashMap<>();
    rows.forEach(row -> open.put(row.slot(), row));
    Map<String, Long> wanted = new TreeMap<>();
    List<Difference> differences = new ArrayList<>();
    for (Expected one : expected) {
      boolean cancel = one.operation() == Operation.CANCEL;
      Slot slot = new Slot(one.caseNumber(), one.revision(), one.system(), cancel);
      boolean missing = open.remove(slot) == null;
      if (missing && needless(connection, one)) {
        continue;
      }
      wanted.merge(one.system(), 1L, Long::sum);
      if (missing) {
        differences.add(difference(one));
      }
    }
    for (Held row : open.values()) {
      Slot slot = row.slot();
      differences.add(
          new Difference(
              slot.caseNumber(), slot.revision(), slot.system(), row.operation(), UNEXPECTED));
    }
    differences.sort(ORDER);
    return new Compared(wanted, rows, differences);
  }

  private static Difference difference(Expected one) {
    Operation operation = one.operation();
    if (operation == null) {
      operation = one.revision() == 1 ? Operation.CREATE : Operation.CORRECT;
    }
    return new Difference(one.caseNumber(), one.revision(), one.system(), operation, "MISSING");
  }

  private static List<Line> lines(
      Map<String, Long> wanted, List<Held> rows, List<Difference> differences) {
    Map<String, Map<DeliveryState, Long>> states = new TreeMap<>();
    wanted.keySet().forEach(s -> states.put(s, new EnumMap<>(DeliveryState.class)));
    for (Held row : rows) {
      states
          .computeIfAbsent(row.slot().system(), s -> new EnumMap<>(DeliveryState.class))
          .merge(row.state(), 1L, Long::sum);
    }
    List<Line> lines = new ArrayList<>();
    states.forEach(
        (system, its) -> {
          long expected = wanted.getOrDefault(system, 0L);
          long sum = its.values().stream().mapToLong(Long::longValue).sum();
          boolean differs = differences.stream().anyMatch(d -> d.system().equals(system));
          lines.add(new Line(system, expected, sum, its, expected == sum && !differs));
        });
    return lines;
  }

  /**
   * An update that the case's history asks for and the ledger rightly has not: nothing was ever
   * held there that could be cancelled, or an officer had given the delivery up.
   */
  private boolean needless(Connection connection, Expected one) throws SQLException {
    boolean cancel = one.operation() == Operation.CANCEL;
    OptionalLong caseId = cases.find(connection, one.caseNumber());
    if (caseId.isEmpty() || (!cancel && one.revision() == 1)) {
      return false;
    }
    List<LedgerRows.Row> ofCase =
        LedgerRows.ofCase(connection, caseId.getAsLong()).stream()
            .filter(row -> row.system().equals(one.system()))
            .toList();
    if (cancel) {
      return ofCase.stream().noneMatch(LedgerRows.Row::held);
    }
    return !ofCase.isEmpty()
        && ofCase.stream().noneMatch(r -> r.data() && r.live() && r.revision() < one.revision());
  }
}
