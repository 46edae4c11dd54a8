package org.hutong.gateway.soap.internal.operation;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Places for long polls: each keeps a thread of the web server waiting, so there are only so many.
 */
public final class PollPlaces implements AutoCloseable {
  private final IntSupplier most;
  private final AtomicInteger taken = new AtomicInteger();
  private final Set<Thread> waiting = new HashSet<>();
  private volatile boolean closed;

  public PollPlaces(IntSupplier most) {
    this.most = most;
  }

  /** Takes a place, which {@link #leave} gives back; false when there is none. */
  boolean take() {
    if (taken.incrementAndGet() > most.getAsInt() || closed) {
      taken.decrementAndGet();
      return false;
    }
    synchronized (waiting) {
      waiting.add(Thread.currentThread());
    }
    return true;
  }

  void leave() {
    synchronized (waiting) {
      waiting.remove(Thread.currentThread());
      // The web server's thread goes on to other requests.
      Thread.interrupted();
    }
    taken.decrementAndGet();
  }

  /** Calls back those who wait, and lets nobody wait any more. */
  @Override
  public void close() {
    closed = true;
    synchronized (waiting) {
      waiting.forEach(Thread::interrupt);
    }
  }
}
