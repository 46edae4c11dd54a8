package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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
 * The change feed as each caller may see it: clerk and officer hear of the cases and the tasks of
 * their unit, and go on behind the others without having seen them.
 */
final class SeenChanges implements Changes {
  private static final String CASE = "CASE";
  private static final String TASK = "TASK";
  private static final String CASES_OF_UNIT =
      "SELECT f.case_number FROM case_file f WHERE (f.unit = ? OR EXISTS (SELECT 1 FROM case_step s"
          + " WHERE s.case_id = f.id AND s.unit = ?)) AND f.case_number IN (%s)";
  private static final String TASKS_OF_UNIT =
      "SELECT t.task_number FROM task t WHERE t.unit = ? AND t.task_number IN (%s)";

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
    // What others' cases and tasks did is no reason to wake up.
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
    Set<String> cases = own(caller, page, CASE, CASES_OF_UNIT, 2);
    Set<String> tasks = own(caller, page, TASK, TASKS_OF_UNIT, 1);
    List<Change> changes =
        page.changes().stream()
            .filter(c -> !c.kind().equals(CASE) || cases.contains(c.reference()))
            .filter(c -> !c.kind().equals(TASK) || tasks.contains(c.reference()))
            .toList();
    return new ChangePage(page.street(), changes, page.next(), page.more());
  }

  /** Of the page's numbers of a kind those that are work of the caller's unit. */
  private Set<String> own(Caller caller, ChangePage page, String kind, String query, int units) {
    List<String> numbers =
        page.changes().stream()
            .filter(c -> c.kind().equals(kind))
            .map(Change::reference)
            .distinct()
            .toList();
    if (caller.unit() == null || numbers.isEmpty()) {
      return Set.of();
    }
    String marks = String.join(", ", Collections.nCopies(numbers.size(), "?"));
    List<String> values = new ArrayList<>(Collections.nCopies(units, caller.unit()));
    values.addAll(numbers);
    return store.read(c -> found(c, query.formatted(marks), values));
  }

  private static Set<String> found(Connection c, String query, List<String> values)
      throws SQLException {
    Set<String> found = new HashSet<>();
    try (PreparedStatement s = c.prepareStatement(query)) {
      for (int i = 0; i < values.size(); i++) {
        s.setString(i + 1, values.get(i));
      }
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
    }
    return found;
  }
}
