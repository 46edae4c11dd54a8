package org.hutong.core.tasks;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.hutong.core.casework.Deadlines;
import org.hutong.core.casework.Units;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.core.tasks.TaskFile.Clocked;
import org.hutong.kernel.TimeLimit;
import org.jspecify.annotations.Nullable;

/**
 * Limits of tasks: days end with their last second, hours count on the clock. A task without a
 * limit for want of a calendar gets it once the data have come, with a note in its history.
 */
public final class TaskLimits {
  private static final int MOST_IN_A_UNIT = 100;
  private static final String ACCOUNT = "hutong";
  private static final String NOTE = "工作日历已补充，按下达之日起算补算办理时限";

  private final Store store;
  private final TaskFiles files;
  private final Deadlines deadlines;

  TaskLimits(Store store, Deadlines deadlines) {
    this.store = store;
    this.files = new TaskFiles(store.vault());
    this.deadlines = deadlines;
  }

  /** A limit that counts from a moment. */
  Clocked from(@Nullable TimeLimit limit, long from) {
    if (limit == null) {
      return new Clocked(null, from, null, Deadlines.NONE);
    }
    if (limit.unit() == TimeLimit.Unit.HOURS) {
      Instant last = Instant.ofEpochMilli(from).plusSeconds(limit.amount() * 3_600L);
      return new Clocked(limit, from, last.toEpochMilli(), Deadlines.RUNNING);
    }
    Deadlines.Due due = deadlines.from(limit, Times.day(Instant.ofEpochMilli(from)));
    Long last = due.day() == null ? null : Times.startOf(due.day().plusDays(1)) - Clocked.SECOND;
    return new Clocked(limit, from, last, due.status());
  }

  /** Today and the last day that is due soon, as first and last millisecond. */
  long[] soon(Instant now) {
    return new long[] {
      now.toEpochMilli(), Times.startOf(deadlines.soon(Times.day(now)).plusDays(1)) - 1
    };
  }

  /** Gives their limit to all that can have one now; how many have none yet. */
  public long settle() {
    long after = 0;
    while (after >= 0) {
      long last = after;
      after = store.write(tx -> batch(tx, last));
    }
    return store.read(TaskFiles::withoutLimit);
  }

  /** The last task looked at; -1 when there are no more. */
  private long batch(Tx tx, long after) throws SQLException {
    List<TaskFile> found = files.withoutLimit(tx, after, MOST_IN_A_UNIT);
    for (TaskFile file : found) {
      Clocked clocked = from(file.clocked().limit(), file.clocked().from());
      if (clocked.due() == null) {
        continue;
      }
      TaskFile next = file.clocked(clocked).changed(tx.now().toEpochMilli());
      files.update(tx, next);
      files.event(tx, next, "due", Units.OFFICE, ACCOUNT, NOTE);
      tx.change(TaskDesk.KIND, next.number(), (int) next.version(), "due");
      tx.audit(new AuditRow(ACCOUNT, null, "task.due", next.number(), null, "local", "ok"));
    }
    return found.size() == MOST_IN_A_UNIT ? found.get(found.size() - 1).id() : -1;
  }
}
