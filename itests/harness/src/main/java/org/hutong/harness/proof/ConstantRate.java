package org.hutong.harness.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Requests on a schedule that no answer changes, by many callers with a connection each. Latency
 * counts from the moment a request was due, so a stall is felt by all that fell into it.
 */
final class ConstantRate {
  private static final int NO_ANSWER = 0;

  private final Saturation.Callers callers;
  private final int accepting;
  private final Histogram latency =
      new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(5), 3); // a request may wait for its caller
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
  private final AtomicInteger next = new AtomicInteger();

  /**
   * What a run came to.
   *
   * @param accepted of them
   * @param statuses how often each HTTP status came; 0 stands for no answer
   * @param latency of the accepted ones, in microseconds
   * @param seconds until the last answer
   */
  record Result(
      int sent, int accepted, Map<Integer, Integer> statuses, Histogram latency, double seconds) {}

  /** Callers whose cases are accepted when this status comes back; for one run. */
  ConstantRate(int accepting, Saturation.Callers callers) {
    this.accepting = accepting;
    this.callers = callers;
  }

  Result run(int count, int perSecond, int total) throws InterruptedException, ExecutionException {
    long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long begin = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Void>> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        Callable<Void> part =
            () -> {
              one(callers.number(number), begin, step, total);
              return null;
            };
        parts.add(threads.submit(part));
      }
      for (Future<Void> part : parts) {
        part.get();
      }
    } finally {
      threads.shutdownNow();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Map<Integer, Integer> plain = new TreeMap<>();
    statuses.forEach((status, n) -> plain.put(status, n.get()));
    return new Result(total, plain.getOrDefault(accepting, 0), plain, latency, seconds);
  }

  private void one(Saturation.Caller caller, long begin, long step, int total) throws IOException {
    try (caller) {
      for (int n = next.getAndIncrement(); n < total; n = next.getAndIncrement()) {
        long due = begin + n * step;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        int status = status(caller);
        statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
        if (status == accepting) {
          latency.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
        }
      }
    }
  }

  private static int status(Saturation.Caller caller) throws IOException {
    try {
      return caller.send();
    } catch (IOException e) {
      caller.close();
      return NO_ANSWER;
    }
  }
}
