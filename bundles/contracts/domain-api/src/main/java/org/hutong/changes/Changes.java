package org.hutong.changes;

import java.time.Duration;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/** The change feed: in commit order, no gap, no double. */
public interface Changes {
  /**
   * What came after a cursor.
   *
   * @param cursor null: from the beginning
   * @param limit 1 to 500
   * @param wait how long to wait for the first change; at most 60 s
   * @throws org.hutong.problem.Refused {@code CURSOR_EXPIRED} for a pruned cursor or one of another
   *     epoch
   */
  ChangePage after(Caller caller, @Nullable String cursor, int limit, Duration wait);
}
