package org.hutong.core.delivery;

import com.codahale.metrics.MetricRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.catalogue.DeliverOn;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.LegalStatus;
import org.hutong.core.mapping.Mapper;
import org.hutong.core.mapping.MappingFailed;
import org.hutong.core.settings.Given;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.FactoryEntry;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;
import org.osgi.framework.Version;

/** A street with its real store, ledger and lanes, and cases that hold next to nothing. */
final class Street implements CaseSource, Mapper, SystemRegister, AutoCloseable {
  static final Caller CLERK = new Caller("clerk1", Set.of(Role.CLERK), "民政科", "127.0.0.1", null);
  static final Caller OFFICER =
      new Caller("officer1", Set.of(Role.OFFICER), "民政科", "127.0.0.1", null);
  static final Caller IT = new Caller("it1", Set.of(Role.STREET_IT), null, "console", null);
  static final DeliverOn ACCEPTED = new DeliverOn(DeliverOn.Kind.ACCEPTED, 0);

  final Remote.Factory factory = new Remote.Factory();
  final Seams seams = new Seams();
  final FactoryEntry entry =
      new FactoryEntry(
          "fake",
          new Version("1.0.0"),
          0,
          1,
          config -> seams.adapter.apply(factory.create(config)));
  final List<SystemDefinition> systems = new CopyOnWriteArrayList<>();
  final List<Expected> expected = new CopyOnWriteArrayList<>();
  final List<Expected> expectedTenDaysAgo = new CopyOnWriteArrayList<>();
  final Set<Long> archived = ConcurrentHashMap.newKeySet();
  final Set<Long> walled = ConcurrentHashMap.newKeySet();

  /** Promises that were seen broken on the way. */
  final Set<Promise> seen = EnumSet.noneOf(Promise.class);

  private final TestDatabase database;
  private final Clock clock;
  int queueCapacity = 1000;
  volatile boolean mappingMissing;
  Set<Operation> updates = Set.of(Operation.CORRECT, Operation.CANCEL);
  SqlStore store;
  AdapterRegistry adapters;
  DeliveryEngine engine;
  TableLedger ledger;
  LedgerService deliveries;
  LaneService lanes;
  HoldingsDesk holdings;
  final MetricRegistry metrics = new MetricRegistry();

  Street(TestDatabase database, Clock clock, String... ids) {
    this.database = database;
    this.clock = clock;
    for (String id : ids) {
      system(
          id,
          new SystemDefinition.Limits(
              4, Duration.ofSeconds(5), 4, Duration.ofMillis(5), Duration.ofMillis(50)));
    }
  }

  void system(String id, SystemDefinition.Limits limits) {
    systems.removeIf(d -> d.id().equals(id));
    systems.add(
        new SystemDefinition(
            id,
            "系统" + id,
            List.of(),
            null,
            null,
            null,
            "fake",
            limits,
            null,
            Map.of(),
            Map.of(),
            Path.of(".")));
  }

  Remote remote(String system) {
    return factory.of(system);
  }

  Street open() throws Exception {
    openStore();
    engine.start();
    return this;
  }

  void openStore() throws Exception {
    store = database.open();
    adapters = new AdapterRegistry(this, Duration.ofSeconds(5));
    adapters.add(entry);
    engine =
        new DeliveryEngine(
            "110102014",
            seams.store.apply(store),
            this,
            this,
            this,
            adapters,
            metrics,
            clock,
            () -> 0.99,
            queueCapacity,
            seams.policy);
    ledger = new TableLedger(this, engine);
    holdings =
        new HoldingsDesk(
            "110102014",
            seams.store.apply(store),
            this,
            this,
            adapters,
            HoldingsDesk.Plan.from(new Given(Map.of("holdings.records", "50"))),
            metrics,
            clock);
    deliveries =
        new LedgerService(
            "110102014",
            seams.store.apply(store),
            this,
            (caller, purpose, units, open) ->
                purpose != null && open && units.contains(String.valueOf(caller.unit())),
            this,
            adapters,
            engine,
            holdings);
    lanes = new LaneService(seams.store.apply(store), this, engine);
  }

  @Override
  public void close() {
    holdings.close();
    engine.close();
    adapters.close();
  }

  /**
   * As after SIGKILL: what the lanes know is gone, what was committed stays; calls end while it is
   * down.
   */
  void crash(CountDownLatch callsEnd) {
    database.close();
    callsEnd.countDown();
    holdings.close();
    engine.close();
    adapters.close();
  }

  Instant now() {
    return clock.instant();
  }

  /** Turns the clock on, where it is one that can be turned. */
  void forward(Duration by) {
    if (clock instanceof Scenario.MovedClock moved) {
      moved.forward(by);
      engine.signal();
    }
  }

  CaseRef ref(long id, int revision) {
    return new CaseRef(id, number(id), revision, "民政科", item(), null);
  }

  /** One that the system brought. */
  CaseRef begunIn(String system, long id) {
    return new CaseRef(id, number(id), 1, "民政科", item(), system);
  }

