package org.hutong.core.delivery;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one waiting thread; a signal given while nobody waits is kept. */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private boolean kept;

  void give() {
    lock.lock();
    try {
      kept = true;
      given.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits that long, or until a signal; with {@code full} the whole time, whatever is signalled.
   */
  void await(long nanos, boolean full) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while ((full || !kept) && left > 0) {
        left = given.awaitNanos(left);
      }
      kept = false;
    } finally {
      lock.unlock();
    }
  }
}
