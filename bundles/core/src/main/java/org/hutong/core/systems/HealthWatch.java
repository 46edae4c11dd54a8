package org.hutong.core.systems;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hutong.adapter.Health;

/** Asks every system's health on a timer, each on its own, and remembers the last answer. */
public final class HealthWatch implements AutoCloseable {
  private static final int THREADS = 8;

  private final SystemRegister register;
  private final AdapterRegistry registry;
  private final Duration interval;
  private final Duration limit;
  private final Map<String, Health> last = new ConcurrentHashMap<>();
  private final Map<String, Boolean> asking = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "health-timer"));
  private final ExecutorService threads;

  /**
   * Asks nothing until {@link #start}.
   *
   * @param interval between two questions to one system
   * @param limit of one answer
   */
  public HealthWatch(
      SystemRegister register, AdapterRegistry registry, Duration interval, Duration limit) {
    this.register = register;
    this.registry = registry;
    this.interval = interval;
    this.limit = limit;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            THREADS, task -> new Thread(task, "health-" + number.incrementAndGet()));
    registry.listen(last::remove);
  }

  /** Asks for the first time at once. */
  public void start() {
    timer.scheduleWithFixedDelay(this::askAll, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The last answer; empty when never asked, or when no adapter serves the system. */
  Optional<Health> last(String system) {
    return Optional.ofNullable(last.get(system));
  }

  /** Asks now. */
  Optional<Health> now(String system) {
    Optional<Health> answer = registry.health(system, limit);
    answer.ifPresentOrElse(health -> last.put(system, health), () -> last.remove(system));
    return answer;
  }

  private void askAll() {
    for (SystemDefinition definition : register.all()) {
      String id = definition.id();
      // A system that is slow to answer is asked again only when it has answered.
      if (asking.putIfAbsent(id, true) == null) {
        threads.execute(
            () -> {
              try {
                now(id);
              } finally {
                asking.remove(id);
              }
            });
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    threads.shutdownNow();
  }
}
