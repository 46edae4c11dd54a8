package org.hutong.standins.zhjz;

import java.util.concurrent.ThreadLocalRandom;
import org.hutong.standins.kit.Faults;

/** How slow the system is and whether it can be asked by 流水号; changed by control. */
final class ZhjzSettings {
  private final Faults faults;
  private final long seed;
  private volatile boolean lookUp;
  private volatile long minMs;
  private volatile long maxMs;

  ZhjzSettings(Faults faults, long seed, String delayMs, boolean lookUp) {
    this.faults = faults;
    this.seed = seed;
    this.lookUp = lookUp;
    delayMs(delayMs);
  }

  /** Takes {@code MIN-MAX} milliseconds. */
  void delayMs(String range) {
    if (!range.matches("\\d{1,6}-\\d{1,6}")) {
      throw new IllegalArgumentException("delayMs is MIN-MAX in milliseconds: " + range);
    }
    String[] ends = range.split("-");
    long min = Long.parseLong(ends[0]);
    long max = Long.parseLong(ends[1]);
    if (min > max) {
      throw new IllegalArgumentException("delayMs is MIN-MAX in milliseconds: " + range);
    }
    minMs = min;
    maxMs = max;
  }

  String delayMs() {
    return minMs + "-" + maxMs;
  }

  void lookUp(boolean on) {
    lookUp = on;
  }

  boolean lookUp() {
    return lookUp;
  }

  long seed() {
    return seed;
  }

  /** Takes its time. */
  void delay() {
    faults.hold(ThreadLocalRandom.current().nextLong(minMs, Math.max(minMs, maxMs) + 1));
  }
}
