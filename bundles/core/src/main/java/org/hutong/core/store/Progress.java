package org.hutong.core.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far the writer is, for readers of a database that shows them rows before their commit. Such a
 * reader waits until the transaction that was open when it had read is over, and reads again when
 * one was undone meanwhile: then all it saw was committed.
 */
final class Progress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition over = lock.newCondition();
  // Written by the writer's thread alone.
  private volatile long begun;
  private volatile long ended;
  private volatile long undone;

  /** Before the first row of a transaction is written. */
  void begin() {
    long next = begun + 1;
    begun = next;
  }

  /** After rows were rolled back. */
  void undo() {
    long next = undone + 1;
    undone = next;
  }

  /** After the commit, or the roll-back and {@link #undo}. */
  void end() {
    lock.lock();
    try {
      ended = begun;
      over.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The transaction that is open, or was the last one. */
  long begun() {
    return begun;
  }

  /** How often rows were rolled back. */
  long undone() {
    return undone;
  }

  /** Waits until that transaction is over; false when the time ran out. */
  boolean awaitEnd(long transaction, long limitMillis) throws InterruptedException {
    if (ended >= transaction) {
      return true;
    }
    long left = TimeUnit.MILLISECONDS.toNanos(limitMillis);
    lock.lock();
    try {
      while (ended < transaction && left > 0) {
        left = over.awaitNanos(left);
      }
      return ended >= transaction;
    } finally {
      lock.unlock();
    }
  }
}
