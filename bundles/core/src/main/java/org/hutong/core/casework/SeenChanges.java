package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.changes.Change;
import org.hutong.changes.ChangePage;
import org.hutong.changes.Changes;
import org.hutong.core.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * The change feed as each caller may see it: clerk and officer hear of the cases of their unit, and
 * go on behind the others without having seen them.
 */
final class SeenChanges implements Changes {
  private static final String CASE = "CASE";
  private static final String OF_UNIT =
      "SELECT f.case_number FROM case_file f WHERE (f.unit = ? OR EXISTS (SELECT 1 FROM case_step s"
          + " WHERE s.case_id = f.id AND s.unit = ?)) AND f.case_number IN (%s)";

  private final Store store;
  private final Changes all;

  SeenChanges(Store store, Changes all) {
    this.store = store;
    this.all = all;
  }

  @Override
  public ChangePage after(Caller caller, @Nullable String cursor, int limit, Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    ChangePage page = seen(caller, all.after(caller, cursor, limit, wait));
    Duration left = Duration.ofNanos(until - System.nanoTime());
    // What others' cases did is no reason to wake up.
    while (page.changes().isEmpty() && !page.more() && left.toMillis() > 0) {
      ChangePage next = all.after(caller, page.next(), limit, left);
      if (next.next().equals(page.next())) {
        return page; // nobody may wait any more
      }
      page = seen(caller, next);
      left = Duration.ofNanos(until - System.nanoTime());
    }
    return page;
  }

  private ChangePage seen(Caller caller, ChangePage page) {
    if (caller.is(Role.HUB) || caller.is(Role.DISPATCHER) || caller.is(Role.STREET_IT)) {
      return page;
    }
    Set<String> numbers = new HashSet<>();
    page.changes().stream()
        .filter(c -> c.kind().equals(CASE))
        .forEach(c -> numbers.add(c.reference()));
    if (numbers.isEmpty()) {
      return page;
    }
    Set<String> own =
        caller.unit() == null
            ? Set.of()
            : store.read(c -> ofUnit(c, caller.unit(), List.copyOf(numbers)));
    List<Change> changes =
        page.changes().stream()
            .filter(c -> !c.kind().equals(CASE) || own.contains(c.reference()))
            .toList();
    return new ChangePage(page.street(), changes, page.next(), page.more());
  }

  private static Set<String> ofUnit(Connection c, String unit, List<String> numbers)
      throws SQLException {
    String marks = String.join(", ", Collections.nCopies(numbers.size(), "?"));
    Set<String> own = new HashSet<>();
    try (PreparedStatement s = c.prepareStatement(OF_UNIT.formatted(marks))) {
      s.setString(1, unit);
      s.setString(2, unit);
      for (int i = 0; i < numbers.size(); i++) {
        s.setString(i + 3, numbers.get(i));
      }
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          own.add(row.getString(1));
        }
      }
    }
    return own;
  }
}
