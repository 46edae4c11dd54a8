package org.hutong.core.delivery;

import static org.hutong.access.Role.ADMIN;
import static org.hutong.access.Role.DISPATCHER;
import static org.hutong.access.Role.HUB;
import static org.hutong.access.Role.OFFICER;
import static org.hutong.access.Role.STREET_IT;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hutong.access.Caller;
import org.hutong.core.settings.Given;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.QuietHours;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Wordless;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.Sources;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.delivery.HoldingsCheck;
import org.hutong.delivery.HoldingsCheck.Difference;
import org.hutong.delivery.HoldingsCheck.Line;
import org.hutong.delivery.HoldingsCheck.Standing;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.systems.Appliance.Check;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second reconciliation (清单核对): once a night over the last weeks, and when somebody asks. */
public final class HoldingsDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HoldingsDesk.class);
  private static final int MOST_DIFFERENCES = 500;
  private static final String CHECK = "holdings";

  /** A system that could not list for so long is no longer taken to agree. */
  private static final Duration UNLISTED = Duration.ofDays(3);

  private static final Duration MISSED = Duration.ofDays(2);
  private static final Duration IDLE_FOR = Duration.ofHours(1);

  private final String street;
  private final Store store;
  private final CaseSource cases;
  private final SystemRegister register;
  private final Sources sources;
  private final HoldingsRun run;
  private final HoldingsKept kept;
  private final Plan plan;
  private final MetricRegistry metrics;
  private final Clock clock;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "holdings-check"));
  private final Map<String, Instant> failedSince = new ConcurrentHashMap<>();
  private volatile @Nullable Instant idleSince;
  private volatile @Nullable HoldingsCheck last;
  private @Nullable LocalDate made;

  /**
   * When and how much.
   *
   * @param quiet when the nightly run may begin
   * @param days how far back it goes
   * @param nightly how long it may take
   * @param asked how long one may take that somebody waits for
   * @param records most that one system may list
   */
  public record Plan(QuietHours quiet, int days, Duration nightly, Duration asked, int records) {
    /** From the settings {@code holdings.*}; what is absent has its default. */
    public static Plan from(Given given) {
      return new Plan(
          new QuietHours(given.time("holdings.at", "03:40")),
          given.number("holdings.days", 31, 1, 36_500),
          Duration.ofMinutes(given.number("holdings.minutes", 30, 1, 24 * 60)),
          Duration.ofSeconds(given.number("holdings.asked.seconds", 60, 1, 24 * 3600)),
          given.number("holdings.records", 100_000, 1, Integer.MAX_VALUE));
    }
  }

  /** Asks nobody before {@link #start}. */
  public HoldingsDesk(
      String street,
      Store store,
      CaseSource cases,
      SystemRegister register,
      AdapterRegistry adapters,
      Plan plan,
      MetricRegistry metrics,
      Clock clock) {
    this.street = street;
    this.store = store;
    this.cases = cases;
    this.register = register;
    this.sources = new Sources(adapters);
    this.run = new HoldingsRun(store, cases, sources, clock, plan.records(), MOST_DIFFERENCES);
    this.kept = new HoldingsKept(store.vault());
    this.plan = plan;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Takes up what was found before a restart; then looks every minute whether it is time. */
  public void start() {
    store.read(kept::last).ifPresent(this::recall);
    idleSince = clock.instant();
    timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.MINUTES);
  }

  private void recall(HoldingsCheck check) {
    check.lines().forEach(this::remember);
    last = check;
    made = plan.quiet().night(check.at().toInstant()).orElse(null);
  }

  void tick() {
    LocalDate night = plan.quiet().night(clock.instant()).orElse(null);
    if (night == null || night.equals(made)) {
      if (!nightsMissed()) {
        return;
      }
      idleSince = clock.instant(); // should it fail, an hour passes before the next
    } else {
      made = night;
    }
    try {
      usual(plan.nightly());
    } catch (Refused e) {
      LOG.warn("Holdings could not be checked, or not kept: {}", e.code());
    } catch (RuntimeException e) { // the seam of the timer: the next night comes
      LOG.error("Holdings could not be checked", Wordless.of(e));
    }
  }

  /** The machine is off at night: then it is done by day, once it has been on for a while. */
  private boolean nightsMissed() {
    Instant since = idleSince;
    HoldingsCheck known = last;
    Instant now = clock.instant();
    return since != null
        && now.isAfter(since.plus(IDLE_FOR))
        && (known == null || now.isAfter(known.at().toInstant().plus(MISSED)));
  }

  /** The last weeks, kept for metrics, health and whoever asks for it. */
  HoldingsCheck usual(Duration atMost) {
    LocalDate today = Times.day(clock.instant());
    HoldingsCheck found = check(today.minusDays(plan.days() - 1L), today.plusDays(1), null, atMost);
    HoldingsCheck before = last;
    HoldingsCheck check = before == null ? found : Unlisted.stand(before, found);
    for (Line line : check.lines()) {
      remember(line);
      if (line.standing() == Standing.FAILED) {
        failedSince.putIfAbsent(line.system(), clock.instant());
      } else {
        failedSince.remove(line.system());
      }
    }
    last = check;
    LOG.info(
        "Holdings checked: {} systems compared, {} differences",
        check.lines().stream().filter(line -> line.standing() == Standing.COMPARED).count(),
        check.lines().stream().mapToLong(Line::differing).sum());
    store.write(
        tx -> {
          kept.keep(tx, check);
          return 0;
        });
    return check;
  }

  private void remember(Line line) {
    if (lines.put(line.system(), line) == null) {
      String label = "{system=\"" + line.system() + "\"}";
      metrics.gauge(
          "holdings.differing" + label,
          () -> (Gauge<Long>) () -> lines.get(line.system()).differing());
      metrics.gauge(
          "holdings.compared" + label,
          () -> (Gauge<Long>) () -> lines.get(line.system()).compared());
    }
  }

  HoldingsCheck asked(Caller caller) {
    mayAsk(caller);
    HoldingsCheck known = last;
    return named(caller, known == null ? audited(caller, usual(plan.asked())) : known);
  }

  HoldingsCheck asked(Caller caller, LocalDate from, LocalDate to, @Nullable String system) {
    mayAsk(caller);
    if (!from.isBefore(to)) {
      throw Refused.fields(List.of(FieldError.of("/to", Code.FIELD_VALUE)));
    }
    if (system != null && register.find(system).isEmpty()) {
      throw Refused.because(Code.SYSTEM_NOT_FOUND);
    }
    return named(caller, audited(caller, check(from, to, system, plan.asked())));
  }

  private static void mayAsk(Caller caller) {
    caller.mustBe(OFFICER, DISPATCHER, STREET_IT, HUB, ADMIN);
  }

  private HoldingsCheck audited(Caller caller, HoldingsCheck check) {
    long differing = check.lines().stream().mapToLong(Line::differing).sum();
    String what = "[" + check.from() + ", " + check.to() + ") " + differing;
    store.write(
        tx -> {
          tx.audit(AuditRow.done(caller, "delivery.holdings", what, null, null));
          return 0;
        });
    return check;
  }

  /** A case that is kept from the caller differs as any other, and is not named. */
  private HoldingsCheck named(Caller caller, HoldingsCheck whole) {
    Set<String> numbers =
        whole.differences().stream()
            .map(Difference::caseNumber)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Set<String> known =
        numbers.isEmpty() ? numbers : store.read(c -> cases.known(c, caller, numbers));
    if (known.containsAll(numbers)) {
      return whole;
    }
    return new HoldingsCheck(
        whole.street(),
        whole.from(),
        whole.to(),
        whole.at(),
        whole.agrees(),
        whole.lines(),
        whole.differences().stream()
            .map(
                d ->
                    d.caseNumber() == null || known.contains(d.caseNumber())
                        ? d
                        : new Difference(d.system(), null, d.kind(), null, null))
            .toList());
  }

  private HoldingsCheck check(
      LocalDate from, LocalDate to, @Nullable String only, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    List<SystemDefinition> systems =
        register.all().stream().filter(s -> only == null || s.id().equals(only)).toList();
    List<Line> found = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < systems.size(); i++) {
      // What is left, shared among those that are left: a slow system takes no other's time.
      Duration share =
          Duration.ofNanos(Math.max(1, (end - System.nanoTime()) / (systems.size() - i)));
      HoldingsRun.Found one = run.compare(systems.get(i), from, to, share);
      found.add(one.line());
      differences.addAll(one.differences());
    }
    return new HoldingsCheck(
        street,
        from,
        to,
        Times.shown(clock.millis()),
        found.stream().allMatch(line -> line.differing() == 0),
        found,
        differences);
  }

  /** For health: red while the last run over the last weeks found a difference. */
  public Check check() {
    HoldingsCheck known = last;
    if (known == null) {
      return new Check(CHECK, true, "尚未按清单核对");
    }
    long compared = count(known, Standing.COMPARED);
    long failed = count(known, Standing.FAILED);
    long differing = known.lines().stream().mapToLong(Line::differing).sum();
    String detail =
        known.at().toLocalDate()
            + " 按清单核对 "
            + compared
            + " 个系统，差异 "
            + differing
            + " 处；未取得清单 "
            + failed
            + " 个，不能列清单 "
            + count(known, Standing.CANNOT_LIST)
            + " 个";
    Instant longAgo = clock.instant().minus(UNLISTED);
    List<String> unlisted =
        failedSince.entrySet().stream()
            .filter(entry -> entry.getValue().isBefore(longAgo))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    String since = unlisted.isEmpty() ? "" : "；多日未取得清单：" + String.join("、", unlisted);
    return new Check(CHECK, differing == 0 && unlisted.isEmpty(), detail + since);
  }

  private static long count(HoldingsCheck check, Standing standing) {
    return check.lines().stream().filter(line -> line.standing() == standing).count();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    sources.close();
  }
}
