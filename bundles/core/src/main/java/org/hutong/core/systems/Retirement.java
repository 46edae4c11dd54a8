package org.hutong.core.systems;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adapters that serve no more: waits for their calls, then closes them. */
final class Retirement implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final Duration INSTANT = Duration.ofMillis(1);

  private final ForeignCalls calls;
  private final Duration drainLimit;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "adapter-retire"));

  Retirement(ForeignCalls calls, Duration drainLimit) {
    this.calls = calls;
    this.drainLimit = drainLimit;
  }

  void later(List<Slot> old) {
    if (!old.isEmpty()) {
      thread.execute(() -> now(old));
    }
  }

  /**
   * Waits for their calls and closes them: in all at most the drain limit, then five seconds, and a
   * moment for each. Calls that are still there keep their thread, and nothing else.
   */
  void now(List<Slot> old) {
    long drained = System.nanoTime() + drainLimit.toNanos();
    try {
      for (Slot slot : old) {
        if (!slot.await(left(drained, INSTANT))) {
          LOG.warn(
              "Calls of {} to {} were still in flight after {}",
              slot.factory,
              slot.definition.id(),
              drainLimit);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long closed = System.nanoTime() + CLOSE_LIMIT.toNanos();
    for (Slot slot : old) {
      close(slot, left(closed, MOMENT));
    }
  }

  private static Duration left(long end, Duration least) {
    return Duration.ofNanos(Math.max(least.toNanos(), end - System.nanoTime()));
  }

  private void close(Slot slot, Duration limit) {
    try {
      calls.within(
          limit,
          slot.loader(),
          () -> {
            slot.adapter.close();
            return true;
          },
          () -> {});
    } catch (ForeignCalls.Failed e) {
      LOG.warn(
          "Adapter {} of {} did not close properly",
          slot.factory,
          slot.definition.id(),
          e.getCause());
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
