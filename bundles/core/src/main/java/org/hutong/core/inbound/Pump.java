package org.hutong.core.inbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Unavailable;
import org.hutong.core.store.Store;
import org.hutong.core.store.Wordless;
import org.hutong.core.systems.InboundRules;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.Sources;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.kernel.Cursor;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every feed by its poll interval, each on its own: a system that is down, slow or has changed
 * its columns holds up nobody else. A feed is asked by one thread at a time; what it gives is kept
 * in one unit of the writer with its cursor, so that nothing is lost or taken twice.
 */
final class Pump {
  private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final int MOST_DOUBLINGS = 20;
  private static final int LASTING = 2;

  private final SystemRegister register;
  private final Sources sources;
  private final Store store;
  private final FeedTable feeds;
  private final RowReading reading;
  private final Keeping keeping;
  private final BooleanSupplier roomOnDisk;
  private final Clock clock;
  private final Map<FeedTable.Name, State> states = new ConcurrentHashMap<>();
  private final Set<FeedTable.Name> running = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "inbound-timer"));
  private final ExecutorService threads;
  private volatile boolean closing;

  /** What is known of a feed in memory alone. */
  private record State(Instant nextAt, int failures, @Nullable String trouble) {
    static final State FRESH = new State(Instant.MIN, 0, null);
  }

  Pump(
      SystemRegister register,
      Sources sources,
      Store store,
      RowReading reading,
      Keeping keeping,
      BooleanSupplier roomOnDisk,
      Clock clock) {
    this.register = register;
    this.sources = sources;
    this.store = store;
    this.feeds = new FeedTable(store.vault());
    this.reading = reading;
    this.keeping = keeping;
    this.roomOnDisk = roomOnDisk;
    this.clock = clock;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newCachedThreadPool(
            task -> new Thread(task, "inbound-" + number.incrementAndGet()));
  }

  void start() {
    long millis = TICK.toMillis();
    timer.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      Instant now = clock.instant();
      for (SystemDefinition system : register.all()) {
        InboundRules inbound = system.inbound();
        for (FeedRules feed : inbound == null ? List.<FeedRules>of() : inbound.feeds()) {
          FeedTable.Name name = new FeedTable.Name(system.id(), feed.name());
          if (feed.isPulled()
              && !states.getOrDefault(name, State.FRESH).nextAt().isAfter(now)
              && running.add(name)) {
            threads.execute(() -> run(system, feed, name));
          }
        }
      }
    } catch (RuntimeException e) { // the timer's seam: it must ask again the next time
      LOG.error("The feeds could not be asked", e);
    }
  }

  private void run(SystemDefinition system, FeedRules feed, FeedTable.Name name) {
    try {
      boolean more = true;
      while (more && !closing) {
        more = once(system, feed, name).more();
      }
    } finally {
      running.remove(name);
    }
  }

  /** What came of asking once. */
  record Asked(boolean more, boolean answered, Keeping.Count count) {
    static final Asked NOTHING = new Asked(false, false, new Keeping.Count(0, 0, 0));
  }

  /** Asks once; says when the feed is to be asked again. */
  Asked once(SystemDefinition system, FeedRules feed, FeedTable.Name name) {
    InboundRules inbound = system.inbound();
    if (inbound == null) {
      return Asked.NOTHING;
    }
    try {
      FeedTable.Stored stored =
          store.read(c -> feeds.find(c, name)).orElseGet(() -> FeedTable.Stored.fresh(name, 0));
      if (stored.pausedBy() != null || !roomOnDisk.getAsBoolean()) {
        next(name, inbound.poll(), 0, null);
        return Asked.NOTHING;
      }
      Optional<Batch> batch = fetch(system, inbound, stored);
      if (batch.isEmpty()) {
        next(name, TICK.multipliedBy(2), 0, "未接入，或接入插件正在更换");
        return Asked.NOTHING;
      }
      Asked asked = take(system, feed, stored, batch.get());
      next(name, inbound.poll(), 0, null);
      return asked;
    } catch (Unavailable e) {
      failed(system, name, String.valueOf(e.getMessage()));
    } catch (Refused e) {
      failed(system, name, "数据库暂不能写入");
      LOG.info("Rows of {}/{} could not be kept now: {}", name.system(), name.feed(), e.code());
    } catch (RuntimeException e) { // the seam of this thread: the feed must be asked again
      failed(system, name, "内部错误，已记录");
      LOG.error("Feed {}/{} failed", name.system(), name.feed(), Wordless.of(e));
    }
    return Asked.NOTHING;
  }

  /** Silence counts from the first time that an adapter was there to be asked. */
  private Optional<Batch> fetch(
      SystemDefinition system, InboundRules inbound, FeedTable.Stored stored) throws Unavailable {
    FeedTable.Name name = stored.name();
    try {
      Optional<Batch> batch =
          sources.fetch(
              name.system(),
              name.feed(),
              stored.cursor() == null ? null : new Cursor(stored.cursor()),
              inbound.batch(),
              system.limits().timeLimit());
      batch.ifPresent(given -> asked(stored));
      return batch;
    } catch (Unavailable e) {
      asked(stored);
      throw e;
    }
  }

  private void asked(FeedTable.Stored stored) {
    if (stored.firstAsked() == 0) {
      store.write(tx -> feeds.ensure(tx, stored.name()));
    }
  }

  private Asked take(
      SystemDefinition system, FeedRules feed, FeedTable.Stored stored, Batch batch) {
    FeedTable.Name name = stored.name();
    Optional<String> drift = Drift.of(system, feed, batch.rows());
    if (drift.isPresent()) {
      if (!drift.get().equals(stored.heldWhy())) {
        LOG.warn("Feed {}/{} is held: {}", name.system(), name.feed(), drift.get());
        store.write(
            tx -> {
              FeedTable.hold(tx, name, drift.get());
              return true;
            });
      }
      return Asked.NOTHING;
    }
    List<Batch.Row> rows = batch.rows().stream().map(r -> Cleaning.row(feed, r)).toList();
    String next = batch.next() == null ? stored.cursor() : batch.next().value();
    if (rows.isEmpty() && batch.refused().isEmpty() && stored.isAt(next)) {
      store.write(
          tx -> {
            FeedTable.answered(tx, name);
            return true;
          });
      return new Asked(batch.more(), true, new Keeping.Count(0, 0, 0));
    }
    List<Arrived> read = new ArrayList<>(rows.size());
    rows.forEach(row -> read.add(reading.read(system, feed, row)));
    Keeping.Readied readied =
        new Keeping.Readied(
            system,
            name,
            stored.cursor(),
            next,
            reading.version(system, feed),
            read,
            batch.refused());
    Optional<Keeping.Count> count = keeping.keep(readied);
    // Without progress there is no hurry, whatever the source says of more.
    boolean moved = count.isPresent() && !stored.isAt(next);
    return new Asked(batch.more() && moved, true, count.orElse(new Keeping.Count(0, 0, 0)));
  }

  private void failed(SystemDefinition system, FeedTable.Name name, String why) {
    int failures = states.getOrDefault(name, State.FRESH).failures() + 1;
    long first = Math.max(1, system.limits().firstRetry().toMillis());
    long most = Math.max(first, system.limits().mostRetry().toMillis());
    int doublings = Math.min(MOST_DOUBLINGS, failures - 1);
    long wait = first > most >> doublings ? most : first << doublings;
    next(name, Duration.ofMillis(wait), failures, why);
    if (failures == 1) {
      LOG.info("Feed {}/{} cannot be read now: {}", name.system(), name.feed(), why);
    }
  }

  private void next(FeedTable.Name name, Duration in, int failures, @Nullable String trouble) {
    states.put(name, new State(clock.instant().plus(in), failures, trouble));
  }

  /** Why the feed could not be read the last time. */
  Optional<String> trouble(FeedTable.Name name) {
    return Optional.ofNullable(states.getOrDefault(name, State.FRESH).trouble());
  }

  /** The same, once it failed often enough that it was no single hiccup. */
  Optional<String> lasting(FeedTable.Name name) {
    return states.getOrDefault(name, State.FRESH).failures() < LASTING
        ? Optional.empty()
        : trouble(name);
  }

  /** Asks at the next tick. */
  void soon(FeedTable.Name name) {
    states.remove(name);
  }

  /** Takes a feed for oneself, as an import does; false while it is being asked. */
  boolean seize(FeedTable.Name name) {
    return running.add(name);
  }

  void release(FeedTable.Name name) {
    running.remove(name);
  }

  void close() throws InterruptedException {
    closing = true;
    timer.shutdownNow();
    threads.shutdown();
    if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
  }
}
