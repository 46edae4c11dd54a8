package org.hutong.core.delivery;

import java.time.Instant;
import java.util.Optional;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How the exchanges with one system went: when something last arrived there, and whether the last
 * ones brought nothing: not sent, no answer, one that nobody understands, or "later". Unlike the
 * {@link Breaker} it also counts a system that can be reached and puts everybody off, because for
 * the register that system is in trouble too. Any thread may ask.
 */
final class LaneHealth {
  private static final int TROUBLE = 3;
  private static final long STORE_EVERY = 60_000;

  private volatile long lastSuccess;
  private volatile int fruitless;
  private long stored;

  LaneHealth(long storedSuccess) {
    lastSuccess = storedSuccess;
    stored = storedSuccess;
  }

  /** One exchange ended; the lane's own thread tells. */
  void ended(Effect effect) {
    if (isFruitless(effect)) {
      fruitless = fruitless + 1;
    } else if (effect instanceof Effect.Answered || effect instanceof Effect.Looked) {
      fruitless = 0;
    }
  }

  private static boolean isFruitless(Effect effect) {
    if (effect instanceof Effect.Answered answered) {
      return answered.outcome() instanceof Outcome.Unknown
          || answered.outcome() instanceof Outcome.RetryLater;
    }
    if (effect instanceof Effect.Looked looked) {
      return looked.said() instanceof LookUp.CannotTell;
    }
    return effect instanceof Effect.NothingLeft || effect instanceof Effect.Silent;
  }

  /** A document arrived, or a person typed back that it did; from any thread. */
  void succeeded(Instant at) {
    lastSuccess = at.toEpochMilli();
  }

  /** Milliseconds; 0 for never. */
  long lastSuccess() {
    return lastSuccess;
  }

  /** A Chinese sentence while the last exchanges brought nothing. */
  Optional<String> trouble() {
    return fruitless < TROUBLE ? Optional.empty() : Optional.of("最近几次投递都没有办成");
  }

  /** What is to be stored now; null while that can wait. */
  @Nullable Long toStore(Instant now, boolean atOnce) {
    long at = lastSuccess;
    boolean due = atOnce || Math.abs(now.toEpochMilli() - stored) >= STORE_EVERY;
    return at != stored && due ? at : null;
  }

  void stored(long success) {
    stored = success;
  }
}
