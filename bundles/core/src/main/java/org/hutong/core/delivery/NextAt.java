package org.hutong.core.delivery;

/**
 * The column {@code next_at}, by which alone lanes find their work: null for what has ended, so
 * that the index beside it is as long as the work, not as the history. A claim leaves it as it is.
 */
final class NextAt {
  /** Not ended, but only a person moves it. */
  static final long FOREVER = Long.MAX_VALUE;

  /** In SQL: what was sent and waits for its moment, whatever it waits for. */
  static final String BY_THE_CLOCK = " AND state IN ('RETRYING', 'UNKNOWN', 'AWAITING_RECEIPT')";

  private static final long FIRST_TIME = 1L << 62;

  private NextAt() {}

  /** Never sent yet: negative, the oldest first, apart from what is due at a time. */
  static long waiting(long since) {
    return since - FIRST_TIME;
  }

  /** The moment in milliseconds; 0 where it is none. */
  static long moment(long nextAt) {
    return nextAt > 0 && nextAt != FOREVER ? nextAt : 0;
  }
}
