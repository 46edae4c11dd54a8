package org.hutong.core;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.features.FeaturesService;
import org.hutong.audit.Audit;
import org.hutong.casework.Casework;
import org.hutong.casework.Disputes;
import org.hutong.casework.Materials;
import org.hutong.changes.Changes;
import org.hutong.core.access.Clearance;
import org.hutong.core.access.Purposes;
import org.hutong.core.audit.AuditTrail;
import org.hutong.core.casework.CaseDesk;
import org.hutong.core.casework.CaseRoom;
import org.hutong.core.casework.CountFill;
import org.hutong.core.casework.Deadlines;
import org.hutong.core.casework.DueWatch;
import org.hutong.core.casework.Sight;
import org.hutong.core.casework.Standards;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.delivery.CaseSource;
import org.hutong.core.delivery.DeliveryEngine;
import org.hutong.core.delivery.HoldingsDesk;
import org.hutong.core.delivery.LaneService;
import org.hutong.core.delivery.LedgerService;
import org.hutong.core.delivery.LedgerWatch;
import org.hutong.core.delivery.MappingDesk;
import org.hutong.core.delivery.Reveal;
import org.hutong.core.delivery.TableLedger;
import org.hutong.core.demands.DemandDesk;
import org.hutong.core.inbound.InboundRoom;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.statistics.FormTraces;
import org.hutong.core.statistics.StatisticsDesk;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.ChangeFeed;
import org.hutong.core.store.DataIdentity;
import org.hutong.core.store.SqlStore;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.AdapterTracker;
import org.hutong.core.systems.HealthWatch;
import org.hutong.core.systems.SystemDirectory;
import org.hutong.core.systems.SystemWatch;
import org.hutong.core.systems.modules.ModuleLimits;
import org.hutong.core.systems.modules.ModuleManager;
import org.hutong.core.tasks.TaskLimits;
import org.hutong.core.tasks.TaskRoom;
import org.hutong.core.upkeep.AnotherLife;
import org.hutong.core.upkeep.UpkeepDesk;
import org.hutong.delivery.Deliveries;
import org.hutong.delivery.Lanes;
import org.hutong.demands.Demands;
import org.hutong.problem.Refused;
import org.hutong.statistics.Statistics;
import org.hutong.systems.Appliance;
import org.hutong.systems.Inbound;
import org.hutong.systems.Mappings;
import org.hutong.systems.Modules;
import org.hutong.systems.Systems;
import org.hutong.systems.Upkeep;
import org.hutong.tasks.Tasks;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms that stand on the database, opened from the ground up and closed from the top. */
final class Rooms {
  private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(15);
  private static final Duration SYSTEMS_INTERVAL = Duration.ofSeconds(2);
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(5);

  private final SqlStore store;
  private final AdapterRegistry adapters;
  private final AdapterTracker tracker;
  private final HealthWatch healths;
  private final SystemWatch folders;
  private final DeliveryEngine engine;
  private final ModuleManager modules;
  private final UpkeepDesk upkeep;
  private final LedgerWatch watch;
  private final DueWatch due;
  private InboundRoom inbound;
  private HoldingsDesk holdings;
  private CountFill counts;
  private Settings settings;
  private final Map<Class<?>, Object> services = new LinkedHashMap<>();

  private Rooms(
      SqlStore store,
      AdapterRegistry adapters,
      AdapterTracker tracker,
      HealthWatch healths,
      SystemWatch folders,
      DeliveryEngine engine,
      ModuleManager modules,
      UpkeepDesk upkeep,
      LedgerWatch watch,
      DueWatch due) {
    this.store = store;
    this.adapters = adapters;
    this.tracker = tracker;
    this.healths = healths;
    this.folders = folders;
    this.engine = engine;
    this.modules = modules;
    this.upkeep = upkeep;
    this.watch = watch;
    this.due = due;
  }