  /** Where a test lets a defect in. */
  static final class Seams {
    UnaryOperator<Policy> policy = policy -> policy;
    UnaryOperator<Store> store = store -> store;
    UnaryOperator<SystemAdapter> adapter = adapter -> adapter;
  }

  void accept(long id) {
    store.write(tx -> ledger.reached(tx, ref(id, 1), ACCEPTED));
  }

  void correct(long id, int revision) {
    store.write(
        tx -> {
          ledger.corrected(tx, ref(id, revision));
          return revision;
        });
  }

  void withdraw(long id, int revision) {
    store.write(
        tx -> {
          ledger.withdrawn(tx, ref(id, revision), "申请人撤回");
          return revision;
        });
  }

  List<Delivery> of(long caseId) {
    return deliveries.find(IT, new DeliveryFilter(null, null, number(caseId), 500, null)).items();
  }

  Delivery only(long caseId) {
    List<Delivery> all = of(caseId);
    if (all.size() != 1) {
      throw new AssertionError("one delivery expected, there are " + all.size());
    }
    return all.get(0);
  }

  List<DeliveryState> states(long caseId) {
    return of(caseId).stream().map(Delivery::state).toList();
  }

  void awaitStates(long caseId, DeliveryState... states) {
    List<DeliveryState> wanted = Arrays.asList(states);
    await(() -> states(caseId).equals(wanted), () -> wanted + " but was " + states(caseId));
    // What was read may be a moment ahead of its commit.
    store.write(tx -> true);
  }

  /** The outcome is written a moment before the call has left the lane. */
  void awaitIdle(String system, long caseId) {
    await(() -> !engine.busy(system, caseId), () -> "the end of the call to " + system);
  }

  static void await(BooleanSupplier condition, java.util.function.Supplier<String> what) {
    await(condition, what, 20_000);
  }

  static void await(
      BooleanSupplier condition, java.util.function.Supplier<String> what, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what.get());
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  static String number(long id) {
    return String.format("110102014-2016-%07d", id);
  }

  private Item item() {
    return new Item(
        new ItemRef("survey-2016", "MZ-28", 1),
        "临时救助",
        "MZ",
        "民政",
        List.of(),
        "",
        new Item.Legal(LegalStatus.values()[0], null, null),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        null,
        null,
        true,
        systems.stream()
            .map(s -> new Item.Target(s.id(), ACCEPTED, "aid.jsonata", updates))
            .toList(),
        List.of(),
        List.of(),
        "",
        List.of());
  }

  @Override
  public Map<String, Object> document(Connection connection, long caseId, int revision) {
    return Map.of("number", number(caseId), "revision", revision);
  }

  @Override
  public OptionalLong find(Connection connection, String number) throws SQLException {
    return OptionalLong.of(id(number));
  }

  private static long id(String number) {
    return Long.parseLong(number.substring(number.length() - 7));
  }

  /** All cases are 民政科's; walled ones are kept from a hub that does not act for it. */
  @Override
  public Set<String> known(Connection connection, Caller caller, Set<String> numbers) {
    boolean own = "民政科".equals(caller.is(Role.HUB) ? caller.onBehalfOf() : caller.unit());
    boolean whole = caller.is(Role.STREET_IT) || caller.is(Role.DISPATCHER);
    return numbers.stream()
        .filter(n -> own || whole || caller.is(Role.HUB) && !walled.contains(id(n)))
        .collect(Collectors.toSet());
  }

  @Override
  public Owner owner(Connection connection, long caseId) {
    return new Owner(new ItemRef("survey-2016", "MZ-28", 1), "民政科");
  }

  @Override
  public Standing standing(Connection connection, long caseId) {
    return new Standing(Set.of("民政科"), !archived.contains(caseId));
  }

  @Override
  public List<Expected> expected(Connection connection, LocalDate from, LocalDate to) {
    List<Expected> all = new ArrayList<>();
    LocalDate today = Times.day(Instant.now());
    if (!today.isBefore(from) && today.isBefore(to)) {
      all.addAll(expected);
    }
    if (!today.minusDays(10).isBefore(from) && today.minusDays(10).isBefore(to)) {
      all.addAll(expectedTenDaysAgo);
    }
    return all;
  }

  @Override
  public Map<String, Object> document(
      SystemDefinition system, String file, Map<String, Object> input) throws MappingFailed {
    Map<?, ?> body = (Map<?, ?>) input.get("case");
    if (mappingMissing) {
      throw new MappingFailed(system.id() + " " + file, true);
    }
    if (body.get("number").equals(number(666))) {
      throw new MappingFailed(system.id() + " " + file);
    }
    return Map.of("number", body.get("number"), "revision", body.get("revision"));
  }

  @Override
  public Outcome interpret(SystemDefinition system, Answer answer) {
    return new Outcome.Unknown("");
  }

  @Override
  public List<SystemDefinition> all() {
    return systems;
  }

  @Override
  public Optional<SystemDefinition> find(String id) {
    return systems.stream().filter(d -> d.id().equals(id)).findFirst();
  }

  @Override
  public List<String> errors(String id) {
    return List.of();
  }
}
