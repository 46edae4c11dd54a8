package org.hutong.adapter.support;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that carry their adapter's name and can be waited for until they have truly ended. */
public final class NamedThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger count = new AtomicInteger();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  /** Threads are named {@code <name>-1} and so on. */
  public NamedThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    // Else it would keep the class loader of whoever called first.
    thread.setContextClassLoader(NamedThreads.class.getClassLoader());
    threads.removeIf(each -> each.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  /** Waits until all have ended, at most this long; an interrupt ends the wait. */
  public void join(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
