package org.hutong.core.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.hutong.core.systems.SystemDefinition.Limits;

/** Exponential back-off with full jitter: spreads what failed together. */
final class BackOff {
  private static final int MOST_DOUBLINGS = 30;

  private final DoubleSupplier random;

  /** Takes numbers in {@code [0, 1)}. */
  BackOff(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * How long to wait after the n-th failure, from 1: a random part of {@code firstRetry × 2^(n-1)},
   * at most {@code mostRetry}, and never nothing.
   */
  Duration after(int failures, Limits limits) {
    long first = Math.max(1, limits.firstRetry().toMillis());
    long most = Math.max(first, limits.mostRetry().toMillis());
    int doublings = Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1));
    // Division instead of a shift of the first: no overflow, whatever the limits say.
    long ceiling = first > most >> doublings ? most : first << doublings;
    return Duration.ofMillis(Math.max(1, Math.round(ceiling * random.getAsDouble())));
  }
}
