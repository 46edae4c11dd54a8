package org.hutong.core.inbound;

import com.codahale.metrics.MetricRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.Case.DeliveryLine;
import org.hutong.catalogue.DeliverOn;
import org.hutong.core.casework.CaseDesk;
import org.hutong.core.casework.CaseRoom;
import org.hutong.core.casework.Sight;
import org.hutong.core.casework.Standards;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.delivery.CaseRef;
import org.hutong.core.delivery.Ledger;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Tx;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.FactoryEntry;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.Sources;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemFiles;
import org.osgi.framework.Version;

/** A street with its real store and casework, and one system of files whose rows a test writes. */
final class InboundStreet {
  static final Caller IT = new Caller("it1", Set.of(Role.STREET_IT), null, "console", null);
  static final Caller CLERK =
      new Caller("clerk1", Set.of(Role.CLERK), "东经路社区服务站", "127.0.0.1", null);

  static final String KEY = "示例密钥-0123456789";

  final Map<String, String> secrets = new ConcurrentHashMap<>(Map.of("HOOK_KEY", KEY));
  final MetricRegistry metrics = new MetricRegistry();
  volatile boolean roomOnDisk = true;
  final ScriptedSource source = new ScriptedSource();
  final Time time = new Time();
  final List<String> planned = new ArrayList<>();
  final SqlStore store;
  final CaseDesk cases;
  final SystemFiles systems;
  final Pump pump;
  final Freshness freshness;
  final InboundDesk desk;
  final RecordTable records;
  final RowReading reading;
  private final AdapterRegistry adapters;
  private final Sources sources;
  private final Path folder;
  private final FactoryEntry connected =
      new FactoryEntry("fake", new Version("1.0.0"), 0, 1, config -> source);

  /** A clock that a test moves. */
  static final class Time extends Clock {
    Instant now = Instant.parse("2026-01-05T02:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Notes what goes out; the ledger itself has its own tests. */
  private final class Notes implements Ledger {
    @Override
    public List<DeliveryLine> reached(Tx tx, CaseRef ref, DeliverOn moment) {
      planned.add(moment + " from " + ref.originSystem());
      return List.of();
    }

    @Override
    public void corrected(Tx tx, CaseRef ref) {
      planned.add("corrected " + ref.revision() + " from " + ref.originSystem());
    }

    @Override
    public void withdrawn(Tx tx, CaseRef ref, String reason) {
      planned.add("withdrawn");
    }

    @Override
    public List<DeliveryLine> lines(Connection connection, long caseId) {
      return List.of();
    }
  }

  InboundStreet(SqlStore store, Path folder) throws Exception {
    this.store = store;
    this.folder = folder;
    Files.createDirectories(folder.resolve("systems/si-x"));
    Path config = Path.of("../../config");
    Calendars calendars = new Calendars(config);
    CatalogueFiles catalogue = new CatalogueFiles(config, calendars);
    catalogue.load();
    calendars.load();
    Standards standards =
        new Standards(
            catalogue,
            new FormChecker(),
            new GapCheck(),
            calendars::workingDays,
            catalogue.units());
    Ledger ledger = new Notes();
    cases =
        CaseRoom.desk(
            "110102014",
            store,
            standards,
            ledger,
            (caller, purpose, units, open) -> Sight.View.CLEAR,
            3,
            time);
    systems = new SystemFiles(folder, folder.resolve("keys"), name -> secrets.get(name));
    adapters = new AdapterRegistry(systems, Duration.ofSeconds(5));
    adapters.add(connected);
    sources = new Sources(adapters);
    reading =
        new RowReading(
            "110102014",
            new JsonataMapper(),
            CaseRoom.arrivals("110102014", store, standards, ledger, cases),
            store.vault(),
            time);
    Keeping keeping =
        new Keeping(CaseRoom.arrivals("110102014", store, standards, ledger, cases), store);
    pump = new Pump(systems, sources, store, reading, keeping, () -> true, time);
    freshness = new Freshness(systems, store, pump, metrics, time);
    desk =
        new InboundDesk(
            "110102014",
            store,
            systems,
            pump,
            freshness,
            reading,
            keeping,
            new HistoryRun(store, pump, reading, keeping),
            new Reception("110102014", systems, reading, keeping, () -> roomOnDisk, metrics, time));
    records = new RecordTable(store.vault());
  }

  /** Declares the system anew; gives what is wrong with it. */
  List<String> declare(String inbound, Map<String, String> mappings) throws Exception {
    Path system = folder.resolve("systems/si-x");
    for (Map.Entry<String, String> mapping : mappings.entrySet()) {
      Files.writeString(system.resolve(mapping.getKey()), mapping.getValue());
    }
    Files.writeString(
        system.resolve("system.yaml"),
        "id: si-x\nname: 示例系统\ntechnology: fake\nlimits: {timeLimit: 5s}\n"
            + "secrets: {hookKey: \"env:HOOK_KEY\", other: \"env:HOOK_KEY\"}\ninbound:\n"
            + inbound.indent(2),
        StandardCharsets.UTF_8);
    List<String> faults = systems.reload();
    adapters.reload();
    return faults;
  }

  /** As if the adapter had gone, or had not come yet. */
  void disconnect() {
    adapters.remove(connected);
  }

  void connect() {
    adapters.add(connected);
  }

  /** Asks a feed until it has nothing more. */
  Pump.Asked ask(String feed) {
    SystemDefinition system = systems.find("si-x").orElseThrow();
    FeedRules rules = system.inbound().feed(feed).orElseThrow();
    Pump.Asked asked;
    do {
      asked = pump.once(system, rules, name(feed));
    } while (asked.more());
    return asked;
  }

  static FeedTable.Name name(String feed) {
    return new FeedTable.Name("si-x", feed);
  }

  long count(String sql) {
    return store.read(
        c -> {
          try (PreparedStatement s = c.prepareStatement(sql);
              var row = s.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /** Changes the database itself, as no unit of ours would. */
  void alter(String sql) {
    store.write(tx -> tx.prepare(sql).executeUpdate());
  }

  Case theCase(String number) {
    return cases.get(CLERK, number, "X");
  }

  String onlyCase() {
    return store.read(
        c -> {
          try (PreparedStatement s = c.prepareStatement("SELECT case_number FROM case_file");
              var row = s.executeQuery()) {
            row.next();
            return row.getString(1);
          }
        });
  }

  void close() throws InterruptedException {
    freshness.close();
    pump.close();
    sources.close();
    adapters.close();
  }
}
