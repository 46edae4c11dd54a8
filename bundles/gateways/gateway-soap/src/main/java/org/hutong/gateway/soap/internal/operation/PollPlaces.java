package org.hutong.gateway.soap.internal.operation;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Places for long polls: each keeps a thread of the web server waiting, so there are only so many.
 */
public final class PollPlaces {
  private final IntSupplier most;
  private final AtomicInteger taken = new AtomicInteger();

  public PollPlaces(IntSupplier most) {
    this.most = most;
  }

  /** Takes a place, which {@link #leave} gives back; false when there is none. */
  boolean take() {
    if (taken.incrementAndGet() > most.getAsInt()) {
      taken.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    taken.decrementAndGet();
  }
}
