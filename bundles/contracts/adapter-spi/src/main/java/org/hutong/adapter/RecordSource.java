package org.hutong.adapter;

import java.util.List;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gives a system's records (数据汇入, R30, R35). Optional: a {@link SystemAdapter} implements it as
 * well.
 *
 * <p>Duties: the same cursor gives the same rows again, so that a batch that was not kept is not
 * lost; what a cursor was taken <em>after</em> counts as kept, and only then may the source put it
 * away. One bad row, or one bad file, never keeps the others back.
 */
@ConsumerType
public interface RecordSource {
  /** The feed of a source that has only one. Since 1.2. */
  String MAIN = "main";

  /**
   * The feeds (数据流) that are read apart, each with a cursor of its own: when one has to wait, such
   * as one whose columns have changed, the others go on. Names are {@code [a-z0-9-]{1,40}}. Since
   * 1.2.
   */
  default List<String> feeds() {
    return List.of(MAIN);
  }

  /**
   * The next rows of one feed; everything else as {@link #fetch(Cursor, int, Context)}, which it
   * calls by default. Since 1.2.
   *
   * @param feed as the system's folder declares it; a source with several refuses one it does not
   *     have with {@link Unavailable}
   */
  default Batch fetch(String feed, @Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException {
    return fetch(after, limit, context);
  }

  /**
   * The next rows.
   *
   * @param after the {@link Batch#next()} of the last batch that was kept; null at the beginning
   * @param limit most rows, at least 1
   * @param context for its time limit
   * @throws Unavailable when the system cannot be read now
   * @throws InterruptedException when the caller gave up waiting
   */
  Batch fetch(@Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException;
}
