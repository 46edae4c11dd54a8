package org.hutong.core;

import static org.hutong.core.catalogue.ExampleBody.CONFIG;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.casework.Materials;
import org.hutong.core.casework.CaseDesk;
import org.hutong.core.casework.CaseRoom;
import org.hutong.core.casework.Deadlines;
import org.hutong.core.casework.Sight;
import org.hutong.core.casework.Standards;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.delivery.CaseSource;
import org.hutong.core.delivery.DeliveryEngine;
import org.hutong.core.delivery.TableLedger;
import org.hutong.core.demands.DemandDesk;
import org.hutong.core.inbound.InboundRoom;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.store.SqlStore;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.FactoryEntry;
import org.hutong.core.systems.SystemFiles;
import org.hutong.core.tasks.TaskRoom;
import org.hutong.demands.Demands;
import org.hutong.kernel.Cursor;
import org.hutong.tasks.Tasks;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/**
 * The rooms that keep what persons say, on one database, and systems that say it again: si-02
 * refuses with words of the case, si-04 is a sheet for a person, si-07 takes it, si-99 gives
 * records and cases of its own.
 */
final class SpokenStreet implements AutoCloseable {
  static final Caller CLERK = caller("clerk1", "东经路站", Role.CLERK);
  static final Caller OFFICER = caller("sbs1", "社保所", Role.OFFICER);
  static final Caller DISPATCHER = caller("disp1", "分中心", Role.DISPATCHER);
  static final Caller HUB = caller("hub", "区指挥中心", Role.HUB);

  private static final String STREET = "110102014";
  private static final String FEEDS =
      """
      inbound:
        poll: 1s
        unit: 东经路站
        feeds:
          - name: people
            rhythm: 1h
            mapping: people.jsonata
            columns: {xm: text, sfzh: text, dh: text, bz: text}
            records: {person: {name: P2, idNumber: P4, phone: P3, story: P3}}
          - name: cases
            rhythm: 1h
            mapping: cases.jsonata
            columns: {bjbh: text, xm: text, sfzh: text, bz: text}
      """;
  private static final String PEOPLE =
      """
      {"as": "person", "fields": {"name": $need(row.xm, "xm"), "idNumber": row.sfzh,
       "phone": row.dh, "story": row.bz}}""";
  private static final String CASES =
      """
      {"as": "case", "key": row.bjbh, "body": {
         "item": {"scheme": "survey-2016", "code": "MZ-28"},
         "subject": {"kind": "PERSON", "name": row.xm, "idNumber": $id18(row.sfzh)},
         "form": {"applyAmountFen": 100, "difficulty": "大病", "description": row.bz},
         "materials": [{"code": "ID_COPY", "verifiedOriginal": true}], "channel": "STATION"}}""";

  final SqlStore store;
  final CaseDesk cases;
  final Materials materials;
  final Tasks tasks;
  final Demands demands;
  private final Path config;
  private final Map<String, List<Batch.Row>> rows;
  private final String refusal;
  private final AdapterRegistry adapters;
  private final DeliveryEngine engine;
  private final InboundRoom inbound;

