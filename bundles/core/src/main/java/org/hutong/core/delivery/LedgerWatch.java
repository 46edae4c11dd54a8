package org.hutong.core.delivery;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.Reconciliation;
import org.hutong.problem.Refused;
import org.hutong.systems.Appliance.Check;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at lanes and ledger on a timer, in the table alone: what it says does not depend on what
 * the lanes believe. Its findings are the metrics by lane and the checks of health.
 */
public final class LedgerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final int RECONCILED_EVERY = 40;
  private static final int DAYS_BACK = 31;
  private static final int WEEK = 7;
  private static final Duration STALE = Duration.ofMinutes(30);
  private static final String DEPTH =
      """
      SELECT state, COUNT(*), MIN(created_at) FROM delivery
       WHERE system_id = ? AND next_at <= 9223372036854775807
       GROUP BY state
      """;
  private static final String OLDEST =
      """
      SELECT MIN(d.created_at) FROM delivery d
       WHERE d.system_id = ? AND d.next_at < 9223372036854775807
         AND (d.state IN ('SENDING', 'RETRYING') OR d.state = 'UNKNOWN' AND d.asked < %d
              OR d.state = 'WAITING' AND (d.follows = 0 OR NOT EXISTS (
                  SELECT 1 FROM delivery e
                   WHERE e.case_id = d.case_id AND e.system_id = d.system_id AND e.id < d.id
                     AND e.state NOT IN ('DELIVERED', 'SUPERSEDED', 'CANCELLED', 'ABANDONED'))))
      """
          .formatted(Judge.MOST_ASKED);

  private final Store store;
  private final SystemRegister register;
  private final Reconciler reconciler;
  private final MetricRegistry metrics;
  private final Clock clock;
  private final Duration patience;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<String, Reconciliation.Line> lines = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ledger-watch"));
  private final LongSupplier nanoTime;
  private volatile Check ledger = new Check("ledger", true, "尚未对账");
  private volatile long reconciledAt;
  private int round;
  // The day on which the weeks before yesterday were last found to balance.
  private @Nullable LocalDate balancedBack;

  /**
   * Looks at nothing yet.
   *
   * @param patience how long the oldest delivery that its lane should move may stand, with nothing
   *     delivered meanwhile, before the lane counts as stuck
   */
  public LedgerWatch(
      Store store,
      SystemRegister register,
      CaseSource cases,
      MetricRegistry metrics,
      Clock clock,
      Duration patience) {
    this(store, register, cases, metrics, clock, patience, System::nanoTime);
  }

  LedgerWatch(
      Store store,
      SystemRegister register,
      CaseSource cases,
      MetricRegistry metrics,
      Clock clock,
      Duration patience,
      LongSupplier nanoTime) {
    this.store = store;
    this.register = register;
    this.reconciler = new Reconciler("", store, cases);
    this.metrics = metrics;
    this.clock = clock;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.reconciledAt = nanoTime.getAsLong();
    metrics.gauge("ledger.balanced", () -> (Gauge<Integer>) () -> ledger().ok() ? 1 : 0);
  }

  /** A lane as the table has it; times in milliseconds, 0 for none. */
  private record Lane(
      LaneRows.Stored stored, Map<DeliveryState, Long> depth, long oldest, long toMove) {}

  /** Looks for the first time at once. */
  public void start() {
    timer.scheduleWithFixedDelay(this::watch, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void watch() {
    try {
      look();
    } catch (Refused e) {
      LOG.debug("The ledger could not be looked at: {}", e.code());
    } catch (RuntimeException e) { // the timer's seam: it must look again the next time
      LOG.error("The ledger could not be looked at", e);
    }
  }

  /** One look; reconciles at the first and from time to time. */
  void look() {
    Map<String, Lane> found =
        store.read(
            c -> {
              Map<String, LaneRows.Stored> stored = LaneRows.all(c);
              Set<String> systems = new TreeSet<>(stored.keySet());
              register.all().stream().map(SystemDefinition::id).forEach(systems::add);
              Map<String, Lane> all = new TreeMap<>();
              for (String system : systems) {
                all.put(
                    system, lane(c, stored.getOrDefault(system, LaneRows.Stored.fresh(system))));
              }
              return all;
            });
    found.keySet().stream().filter(s -> !lanes.containsKey(s)).forEach(this::gauges);
    lanes.putAll(found);
    if (round % RECONCILED_EVERY == 0) {
      reconcile(); // what fails is tried again at the next look
    }
    round++;
  }

  private static Lane lane(Connection connection, LaneRows.Stored stored) throws SQLException {
    Map<DeliveryState, Long> depth = new EnumMap<>(DeliveryState.class);
    long oldest = 0;
    try (PreparedStatement query = connection.prepareStatement(DEPTH)) {
      query.setString(1, stored.system());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          depth.put(DeliveryState.valueOf(row.getString(1)), row.getLong(2));
          oldest = oldest == 0 ? row.getLong(3) : Math.min(oldest, row.getLong(3));
        }
      }
    }
    try (PreparedStatement query = connection.prepareStatement(OLDEST)) {
      query.setString(1, stored.system());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Lane(stored, depth, oldest, row.getLong(1));
      }
    }
  }

  private void gauges(String system) {
    String label = "{system=\"" + system + "\"";
    for (DeliveryState state : DeliveryState.values()) {
      if (!state.ended()) {
        metrics.gauge(
            "lane.depth" + label + ",state=\"" + state + "\"}",
            () -> (Gauge<Long>) () -> lanes.get(system).depth().getOrDefault(state, 0L));
      }
    }
    metrics.gauge(
        "lane.oldest_seconds" + label + "}",
        () -> (Gauge<Long>) () -> age(lanes.get(system).oldest()) / 1000);
    metrics.gauge(
        "lane.paused" + label + "}",
        () -> (Gauge<Integer>) () -> lanes.get(system).stored().paused() ? 1 : 0);
    metrics.gauge(
        "ledger.expected" + label + "}", () -> (Gauge<Long>) () -> line(system).expected());
    metrics.gauge("ledger.sum" + label + "}", () -> (Gauge<Long>) () -> line(system).sum());
  }

  private Reconciliation.Line line(String system) {
    return lines.getOrDefault(system, new Reconciliation.Line(system, 0, 0, Map.of(), true));
  }

  private long age(long since) {
    return since == 0 ? 0 : Math.max(0, clock.millis() - since);
  }

  void reconcile() {
    LocalDate today = Times.day(clock.instant());
    Reconciliation found = reconciler.compare(today.minusDays(1), today.plusDays(1));
    lines.keySet().retainAll(found.lines().stream().map(Reconciliation.Line::system).toList());
    found.lines().forEach(line -> lines.put(line.system(), line));
    int differing = found.differences().size() + back(today);
    ledger =
        differing == 0
            ? new Check("ledger", true, "近 " + DAYS_BACK + " 日应分发数与台账相符")
            : new Check("ledger", false, "近 " + DAYS_BACK + " 日台账与应分发数有 " + differing + " 处不符，请对账");
    reconciledAt = nanoTime.getAsLong();
  }

  /**
   * The weeks before yesterday, one by one: once a day, and each time while something differs
   * there.
   */
  private int back(LocalDate today) {
    if (today.equals(balancedBack)) {
      return 0;
    }
    int differing = 0;
    for (int day = DAYS_BACK; day > 1; day -= WEEK) {
      LocalDate end = today.minusDays(Math.max(1, day - WEEK));
      differing += reconciler.compare(today.minusDays(day), end).differences().size();
    }
    balancedBack = differing == 0 ? today : null;
    return differing;
  }

  /** What was found long ago says nothing any more. */
  private Check ledger() {
    long minutes = TimeUnit.NANOSECONDS.toMinutes(nanoTime.getAsLong() - reconciledAt);
    return minutes <= STALE.toMinutes()
        ? ledger
        : new Check("ledger", false, "已有 " + minutes + " 分钟未能对账，台账是否相符不明");
  }

  /** As last looked at. */
  public List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(ledger());
    new TreeMap<>(lanes).forEach((system, lane) -> checks.add(check(system, lane)));
    return checks;
  }

  private Check check(String system, Lane lane) {
    String name = "lane." + system;
    long success = lane.stored().lastSuccess();
    // One in the future was noted by a clock that has been set right since, and says nothing.
    boolean never = success == 0 || success > clock.millis();
    long since = never ? age(lane.toMove()) : Math.min(age(lane.toMove()), age(success));
    if (lane.toMove() == 0 || since < patience.toMillis()) {
      return new Check(name, true, "正常");
    }
    String why =
        lane.stored().paused()
            ? Why.paused(
                String.valueOf(lane.stored().pausedBy()), String.valueOf(lane.stored().pausedWhy()))
            : "最早一条已等待 " + age(lane.toMove()) / 60_000 + " 分钟，期间没有一条送达";
    return new Check(name, false, why);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
