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
 * The change feed as each caller may see it: clerk and officer hear of the cases and the tasks of
 * their unit, the hub of the cases that are behind no wall for it, and go on behind the others
 * without having seen them.
 */
final class SeenChanges implements Changes {
  private static final String CASE = "CASE";
  private static final String TASK = "TASK";
  private static final String TASKS =
      "SELECT t.task_number FROM task t WHERE t.unit = ? AND t.task_number IN (%s)";

  private final Store store;
  private final KnownCases known;
  private final Changes all;

  SeenChanges(Store store, KnownCases known, Changes all) {
    this.store = store;
    this.known = known;
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
    Set<String> named = numbers(page, CASE);
    Set<String> cases = named.isEmpty() ? named : store.read(c -> known.of(c, caller, named));
    Set<String> tasks = numbers(page, TASK);
    if (!caller.is(Role.HUB) && !caller.is(Role.DISPATCHER) && !caller.is(Role.STREET_IT)) {
      tasks = ofUnit(caller.unit(), tasks);
    }
    Set<String> shown = tasks;
    List<Change> changes =
        page.changes().stream()
            .filter(c -> !c.kind().equals(CASE) || cases.contains(c.reference()))
            .filter(c -> !c.kind().equals(TASK) || shown.contains(c.reference()))
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

  private Set<String> ofUnit(@Nullable String unit, Set<String> tasks) {
    return unit == null || tasks.isEmpty() ? Set.of() : store.read(c -> ofUnit(c, unit, tasks));
  }

  private static Set<String> ofUnit(Connection c, String unit, Set<String> tasks)
      throws SQLException {
    String marks = String.join(", ", Collections.nCopies(tasks.size(), "?"));
    Set<String> found = new HashSet<>();
    try (PreparedStatement s = c.prepareStatement(TASKS.formatted(marks))) {
      s.setString(1, unit);
      int index = 2;
      for (String number : tasks) {
        s.setString(index++, number);
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
