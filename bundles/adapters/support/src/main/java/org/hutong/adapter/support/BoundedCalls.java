package org.hutong.adapter.support;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hutong.adapter.NotSent;

/**
 * Runs blocking calls on threads of its own, because a thread that waits for a socket does not
 * notice an interrupt: the caller's thread waits here instead, and {@link Call#abort()} closes the
 * socket when the caller is interrupted or the time is up.
 *
 * <p>Libraries leave their thread locals on these threads, never on the lane's, so an adapter's
 * class loader is free once it is closed.
 */
public final class BoundedCalls implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration END = Duration.ofSeconds(5);

  private final NamedThreads threads;
  private final ThreadPoolExecutor workers;
  private final Set<Call<?>> running = ConcurrentHashMap.newKeySet();

  /** One call to a remote system. */
  public interface Call<T> {
    /** Runs on a worker's thread; says by {@link NotSent} that nothing left. */
    T run() throws NotSent;

    /** Runs on another thread: closes what {@link #run()} waits for, so that it ends at once. */
    void abort();

    /** The answer if even an aborted call does not end; the same duty as {@link #run()}. */
    T abandoned() throws NotSent;
  }

  /** Threads are named {@code <name>-1} and so on. */
  public BoundedCalls(String name) {
    threads = new NamedThreads(name);
    workers =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  /**
   * Runs one call and ends within the limit.
   *
   * @throws InterruptedException at once when the calling thread is interrupted
   * @throws NotSent when the call says so, or this was closed before it began
   */
  public <T> T call(Duration limit, Call<T> call) throws NotSent, InterruptedException {
    Duration grace = GRACE.compareTo(limit.dividedBy(5)) < 0 ? GRACE : limit.dividedBy(5);
    Future<T> future;
    running.add(call);
    try {
      future = workers.submit(call::run);
    } catch (RejectedExecutionException e) {
      running.remove(call);
      throw new NotSent("接入插件正在停止", e);
    }
    try {
      return resultOf(future, limit.minus(grace));
    } catch (TimeoutException e) {
      call.abort();
      try {
        return resultOf(future, grace);
      } catch (TimeoutException stillRunning) {
        return call.abandoned();
      }
    } catch (InterruptedException e) {
      call.abort();
      throw e;
    } finally {
      running.remove(call);
      future.cancel(true);
    }
  }

  private static <T> T resultOf(Future<T> future, Duration limit)
      throws NotSent, InterruptedException, TimeoutException {
    try {
      return future.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof NotSent notSent) {
        throw notSent;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw cause instanceof RuntimeException own ? own : new IllegalStateException(cause);
    }
  }

  /** Ends every running call and its thread. */
  @Override
  public void close() {
    workers.shutdownNow();
    running.forEach(Call::abort);
    threads.join(END);
  }
}
