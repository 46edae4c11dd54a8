package org.hutong.core.tasks;

import java.time.Clock;
import org.hutong.core.casework.CaseLinks;
import org.hutong.core.casework.Deadlines;
import org.hutong.core.casework.Sight;
import org.hutong.core.store.Store;
import org.hutong.tasks.Tasks;

/** The room's doors. */
public final class TaskRoom {
  private TaskRoom() {}

  /** Looks after the limits. */
  public static TaskLimits limits(Store store, Deadlines deadlines) {
    return new TaskLimits(store, deadlines);
  }

  /** The tasks. */
  public static Tasks desk(
      String street, Store store, TaskLimits limits, CaseLinks links, Sight sight, Clock clock) {
    return new TaskDesk(street, store, limits, links, sight, clock);
  }
}
