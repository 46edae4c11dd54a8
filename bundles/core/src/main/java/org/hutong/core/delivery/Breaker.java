package org.hutong.core.delivery;

import java.time.Instant;
import org.hutong.core.systems.SystemDefinition.Limits;

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

  /** A call did not reach the system, or got no answer. */
  void failed(Instant now, Limits limits) {
    failures++;
    if (failures >= OPENS_AFTER) {
      open = true;
      probeAt = now.plus(backOff.after(failures - OPENS_AFTER + 1, limits));
    }
  }

  /** The system answered; true when it had seemed down. */
  boolean answered() {
    boolean was = open;
    reset();
    return was;
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
