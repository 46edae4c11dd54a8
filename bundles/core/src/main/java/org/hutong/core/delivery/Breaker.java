package org.hutong.core.delivery;

import java.time.Duration;
import java.time.Instant;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether a system seems to be down. Then its lane sends one delivery at a time, more and
 * more rarely, instead of hammering. Only the lane's own thread uses it.
 */
final class Breaker {
  private static final int OPENS_AFTER = 3;

  private final BackOff backOff;
  private int failures;
  private volatile boolean open;
  private Instant probeAt = Instant.MIN;

  Breaker(BackOff backOff) {
    this.backOff = backOff;
  }

  /**
   * A call ended.
   *
   * @param reached whether it reached the system and got an answer; null when nothing can be said
   * @return true when the system answered that had seemed down
   */
  boolean ended(@Nullable Boolean reached, Instant now, Limits limits) {
    if (reached == null) {
      return false;
    }
    if (reached) {
      boolean was = open;
      reset();
      return was;
    }
    failures++;
    if (failures >= OPENS_AFTER) {
      open = true;
      probeAt = now.plus(backOff.after(failures - OPENS_AFTER + 1, limits));
    }
    return false;
  }

  /**
   * The system that seemed down answers, and does not take anything yet: the next one may be tried
   * no sooner than after a failure.
   *
   * @param notBefore from now on, by its own word; null when it said nothing of the kind
   */
  void put(@Nullable Duration notBefore, Instant now, Limits limits) {
    if (open && notBefore != null) {
      Duration pause = backOff.after(failures - OPENS_AFTER + 1, limits);
      probeAt = now.plus(pause.compareTo(notBefore) < 0 ? notBefore : pause);
    }
  }

  /** Another adapter, or a person's word: try as if nothing had been. */
  void reset() {
    failures = 0;
    open = false;
    probeAt = Instant.MIN;
  }

  /** Readable from any thread. */
  boolean open() {
    return open;
  }

  /** When the next one may be tried; only while open. */
  Instant probeAt() {
    return probeAt;
  }
}
