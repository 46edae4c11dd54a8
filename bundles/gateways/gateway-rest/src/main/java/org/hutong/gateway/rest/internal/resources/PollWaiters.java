package org.hutong.gateway.rest.internal.resources;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.core.Response;

/** The threads on which long polls wait: so many and no more. */
public final class PollWaiters implements AutoCloseable {
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor threads;

  public PollWaiters(int most) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            r -> {
              Thread thread = new Thread(r, "hutong-rest-poll-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Changes their number; those who wait go on. */
  public void setMost(int most) {
    threads.setMaximumPoolSize(most);
  }

  /** Lets a waiter answer; false when all of them wait already. */
  boolean take(AsyncResponse response, Supplier<Response> answer) {
    try {
      threads.execute(() -> complete(response, answer));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private static void complete(AsyncResponse response, Supplier<Response> answer) {
    Response said;
    try {
      said = answer.get();
    } catch (RuntimeException | LinkageError e) {
      // The mappers answer it, as they would on the request's own thread.
      response.resume(e);
      return;
    }
    response.resume(said);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
