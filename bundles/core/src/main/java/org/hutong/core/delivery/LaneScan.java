package org.hutong.core.delivery;

import java.time.Instant;
import java.util.List;
import org.hutong.core.store.Store;

/**
 * Brings rows of the table into a lane's queue, where the queue does not have them already. They
 * may be a moment ahead of their commit: the claim in the writer tells. What could not be read is
 * still to be read in the next turn. Only the lane's own thread uses it.
 */
final class LaneScan {
  private static final int PAGE = 256;
  private static final int SAME_AGAIN_MILLIS = 200;

  private final String system;
  private final Store store;
  private final LaneQueue queue;
  private final int capacity;
  private long dueAt;

  LaneScan(String system, Store store, LaneQueue queue, int capacity) {
    this.system = system;
    this.store = store;
    this.queue = queue;
    this.capacity = capacity;
  }

  void fill(Instant now) {
    if (queue.beginRefill()) {
      int most = queue.size() + capacity / 4 + PAGE;
      int read = most;
      try {
        List<Due> waiting = store.peek(c -> Due.waiting(c, system, most));
        queue.take(waiting, false);
        read = waiting.size();
      } finally {
        if (read == most) {
          queue.spilled();
        }
      }
    }
    long millis = now.toEpochMilli();
    if (millis >= dueAt) {
      List<Due> again = store.peek(c -> Due.again(c, system, millis, PAGE));
      int fresh = queue.take(again, true);
      dueAt =
          again.size() < PAGE
              ? store.peek(c -> Due.nextAgain(c, system, millis))
              : millis + (fresh == 0 ? SAME_AGAIN_MILLIS : 0);
    }
  }

  /** Something may be due that was not when it was last looked. */
  void again() {
    dueAt = 0;
  }

  /** Something is due at that moment, in milliseconds. */
  void by(long moment) {
    dueAt = Math.min(dueAt, moment);
  }

  /** When the next row is due; {@link Instant#MAX} for none. */
  Instant next() {
    return dueAt == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(dueAt);
  }
}
