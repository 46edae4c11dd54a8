package org.hutong.gateway.support;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * So many requests a second for each client, with a burst: the generic cell rate algorithm, one
 * number a client. Who has not come for a while is forgotten: he is as good as new.
 */
public final class RateLimit {
  private static final int MANY = 10_000;
  private static final long SECOND = 1_000_000_000L;

  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, AtomicLong> nextFree = new ConcurrentHashMap<>();

  RateLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How many clients are remembered. */
  int known() {
    return nextFree.size();
  }

  /** Takes one request into account; how long to wait when it is one too many, else zero. */
  Duration take(String client, int perSecond, int burst) {
    long now = nanoTime.getAsLong();
    long interval = Math.max(1, SECOND / perSecond);
    long ahead = interval * (burst - 1L);
    if (nextFree.size() >= MANY) {
      nextFree.values().removeIf(free -> free.get() - now < 0);
    }
    AtomicLong free = nextFree.computeIfAbsent(client, c -> new AtomicLong(now));
    while (true) {
      long before = free.get();
      long from = before - now < 0 ? now : before;
      long over = from - now - ahead;
      if (over > 0) {
        return Duration.ofNanos(over);
      }
      if (free.compareAndSet(before, from + interval)) {
        return Duration.ZERO;
      }
    }
  }
}
