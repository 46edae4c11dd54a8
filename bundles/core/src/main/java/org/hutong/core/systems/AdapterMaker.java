package org.hutong.core.systems;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemAdapter;
import org.hutong.core.store.Wordless;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has factories make adapters, and knows which systems got none and why. A factory that failed on
 * its own account is asked again later; a definition that it refused waits for a person.
 */
final class AdapterMaker {
  private static final Logger LOG = LoggerFactory.getLogger(AdapterMaker.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
  private static final Duration MOST_RETRY = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 5;

  /** One definition given to one registered factory. */
  private record Attempt(long factory, SystemDefinition definition) {}

  /**
   * Why a system got no adapter.
   *
   * @param sentence Chinese
   * @param own whether the factory failed on its own account
   * @param times it did so in a row
   * @param again when it may be asked again, in the machine's nanoseconds
   */
  private record Failure(String sentence, boolean own, int times, long again, Attempt attempt) {}

  private final ForeignCalls calls;
  private final Duration limit;
  private final LongSupplier nanos;
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();
  private final Set<Attempt> running = ConcurrentHashMap.newKeySet();

  AdapterMaker(ForeignCalls calls, Duration limit, LongSupplier nanos) {
    this.calls = calls;
    this.limit = limit;
    this.nanos = nanos;
  }

  /**
   * Asks the factory; empty when it gave none, and then the failure is known here.
   *
   * @param otherwise what becomes of the system then, for the log
   */
  Optional<SystemAdapter> make(SystemDefinition definition, FactoryEntry entry, String otherwise) {
    Attempt attempt = new Attempt(entry.serial(), definition);
    if (!running.add(attempt)) {
      return Optional.empty(); // asked already, and still not done: it would take another thread
    }
    try {
      SystemAdapter adapter = made(definition, entry, () -> running.remove(attempt));
      failures.remove(definition.id());
      return Optional.of(adapter);
    } catch (ForeignCalls.Failed e) {
      failed(attempt, entry, otherwise, e);
      return Optional.empty();
    }
  }

  private SystemAdapter made(SystemDefinition definition, FactoryEntry entry, Runnable ended)
      throws ForeignCalls.Failed {
    CompletableFuture<SystemAdapter> wanted = new CompletableFuture<>();
    try {
      return calls.within(
          limit,
          entry.factory().getClass().getClassLoader(),
          () -> {
            SystemAdapter adapter =
                Objects.requireNonNull(entry.factory().create(definition.config()), "no adapter");
            if (!wanted.complete(adapter)) {
              LOG.info("{} made an adapter for {} too late", entry, definition.id());
              adapter.close();
            }
            return adapter;
          },
          ended);
    } catch (ForeignCalls.Failed e) {
      if (wanted.cancel(false)) {
        throw e;
      }
      return wanted.join(); // made in the last moment
    }
  }

  private void failed(
      Attempt attempt, FactoryEntry entry, String otherwise, ForeignCalls.Failed failure) {
    String id = attempt.definition().id();
    if (failure.getCause() instanceof InvalidConfig invalid) {
      String sentence = invalid.setting() + "：" + invalid.getMessage();
      failures.put(id, new Failure(sentence, false, 0, 0, attempt));
      LOG.warn("System {} {}: {}", id, otherwise, invalid.setting());
      return;
    }
    Failure before = failures.get(id);
    int times = before == null ? 1 : before.times() + 1;
    Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
    long again =
        nanos.getAsLong()
            + (pause.compareTo(MOST_RETRY) < 0 ? pause.toNanos() : MOST_RETRY.toNanos());
    String sentence = String.valueOf(failure.getMessage());
    failures.put(id, new Failure(sentence, true, times, again, attempt));
    if (times == 1) {
      LOG.warn("System {} {}: {} failed", id, otherwise, entry, Wordless.of(failure.getCause()));
    } else {
      LOG.warn("System {} {}: {} failed for the {}. time", id, otherwise, entry, times);
    }
  }

  /** The system whose factory may be asked again and has waited longest. */
  Optional<String> due() {
    long now = nanos.getAsLong();
    return failures.entrySet().stream()
        .filter(each -> each.getValue().own() && each.getValue().again() - now <= 0)
        .filter(each -> !running.contains(each.getValue().attempt()))
        .min(Comparator.comparingLong(each -> each.getValue().again() - now))
        .map(Map.Entry::getKey);
  }

  Optional<String> error(String system) {
    return Optional.ofNullable(failures.get(system)).map(Failure::sentence);
  }

  /** Whether a factory failed on its own account to make the system's adapter. */
  boolean failed(String system) {
    Failure failure = failures.get(system);
    return failure != null && failure.own();
  }

  void forget(Predicate<String> systems) {
    failures.keySet().removeIf(systems);
  }
}
