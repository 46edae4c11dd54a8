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
 * their unit, the hub of the cases that are behind no wall for it, and go on behind the others
 * without having seen them.
 */
final class SeenChanges implements Changes {
  private static final String CASE = "CASE";
  private static final String TASK = "TASK";
  private static final String CASES =
      "SELECT f.case_number FROM case_file f WHERE %s AND f.case_number IN (%s)";
  private static final String TASKS =
      "SELECT t.task_number FROM task t WHERE %s AND t.task_number IN (%s)";
  private static final String CASE_OF_UNIT =
      "(f.unit = ? OR EXISTS (SELECT 1 FROM case_step s"
          + " WHERE s.case_id = f.id AND s.unit = ?))";
  private static final String TASK_OF_UNIT = "t.unit = ?";

  private final Store store;
  private final Walls walls;
  private final Changes all;

  SeenChanges(Store store, Walls walls, Changes all) {
    this.store = store;
    this.walls = walls;
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
    Set<String> cases = numbers(page, CASE);
    Set<String> tasks = numbers(page, TASK);
    if (caller.is(Role.HUB) || caller.is(Role.DISPATCHER) || caller.is(Role.STREET_IT)) {
      walls
          .behind(caller)
          .ifPresent(b -> cases.removeAll(among(CASES, cases, b.sql(), b.values())));
    } else {
      String unit = caller.unit();
      cases.retainAll(
          unit == null ? Set.of() : among(CASES, cases, CASE_OF_UNIT, List.of(unit, unit)));
      tasks.retainAll(unit == null ? Set.of() : among(TASKS, tasks, TASK_OF_UNIT, List.of(unit)));
    }
    List<Change> changes =
        page.changes().stream()
            .filter(c -> !c.kind().equals(CASE) || cases.contains(c.reference()))
            .filter(c -> !c.kind().equals(TASK) || tasks.contains(c.reference()))
            .toList();
    return new ChangePage(page.street(), changes, page.next(), page.more());
  }

  private static Set<String> numbers(ChangePage page, String kind) {
    Set<String> numbers = new HashSet<>();
    page.changes().stream()
        .filter(c -> c.kind().equals(kind))
        .forEach(c -> numbers.add(c.reference()));
    return numbers;
  }

  /** Those of the numbers for whose case or task the condition holds. */
  private Set<String> among(
      String query, Set<String> numbers, String condition, List<Object> values) {
    if (numbers.isEmpty()) {
      return Set.of();
    }
    String marks = String.join(", ", Collections.nCopies(numbers.size(), "?"));
    List<Object> all = new ArrayList<>(values);
    all.addAll(numbers);
    return store.read(c -> found(c, query.formatted(condition, marks), all));
  }

  private static Set<String> found(Connection c, String query, List<Object> values)
      throws SQLException {
    Set<String> found = new HashSet<>();
    try (PreparedStatement s = c.prepareStatement(query)) {
      for (int i = 0; i < values.size(); i++) {
        s.setObject(i + 1, values.get(i));
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