  static Rooms open(
      Core.Front front,
      BundleContext context,
      FeaturesService features,
      Clock clock,
      MetricRegistry metrics)
      throws SQLException, IOException {
    Settings settings = front.settings();
    settings.identity().check(settings.data());
    front.walled();
    AuditChain chain = new AuditChain(front.keys());
    SqlStore store =
        SqlStore.open(
            settings.database(),
            front.keys(),
            clock,
            connection -> AnotherLife.begin(settings.data(), connection, chain, clock));
    try {
      bind(settings, store);
      Rooms rooms = open(front, context, features, clock, metrics, store);
      rooms.settings = settings;
      return rooms;
    } catch (IOException | RuntimeException | LinkageError e) {
      store.close(); // it is tried again, and never with two writers
      throw e;
    }
  }

  private static Rooms open(
      Core.Front front,
      BundleContext context,
      FeaturesService features,
      Clock clock,
      MetricRegistry metrics,
      SqlStore store)
      throws IOException {
    Settings settings = front.settings();
    String street = settings.street();
    front
        .journal()
        .attach(
            row ->
                store.submit(
                    tx -> {
                      tx.audit(row);
                      return 0;
                    }));
    metrics.gauge("store.waiting", () -> (Gauge<Integer>) store::waiting);
    metrics.gauge("store.published", () -> (Gauge<Long>) store::published);
    AdapterRegistry adapters = new AdapterRegistry(front.systems(), DRAIN);
    HealthWatch healths = new HealthWatch(front.systems(), adapters, HEALTH_INTERVAL, HEALTH_LIMIT);
    Standards standards =
        new Standards(
            front.catalogue(),
            new FormChecker(),
            new GapCheck(),
            front.calendars()::workingDays,
            front.catalogue().units(),
            front.catalogue().reports()::walls);
    CaseSource cases = CaseRoom.source(store, standards);
    JsonataMapper mapper = new JsonataMapper();
    DeliveryEngine engine =
        new DeliveryEngine(street, store, cases, mapper, front.systems(), adapters, metrics, clock);
    ModuleManager modules =
        new ModuleManager(
            context, features, adapters, settings.data(), store, clock, ModuleLimits.standard());
    AdapterTracker tracker = new AdapterTracker(context, adapters, modules::ships);
    UpkeepDesk upkeep =
        new UpkeepDesk(
            settings.upkeep(context.getBundle().getVersion().toString()),
            store,
            front.keys(),
            metrics,
            clock);
    LedgerWatch watch =
        new LedgerWatch(store, front.systems(), cases, metrics, clock, settings.laneLimit());
    SystemWatch folders =
        new SystemWatch(settings.config(), front.systems(), adapters, SYSTEMS_INTERVAL);
    DueWatch due = CaseRoom.due(store, standards, metrics);
    Rooms rooms =
        new Rooms(store, adapters, tracker, healths, folders, engine, modules, upkeep, watch, due);
    rooms.furnish(front, street, cases, standards, mapper, metrics, clock);
    try {
      rooms.start();
    } catch (RuntimeException | LinkageError e) {
      rooms.giveUp();
      throw e;
    }
    return rooms;
  }

  private void start() {
    tracker.open();
    engine.start();
    healths.start();
    folders.start();
    modules.start();
    upkeep.start();
    watch.start();
    due.start();
    holdings.start();
    inbound.start();
    counts.start();
  }