  /**
   * Sends and asks from now on.
   *
   * @param rows what si-99 gives, by feed
   * @param refusal what si-02 says when it refuses
   */
  SpokenStreet(SqlStore store, Path config, Map<String, List<Batch.Row>> rows, String refusal)
      throws Exception {
    this.store = store;
    this.config = config;
    this.rows = rows;
    this.refusal = refusal;
    for (String system : List.of("si-02", "si-04", "si-07")) {
      copy(system);
      declare(system, "");
    }
    Path own = Files.createDirectories(config.resolve("systems/si-99"));
    Files.writeString(own.resolve("people.jsonata"), PEOPLE);
    Files.writeString(own.resolve("cases.jsonata"), CASES);
    declare("si-99", FEEDS);
    Clock clock = Clock.systemUTC();
    MetricRegistry metrics = new MetricRegistry();
    Sight sight = (caller, purpose, units, open) -> Sight.View.CLEAR;
    Calendars calendars = new Calendars(CONFIG);
    CatalogueFiles catalogue = new CatalogueFiles(CONFIG, calendars);
    fine(catalogue.load());
    calendars.load();
    Standards standards =
        new Standards(
            catalogue,
            new FormChecker(),
            new GapCheck(),
            calendars::workingDays,
            catalogue.units(),
            catalogue.reports()::walls);
    SystemFiles systems = new SystemFiles(config, config.resolve("keys"), name -> null);
    fine(systems.reload());
    adapters = new AdapterRegistry(systems, Duration.ofSeconds(5));
    adapters.add(new FactoryEntry("fake", new Version("1.0.0"), 0, 1, s -> new Speaking(s.id())));
    CaseSource source = CaseRoom.source(store, standards);
    JsonataMapper mapper = new JsonataMapper();
    engine = new DeliveryEngine(STREET, store, source, mapper, systems, adapters, metrics, clock);
    TableLedger ledger = new TableLedger(systems, engine);
    cases =
        CaseRoom.desk(STREET, store, standards, ledger, sight, CaseRoom.DETERMINATION_LIMIT, clock);
    materials = CaseRoom.materials(STREET, store, standards, sight);
    tasks =
        TaskRoom.desk(
            STREET,
            store,
            TaskRoom.limits(store, new Deadlines(calendars::workingDays)),
            CaseRoom.links(store, standards, sight),
            sight,
            clock);
    demands = new DemandDesk(STREET, store, sight, clock);
    inbound =
        new InboundRoom(
            STREET,
            store,
            systems,
            adapters,
            mapper,
            CaseRoom.arrivals(STREET, store, standards, ledger, cases),
            () -> true,
            metrics,
            clock);
    engine.start();
    inbound.start();
  }

  private static Caller caller(String name, String unit, Role role) {
    return new Caller(name, Set.of(role), unit, "127.0.0.1", null);
  }

  private static void fine(List<?> findings) {
    if (!findings.isEmpty()) {
      throw new AssertionError(findings);
    }
  }

  private void copy(String system) throws IOException {
    Path to = Files.createDirectories(config.resolve("systems").resolve(system));
    try (Stream<Path> files = Files.list(CONFIG.resolve("systems").resolve(system))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private void declare(String system, String more) throws IOException {
    String answer = system.equals("si-02") ? "answer: answer.jsonata\n" : "";
    Files.writeString(
        config.resolve("systems").resolve(system).resolve("system.yaml"),
        "id: " + system + "\nname: 示例系统\ntechnology: fake\n" + answer + more,
        StandardCharsets.UTF_8);
  }

  /** One that says again what it heard. */
  private final class Speaking implements SystemAdapter, RecordSource {
    private final String system;

    Speaking(String system) {
      this.system = system;
    }

    @Override
    public Outcome deliver(Document document, Context context) {
      return switch (system) {
        case "si-02" -> {
          Outcome unread = context.interpret(new Answer(200, Map.of(), Map.of("msg", refusal)));
          yield unread instanceof Outcome.Unknown ? new Outcome.Rejected("X1", refusal) : unread;
        }
        case "si-04" -> new Outcome.NeedsPerson(List.of(new Outcome.SheetField("说明", refusal)));
        default -> new Outcome.Delivered("R-" + document.key().revision());
      };
    }

    @Override
    public Batch fetch(@Nullable Cursor after, int limit, Context context) {
      return fetch(MAIN, after, limit, context);
    }

    @Override
    public Batch fetch(String feed, @Nullable Cursor after, int limit, Context context) {
      List<Batch.Row> all = after == null ? rows.getOrDefault(feed, List.of()) : List.of();
      return new Batch(all, List.of(), new Cursor("seen"), false);
    }

    @Override
    public Health health() {
      return Health.up("可用");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Override
  public void close() {
    try {
      inbound.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    engine.close();
    adapters.close();
  }
}
