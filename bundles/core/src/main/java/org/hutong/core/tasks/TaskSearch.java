package org.hutong.core.tasks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.DueList;
import org.hutong.core.casework.Deadlines;
import org.hutong.core.store.Newest;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.tasks.TaskFilter;
import org.jspecify.annotations.Nullable;

/** One search as SQL: each condition a fixed piece with its parameter. */
final class TaskSearch {
  private static final Pattern CURSOR = Pattern.compile("(|[0-9]{1,18})t([0-9]{1,18})");
  private static final String OF_CASE =
      "EXISTS (SELECT 1 FROM task_case c WHERE c.task_id = t.id AND c.case_number = ?)";

  private final StringBuilder sql = new StringBuilder("t.id >= ? AND t.id < ?");
  private final List<Object> values = new ArrayList<>();
  private final boolean byDue;
  private final int limit;
  private long behind = Long.MAX_VALUE;

  TaskSearch(TaskFilter filter, Caller caller, TaskLimits limits, Instant now) {
    this.byDue = filter.due() == DueList.SOON || filter.due() == DueList.OVERDUE;
    add("t.state = ?", filter.state() == null ? null : filter.state().name());
    add("t.unit = ?", filter.unit());
    add(OF_CASE, filter.caseNumber());
    boolean whole = caller.is(Role.DISPATCHER) || caller.is(Role.HUB) || caller.is(Role.STREET_IT);
    if (!whole) {
      add("t.unit = ?", caller.unit() == null ? "" : caller.unit());
    }
    due(filter.due(), limits, now);
    after(filter.after());
    sql.append(byDue ? " ORDER BY t.due_at, t.id" : " ORDER BY t.id DESC");
    sql.append(" FETCH FIRST ? ROWS ONLY");
    limit = filter.limit();
  }

  private void add(String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(condition);
      values.add(value);
    }
  }

  private void due(@Nullable DueList due, TaskLimits limits, Instant now) {
    if (due == DueList.CALENDAR_MISSING) {
      add("t.due_status = ?", Deadlines.CALENDAR_MISSING);
    } else if (due != null) {
      add("t.due_status = ?", Deadlines.RUNNING);
      long[] soon = limits.soon(now);
      if (due == DueList.OVERDUE) {
        add("t.due_at < ?", soon[0]);
      } else {
        add("t.due_at >= ?", soon[0]);
        add("t.due_at <= ?", soon[1]);
      }
    }
  }

  private void after(@Nullable String cursor) {
    if (cursor == null) {
      return;
    }
    Matcher m = CURSOR.matcher(cursor);
    if (!m.matches() || byDue == m.group(1).isEmpty()) {
      throw Refused.because(Code.CURSOR_INVALID);
    }
    long id = Long.parseLong(m.group(2));
    if (!byDue) {
      behind = id;
      return;
    }
    long due = Long.parseLong(m.group(1));
    add("(t.due_at > ?", due);
    sql.append(" OR (t.due_at = ? AND t.id > ?))");
    values.add(due);
    values.add(id);
  }

  List<TaskFile> run(TaskFiles files, Connection c) throws SQLException {
    if (byDue) {
      return stretch(files, c, 1, behind, limit);
    }
    long end = Math.min(behind, TaskFiles.highest(c) + 1);
    return Newest.between(1, end, limit, (from, to, most) -> stretch(files, c, from, to, most));
  }

  private List<TaskFile> stretch(TaskFiles files, Connection c, long from, long to, int most)
      throws SQLException {
    List<Object> all = new ArrayList<>(List.of(from, to));
    all.addAll(values);
    all.add(most);
    return files.list(c, sql.toString(), all);
  }

  /** The cursor behind a row. */
  String cursor(TaskFile last) {
    return (byDue ? last.clocked().due() : "") + "t" + last.id();
  }
}
