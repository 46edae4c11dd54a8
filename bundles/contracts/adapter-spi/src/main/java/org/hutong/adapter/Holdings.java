package org.hutong.adapter;

import java.time.Instant;
import java.util.List;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a system holds of ours. Since 1.3.
 *
 * @param records in the system's order
 * @param next where the next page begins; null when this is the last
 */
public record Holdings(List<Holding> records, @Nullable Cursor next) {
  /** Copies the records. */
  public Holdings {
    records = List.copyOf(records);
  }

  /**
   * One record there.
   *
   * @param reference what it keeps of ours: the text of a {@link org.hutong.kernel.DeliveryKey}, or
   *     the case number
   * @param receipt the system's own number for it; null where the list does not say
   * @param revision the revision of the case that it holds; 0 where the list does not say
   * @param cancelled whether it is marked as cancelled there
   * @param at when the system first took it; null where the list does not say
   */
  public record Holding(
      String reference,
      @Nullable String receipt,
      int revision,
      boolean cancelled,
      @Nullable Instant at) {
    /** Hides what the system wrote. */
    @Override
    public String toString() {
      return "Holding[" + revision + (cancelled ? ", cancelled]" : "]");
    }
  }
}
