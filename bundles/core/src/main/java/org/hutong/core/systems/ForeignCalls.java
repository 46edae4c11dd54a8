package org.hutong.core.systems;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one place where the registry calls adapters' code: making, asking, closing. Bounded in time;
 * whatever such a call throws, errors of a bundle being swapped included, comes back as {@link
 * Failed}.
 */
final class ForeignCalls implements AutoCloseable {
  private static final int MOST_THREADS = 32;

  /** The call did not give a value; the message names no class and no secret. */
  static final class Failed extends Exception {
    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final ExecutorService threads;

  ForeignCalls() {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            20,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "adapter-care-" + number.incrementAndGet());
              thread.setDaemon(true);
              // Not the creator's: a thread kept for the next call must not hold a swapped bundle.
              thread.setContextClassLoader(ForeignCalls.class.getClassLoader());
              return thread;
            });
  }

  /**
   * Runs the call with the class loader of the bundle it belongs to, for at most that long.
   *
   * @param ended told when its thread is free again, which may be long after the limit
   */
  <T> T within(Duration limit, ClassLoader loader, Callable<T> call, Runnable ended) throws Failed {
    Future<T> future;
    try {
      future = threads.submit(() -> in(loader, call, ended));
    } catch (RejectedExecutionException e) {
      ended.run();
      throw new Failed("接入插件的调用过多，未能执行", e);
    }
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new Failed("接入插件在 " + limit.toSeconds() + " 秒内没有应答", e);
    } catch (ExecutionException e) {
      throw new Failed("接入插件自身出错", e.getCause());
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new Failed("等待接入插件时被中断", e);
    }
  }

  private static <T> T in(ClassLoader loader, Callable<T> call, Runnable ended) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.call();
    } finally {
      thread.setContextClassLoader(before);
      ended.run();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
