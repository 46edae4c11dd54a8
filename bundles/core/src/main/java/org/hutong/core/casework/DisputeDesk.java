package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Dispute;
import org.hutong.casework.Disputes;
import org.hutong.casework.Ruling;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.core.casework.DisputeBook.Row;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.jspecify.annotations.Nullable;

/** The month's list of contested items, with the working days that were lost (R28). */
final class DisputeDesk implements Disputes {
  private final String street;
  private final Store store;
  private final Catalogue catalogue;
  private final Deadlines deadlines;
  private final Clock clock;
  private final DisputeBook book;
  private final CaseFiles files;
  private final Walls walls;

  DisputeDesk(String street, Store store, Standards standards, Walls walls, Clock clock) {
    this.street = street;
    this.store = store;
    this.book = new DisputeBook(store);
    this.catalogue = standards.catalogue();
    this.deadlines = new Deadlines(standards.calendar());
    this.clock = clock;
    this.files = new CaseFiles(store.vault());
    this.walls = walls;
  }

  @Override
  public Month month(Caller caller, YearMonth month) {
    caller.mustBe(Role.OFFICER, Role.DISPATCHER, Role.HUB, Role.AUDITOR);
    boolean whole = caller.is(Role.DISPATCHER) || caller.is(Role.HUB) || caller.is(Role.AUDITOR);
    long from = Times.startOf(month.atDay(1));
    long to = Times.startOf(month.plusMonths(1).atDay(1));
    LocalDate today = Times.day(clock.instant());
    List<Dispute> disputes =
        store.read(c -> known(c, caller, book.between(c, from, to))).stream()
            .filter(r -> whole || concerns(r, caller.unit()))
            .map(r -> shown(r, today))
            .toList();
    store.write(
        tx -> {
          tx.audit(AuditRow.done(caller, "dispute.list", month.toString(), null, null));
          return 0;
        });
    return new Month(street, month, disputes, sums(disputes));
  }

  private List<Row> known(Connection c, Caller caller, List<Row> rows) throws SQLException {
    List<Row> known = new ArrayList<>();
    for (Row row : rows) {
      if (!hidden(c, caller, row)) {
        known.add(row);
      }
    }
    return known;
  }

  /** Who a step was taken from no longer has to do with the case, but had with the dispute. */
  private boolean hidden(Connection c, Caller caller, Row row) throws SQLException {
    Set<String> units = new HashSet<>(Set.of(row.contestedUnit()));
    if (row.unit() != null) {
      units.add(row.unit());
    }
    String item = row.item().code();
    return walls.hide(caller, item, units)
        && walls.hide(
            caller, item, files.find(c, row.caseNumber()).map(CaseFile::units).orElse(Set.of()));
  }

  private static boolean concerns(Row row, @Nullable String unit) {
    return row.contestedUnit().equals(unit) || (unit != null && unit.equals(row.unit()));
  }

  private Dispute shown(Row row, LocalDate today) {
    LocalDate end = row.endedAt() == null ? today : day(row.endedAt());
    return new Dispute(
        street,
        row.caseNumber(),
        row.item(),
        catalogue.item(row.item()).map(Item::name).orElse(""),
        row.step(),
        row.contestedUnit(),
        Times.shown(row.contestedAt()),
        row.due(),
        status(row, end),
        row.outcome(),
        row.unit(),
        row.endedAt() == null ? null : Times.shown(row.endedAt()),
        deadlines.between(day(row.contestedAt()), end));
  }

  private static String status(Row row, LocalDate end) {
    if (row.due() == null) {
      return Deadlines.CALENDAR_MISSING;
    }
    boolean late = end.isAfter(row.due());
    return row.endedAt() == null
        ? (late ? Deadlines.OVERDUE : Deadlines.RUNNING)
        : (late ? "LATE" : Deadlines.MET);
  }

  private static LocalDate day(long millis) {
    return Times.day(Instant.ofEpochMilli(millis));
  }

  private static List<ItemSum> sums(List<Dispute> disputes) {
    Map<String, List<Dispute>> byItem = new LinkedHashMap<>();
    for (Dispute d : disputes) {
      byItem
          .computeIfAbsent(d.item().scheme() + "/" + d.item().code(), k -> new ArrayList<>())
          .add(d);
    }
    return byItem.values().stream()
        .map(DisputeDesk::sum)
        .sorted(
            Comparator.comparing(
                    ItemSum::workingDaysLost, Comparator.nullsFirst(Comparator.reverseOrder()))
                .thenComparing(ItemSum::code))
        .toList();
  }

  private static ItemSum sum(List<Dispute> disputes) {
    Dispute first = disputes.get(0);
    Integer lost = 0;
    for (Dispute d : disputes) {
      lost = lost == null || d.workingDaysLost() == null ? null : lost + d.workingDaysLost();
    }
    return new ItemSum(
        first.item().scheme(), first.item().code(), first.itemName(), disputes.size(), lost);
  }

  @Override
  public List<Ruling> rulings(Caller caller) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB, Role.AUDITOR);
    return store.read(book::rules).stream()
        .filter(r -> !walls.hide(caller, r.code(), Set.of()))
        .toList();
  }
}
