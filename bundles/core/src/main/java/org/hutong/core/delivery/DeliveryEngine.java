package org.hutong.core.delivery;

import com.codahale.metrics.MetricRegistry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.hutong.core.mapping.Mapper;
import org.hutong.core.store.Store;
import org.hutong.core.store.Tx;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.LaneFacts;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All lanes: started from the table, fed after each commit, stopped with their calls drained. */
public final class DeliveryEngine implements LaneFeed, LaneFacts, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);
  private static final int QUEUE = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String SENDING =
      """
      SELECT id, attempts FROM delivery
       WHERE system_id = ? AND next_at <= 9223372036854775807 AND state = 'SENDING'
      """;
  private static final Duration MOST_AHEAD = Duration.ofHours(1);
  private static final String TOO_FAR =
      """
      UPDATE delivery SET next_at = ?
       WHERE system_id = ? AND next_at > ? AND next_at <= 9223372036854775807
      """
          + NextAt.BY_THE_CLOCK;
  private static final String INTERRUPTED =
      """
      UPDATE delivery SET state = 'UNKNOWN', maybe_held = 1, asked = 0, unknown_at = ?,
             next_at = ?, why = ?
       WHERE id = ?
      """;

  private final LaneTools tools;
  private final Map<String, SystemLane> lanes = new ConcurrentHashMap<>();
  private volatile Map<String, LaneRows.Stored> stored = Map.of();
  private volatile boolean started;

  /** Starts nothing yet; what is fed before {@link #start} is found in the table then. */
  public DeliveryEngine(
      String street,
      Store store,
      CaseSource cases,
      Mapper mapper,
      SystemRegister register,
      AdapterRegistry adapters,
      MetricRegistry metrics,
      Clock clock) {
    this(
        street,
        store,
        cases,
        mapper,
        register,
        adapters,
        metrics,
        clock,
        () -> ThreadLocalRandom.current().nextDouble(),
        QUEUE,
        policy -> policy);
  }

  DeliveryEngine(
      String street,
      Store store,
      CaseSource cases,
      Mapper mapper,
      SystemRegister register,
      AdapterRegistry adapters,
      MetricRegistry metrics,
      Clock clock,
      DoubleSupplier random,
      int queueCapacity,
      UnaryOperator<Policy> policy) {
    BackOff backOff = new BackOff(random);
    this.tools =
        new LaneTools(
            store,
            register,
            adapters,
            new Sender(street, store, cases, mapper, adapters, clock),
            policy.apply(new Judge(backOff)),
            backOff,
            new Attempts(store.vault()),
            metrics,
            clock,
            queueCapacity);
    adapters.listen(this::adapterChanged);
  }

  /** What was being sent when the appliance stopped is unknown; then the lanes begin. */
  public void start() {
    stored = tools.store().read(LaneRows::all);
    int interrupted = tools.store().write(tx -> interrupted(tx, stored.keySet()));
    if (interrupted > 0) {
      LOG.warn("{} deliveries were under way at the last stop: they are asked about", interrupted);
    }
    started = true;
    Set<String> systems = new TreeSet<>(stored.keySet());
    tools.register().all().stream().map(SystemDefinition::id).forEach(systems::add);
    for (String system : systems) {
      open(system);
    }
  }

  private int interrupted(Tx tx, Collection<String> systems) throws SQLException {
    int count = 0;
    long now = tx.now().toEpochMilli();
    for (String system : systems) {
      notTooFar(tx, system, now + MOST_AHEAD.toMillis());
      for (Map.Entry<Long, Integer> row : sending(tx, system).entrySet()) {
        PreparedStatement update = tx.prepare(INTERRUPTED);
        update.setLong(1, now);
        update.setLong(2, now);
        update.setString(3, Why.INTERRUPTED);
        update.setLong(4, row.getKey());
        update.executeUpdate();
        tools
            .attempts()
            .add(
                tx, row.getKey(), new Attempts.Line(row.getValue(), now, "INTERRUPTED", "", 0, ""));
        count++;
      }
    }
    return count;
  }

  /** The clock may have been set back while nothing ran; and what nobody could tell is asked. */
  private static void notTooFar(Tx tx, String system, long most) throws SQLException {
    PreparedStatement update = tx.prepare(TOO_FAR);
    update.setLong(1, most);
    update.setString(2, system);
    update.setLong(3, most);
    update.executeUpdate();
  }

  private static Map<Long, Integer> sending(Tx tx, String system) throws SQLException {
    Map<Long, Integer> found = new HashMap<>();
    PreparedStatement query = tx.prepare(SENDING);
    query.setString(1, system);
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.put(row.getLong(1), row.getInt(2));
      }
    }
    return found;
  }

  /** The system's lane, begun if need be; null while the engine does not run. */
  private @Nullable SystemLane open(String system) {
    if (!started) {
      return null;
    }
    return lanes.computeIfAbsent(
        system,
        id -> {
          SystemLane lane =
              new SystemLane(stored.getOrDefault(id, LaneRows.Stored.fresh(id)), tools);
          lane.start();
          return lane;
        });
  }

  @Override
  public void feed(List<Due> dues) {
    Map<String, List<Due>> bySystem = new HashMap<>();
    for (Due due : dues) {
      if (due.toSend()) {
        bySystem.computeIfAbsent(due.system(), s -> new ArrayList<>()).add(due);
      }
    }
    bySystem.forEach(
        (system, its) -> {
          SystemLane lane = open(system);
          if (lane != null) {
            lane.feed(its);
          }
        });
  }

  @Override
  public void replay(Due due) {
    SystemLane lane = open(due.system());
    if (lane != null) {
      lane.replay(due);
    }
  }

  @Override
  public void freed(String system, long caseId) {
    SystemLane lane = lanes.get(system);
    if (lane != null) {
      lane.freed(caseId);
    }
  }

  private void adapterChanged(String system) {
    SystemLane lane = open(system);
    if (lane != null) {
      lane.adapterChanged();
    }
  }

  Optional<SystemLane> lane(String system) {
    return Optional.ofNullable(lanes.get(system));
  }

  Set<String> systems() {
    return new TreeSet<>(lanes.keySet());
  }

  /** Whether a call for the case is under way there, even one that was given up. */
  boolean busy(String system, long caseId) {
    return lane(system).map(lane -> lane.busy(caseId)).orElse(false);
  }

  void pause(String system, boolean paused) {
    SystemLane lane = open(system);
    if (lane != null) {
      lane.pause(paused);
    }
  }

  /** Makes every lane look at the clock again; for a clock that jumped. */
  void signal() {
    lanes.values().forEach(SystemLane::signal);
  }

  @Override
  public Optional<Instant> lastSuccess(String system) {
    return lane(system)
        .map(lane -> lane.health().lastSuccess())
        .filter(at -> at > 0)
        .map(Instant::ofEpochMilli);
  }

  /** A person typed the system's receipt back: what the sheet asked for went through. */
  void succeeded(String system, Instant at) {
    lane(system).ifPresent(lane -> lane.health().succeeded(at));
  }

  @Override
  public Optional<String> trouble(String system) {
    return lane(system).flatMap(lane -> lane.health().trouble());
  }

  @Override
  public boolean paused(String system) {
    return lane(system).map(SystemLane::paused).orElse(false);
  }

  /** Begins nothing more, waits for the calls under way, stores what came of them. */
  @Override
  public void close() {
    started = false;
    lanes.values().forEach(SystemLane::stop);
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (SystemLane lane : lanes.values()) {
        lane.awaitEnd(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lanes.clear();
  }
}
