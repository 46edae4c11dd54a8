package org.hutong.harness.proof;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** As many callers as given, each sending its next request when it has its answer. */
final class Saturation {
  /** One request; true when it was accepted. */
  @FunctionalInterface
  interface Call {
    boolean send() throws Exception;
  }

  /** What came of it. */
  record Result(long accepted, long refused, double perSecond) {}

  private Saturation() {}

  static Result run(int callers, Duration time, Call call) throws InterruptedException {
    AtomicLong accepted = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    for (int i = 0; i < callers; i++) {
      threads.submit(
          () -> {
            while (System.nanoTime() < end) {
              if (call.send()) {
                accepted.incrementAndGet();
              } else {
                refused.incrementAndGet();
              }
            }
            return null;
          });
    }
    threads.shutdown();
    if (!threads.awaitTermination(time.toSeconds() + 60, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Result(accepted.get(), refused.get(), accepted.get() / seconds);
  }
}
