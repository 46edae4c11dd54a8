package org.hutong.core.access;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * Lets two passwords be hashed at a time, a few wait, and turns the rest away: a flood of log-ins
 * must not take the processor from the cases.
 */
final class HashGate {
  private static final int AT_ONCE = 2;
  private static final int WAITING = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Semaphore permits = new Semaphore(AT_ONCE, true);
  private final AtomicInteger waiting = new AtomicInteger();

  /** Runs it, or refuses with {@link Code#TOO_MANY_REQUESTS} without having run it. */
  boolean run(BooleanSupplier hashing) {
    enter();
    try {
      return hashing.getAsBoolean();
    } finally {
      permits.release();
    }
  }

  private void enter() {
    if (waiting.incrementAndGet() > WAITING) {
      waiting.decrementAndGet();
      throw tooMany();
    }
    try {
      if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw tooMany();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooMany();
    } finally {
      waiting.decrementAndGet();
    }
  }

  private static Refused tooMany() {
    return Refused.later(Code.TOO_MANY_REQUESTS, RETRY);
  }
}
