package org.hutong.core.delivery;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What one lane measures. */
final class LaneMetrics {
  private static final String QUEUE = "queue";
  private static final String IN_FLIGHT = "in-flight";
  private static final String DOWN = "down";
  private static final String BUDGET = "retry-budget";

  private final String system;
  private final MetricRegistry metrics;

  LaneMetrics(String system, MetricRegistry metrics) {
    this.system = system;
    this.metrics = metrics;
  }

  void watch(IntSupplier queue, IntSupplier inFlight, IntSupplier down, IntSupplier budget) {
    gauge(QUEUE, queue);
    gauge(IN_FLIGHT, inFlight);
    gauge(DOWN, down);
    gauge(BUDGET, budget);
  }

  private void gauge(String name, IntSupplier value) {
    metrics.gauge(name(name), () -> (Gauge<Integer>) value::getAsInt);
  }

  void call(long millis) {
    metrics.timer(name("call")).update(millis, TimeUnit.MILLISECONDS);
  }

  void outcome(Verdict verdict) {
    String state = verdict.state().name().toLowerCase(Locale.ROOT);
    metrics.counter("delivery.outcome{system=\"" + system + "\",state=\"" + state + "\"}").inc();
  }

  /** Whether there were any. */
  boolean putOff(int retries) {
    if (retries > 0) {
      metrics.counter(name("retries-put-off")).inc(retries);
    }
    return retries > 0;
  }

  void forget() {
    List.of(QUEUE, IN_FLIGHT, DOWN, BUDGET).forEach(gauge -> metrics.remove(name(gauge)));
  }

  private String name(String name) {
    return "delivery." + name + "{system=\"" + system + "\"}";
  }
}
