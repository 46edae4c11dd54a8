package org.hutong.harness.proof;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** As many callers as given, each sending its next request when it has its answer. */
final class Saturation {
  /** One caller with a connection of its own. */
  interface Caller extends AutoCloseable {
    /** Sends one case and gives the HTTP status. */
    int send() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Makes the caller of that number. */
  @FunctionalInterface
  interface Callers {
    Caller number(int n);
  }

  /** What came of it; {@code others}: how often each status that accepts nothing came. */
  record Result(long accepted, Map<Integer, Integer> others, double perSecond) {}

  private final int accepting;
  private final Callers callers;

  /** Callers whose cases are accepted when this status comes back. */
  Saturation(int accepting, Callers callers) {
    this.accepting = accepting;
    this.callers = callers;
  }

  Result run(int count, Duration time) throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Map<Integer, Integer>>> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        Callable<Map<Integer, Integer>> part = () -> one(number, end);
        parts.add(threads.submit(part));
      }
      Map<Integer, Integer> statuses = new TreeMap<>();
      for (Future<Map<Integer, Integer>> part : parts) {
        part.get().forEach((status, n) -> statuses.merge(status, n, Integer::sum));
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      Integer accepted = statuses.remove(accepting);
      long good = accepted == null ? 0 : accepted;
      return new Result(good, statuses, good / seconds);
    } finally {
      threads.shutdownNow();
    }
  }

  private Map<Integer, Integer> one(int number, long end) throws IOException {
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (Caller caller = callers.number(number)) {
      while (System.nanoTime() < end) {
        statuses.merge(caller.send(), 1, Integer::sum);
      }
    }
    return statuses;
  }
}
