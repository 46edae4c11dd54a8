package org.hutong.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits on a condition with a limit. */
public final class Waiting {
  private static final long STEP_NANOS = 50_000_000;

  /** What is waited for. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  private Waiting() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @throws IllegalStateException when it does not within the limit
   */
  public static void until(String what, Duration limit, Condition condition) throws Exception {
    if (!within(limit, condition)) {
      throw new IllegalStateException("Not within " + limit.toSeconds() + " s: " + what);
    }
  }

  /** Whether the condition holds within the limit; asked twenty times a second. */
  public static boolean within(Duration limit, Condition condition) throws Exception {
    return within(limit, STEP_NANOS, condition);
  }

  /** Whether the condition holds within the limit; asked once a second, because asking costs. */
  public static boolean patiently(Duration limit, Condition condition) throws Exception {
    return within(limit, 20 * STEP_NANOS, condition);
  }

  private static boolean within(Duration limit, long step, Condition condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(step);
    }
    return true;
  }
}