  private void furnish(
      Core.Front front,
      String street,
      CaseSource cases,
      Standards standards,
      JsonataMapper mapper,
      MetricRegistry metrics,
      Clock clock) {
    Sight sight = sight(front.purposes());
    TableLedger ledger = new TableLedger(front.systems(), engine);
    FormTraces traces = new FormTraces(front.catalogue(), front.systems(), mapper);
    CaseDesk desk =
        CaseRoom.desk(
            street, store, standards, ledger, sight, front.settings().disputeDays(), traces, clock);
    services.put(Casework.class, upkeep.guard(desk));
    counts = CaseRoom.counts(store, traces);
    services.put(
        Statistics.class,
        new StatisticsDesk(
            street,
            store,
            front.catalogue(),
            front.catalogue().reports(),
            traces,
            desk,
            counts::left,
            clock));
    inbound =
        new InboundRoom(
            street,
            store,
            front.systems(),
            adapters,
            mapper,
            CaseRoom.arrivals(street, store, standards, ledger, desk),
            () -> upkeep.trouble().isEmpty(),
            metrics,
            clock);
    services.put(Inbound.class, inbound.desk());
    services.put(Disputes.class, CaseRoom.disputes(street, store, standards, clock));
    front.catalogue().ruledBy(CaseRoom.rulings(store));
    TaskLimits limits = TaskRoom.limits(store, new Deadlines(standards.calendar()));
    due.also(limits::settle);
    services.put(
        Tasks.class,
        TaskRoom.desk(
            street, store, limits, CaseRoom.links(store, standards, sight), sight, clock));
    services.put(Demands.class, new DemandDesk(street, store, sight, clock));
    services.put(
        Materials.class, upkeep.guard(CaseRoom.materials(street, store, standards, sight)));
    services.put(Upkeep.class, upkeep);
    services.put(
        Changes.class,
        CaseRoom.changes(
            store, standards, new ChangeFeed(store, street, front.settings().changesWaiters())));
    services.put(Audit.class, new AuditTrail(store, new AuditChain(front.keys())));
    holdings =
        new HoldingsDesk(
            street,
            store,
            cases,
            front.systems(),
            adapters,
            front.settings().holdings(),
            metrics,
            clock);
    services.put(
        Deliveries.class,
        new LedgerService(
            street,
            store,
            cases,
            reveal(front.purposes()),
            front.systems(),
            adapters,
            engine,
            holdings));
    services.put(Mappings.class, new MappingDesk(street, store, cases, front.systems()));
    services.put(Modules.class, modules);
    services.put(Lanes.class, new LaneService(store, front.systems(), engine));
    services.put(
        Systems.class,
        new SystemDirectory(
            street,
            front.systems(),
            adapters,
            healths,
            engine,
            inbound.facts(),
            front.register(),
            clock));
  }

  private static Sight sight(Purposes purposes) {
    return (caller, purpose, units, open) ->
        switch (purposes.clearance(caller, purpose, units, open)) {
          case NONE -> Sight.View.NONE;
          case MASKED -> Sight.View.MASKED;
          case CLEAR -> Sight.View.CLEAR;
        };
  }

  private static Reveal reveal(Purposes purposes) {
    return (caller, purpose, units, open) ->
        purposes.clearance(caller, purpose, units, open) == Clearance.CLEAR;
  }

  /** Interface to service, in the order they are registered. */
  Map<Class<?>, Object> services() {
    return services;
  }

  /** What keeps intake closed just now, as a Chinese sentence. */
  Optional<String> trouble() {
    return upkeep.trouble().or(store::trouble);
  }

  /** Lanes, ledger, calendar and clock as last looked at. */
  List<Appliance.Check> checks() {
    return Stream.of(
            watch.checks(),
            List.of(holdings.check(), due.check(), upkeep.clock()),
            inbound.checks())
        .flatMap(List::stream)
        .toList();
  }

  void close() throws InterruptedException {
    closeAllButTheStore();
    try {
      bind(settings, store);
    } catch (IOException | Refused e) {
      LOG.warn("{} is not written: {}", DataIdentity.FILE, e.getMessage());
    }
    store.close();
  }

  /** With their first case data are this street's; until then the settings may still change. */
  private static void bind(Settings settings, SqlStore store) throws IOException {
    if (store.read(CaseRoom::hasCases)) {
      settings.identity().keep(settings.data());
    }
  }

  private void giveUp() {
    try {
      closeAllButTheStore();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAllButTheStore() throws InterruptedException {
    counts.close();
    inbound.close();
    holdings.close();
    due.close();
    watch.close();
    folders.close();
    upkeep.close();
    modules.close();
    healths.close();
    engine.close();
    tracker.close();
    adapters.close();
  }
}
