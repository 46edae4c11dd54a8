package org.hutong.gateway.soap.internal.door;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * How long a thread waits for what a client sends. The web server's own limit begins anew with
 * every byte; this one does not. A thread that waits too long is interrupted, which ends its read.
 */
public final class Patience implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "soap-patience"));

  public Patience() {
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** From now on this thread waits so long at most, until the wait is closed. */
  Wait of(Duration longest) {
    Wait wait = new Wait(Thread.currentThread());
    wait.end = timer.schedule(wait::over, longest.toMillis(), TimeUnit.MILLISECONDS);
    return wait;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One thread's wait. */
  static final class Wait implements AutoCloseable {
    private final Thread thread;
    private Future<?> end;
    private boolean closed;
    private boolean over;

    private Wait(Thread thread) {
      this.thread = thread;
    }

    private synchronized void over() {
      if (!closed) {
        over = true;
        thread.interrupt();
      }
    }

    /** Whether it lasted too long. */
    synchronized boolean isOver() {
      return over;
    }

    @Override
    public synchronized void close() {
      closed = true;
      end.cancel(false);
      if (over) {
        // Nothing that comes after the read is to be interrupted.
        Thread.interrupted();
      }
    }
  }
}
