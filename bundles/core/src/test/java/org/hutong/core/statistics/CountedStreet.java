package org.hutong.core.statistics;

import static org.hutong.core.catalogue.ExampleBody.CONFIG;
import static org.hutong.core.catalogue.ExampleBody.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.core.casework.Arrivals;
import org.hutong.core.casework.CaseDesk;
import org.hutong.core.casework.CaseRoom;
import org.hutong.core.casework.CountFill;
import org.hutong.core.casework.Sight;
import org.hutong.core.casework.SilentLedger;
import org.hutong.core.casework.Standards;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.TurnableClock;
import org.hutong.core.systems.SystemFiles;
import org.hutong.statistics.CaseCounts;
import org.hutong.statistics.CountQuery;
import org.hutong.statistics.StateCounts;
import org.jspecify.annotations.Nullable;

/** A street without lanes: the one entry, the counters and the files that ship. */
final class CountedStreet implements AutoCloseable {
  static final Caller DISPATCHER = caller("disp1", "分中心", Role.DISPATCHER);
  static final Caller HUB = caller("hub1", null, Role.HUB);
  static final Caller OFFICER = caller("jsb1", "计生办", Role.OFFICER);
  static final Caller ADMIN = caller("admin", null, Role.ADMIN);
  static final String STREET = "110102014";

  final TurnableClock clock = new TurnableClock("2016-08-30T04:00:00Z");
  final SqlStore store;
  final CatalogueFiles catalogue;
  final SystemFiles systems;
  final FormTraces traces;
  final CaseDesk desk;
  final Arrivals arrivals;
  final CountFill fill;
  final StatisticsDesk statistics;
  final Map<String, String> samples = new TreeMap<>();
  private int keys;

  private static Caller caller(String name, String unit, Role role) {
    return new Caller(name, Set.of(role), unit, "127.0.0.1", null);
  }

  CountedStreet(DatabaseConfig database, Path folder) throws Exception {
    store = SqlStore.open(database, KeyRing.open(folder.resolve("keys")), clock);
    Calendars calendars = new Calendars(CONFIG);
    catalogue = new CatalogueFiles(CONFIG, calendars);
    catalogue.start();
    systems = new SystemFiles(CONFIG, folder, name -> null);
    systems.reload();
    traces = new FormTraces(catalogue, systems, new JsonataMapper());
    Standards standards =
        new Standards(
            catalogue,
            new FormChecker(),
            new GapCheck(),
            calendars::workingDays,
            catalogue.units());
    desk =
        CaseRoom.desk(
            STREET,
            store,
            standards,
            new SilentLedger(),
            (caller, purpose, units, open) -> Sight.View.CLEAR,
            CaseRoom.DETERMINATION_LIMIT,
            traces,
            clock);
    arrivals = CaseRoom.arrivals(STREET, store, standards, new SilentLedger(), desk);
    fill = CaseRoom.counts(store, traces);
    statistics =
        new StatisticsDesk(
            STREET, store, catalogue, catalogue.reports(), traces, desk, fill::left, clock);
    try (Stream<Path> files = Files.list(CONFIG.resolve("items/samples"))) {
      for (Path file : files.toList()) {
        samples.put(file.getFileName().toString().replace(".json", ""), Files.readString(file));
      }
    }
  }

  /** A sample's body. */
  Map<String, Object> sample(String code) {
    return json(samples.get(code));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> in(Map<String, Object> body, String part) {
    return (Map<String, Object>) body.get(part);
  }

  /** Enters a case. */
  Case enter(Map<String, Object> body) {
    return enter(DISPATCHER, body);
  }

  Case enter(Caller caller, Map<String, Object> body) {
    return desk.register(caller, "key-" + ++keys, body);
  }

  /** Acts with everything the action may need. */
  Case act(Case file, String action) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("action", action);
    body.put("reason", "理由");
    body.put("basis", "依据");
    return desk.act(DISPATCHER, file.number(), file.version(), "key-" + ++keys, body);
  }

  Case correct(Case file, Map<String, Object> patch) {
    return desk.correct(DISPATCHER, file.number(), file.version(), "key-" + ++keys, patch);
  }

  CaseCounts by(Caller caller, String by, String period) {
    return statistics.cases(caller, new CountQuery(by, period, null, null, null, null));
  }

  StateCounts states(Caller caller, String by, @Nullable String period) {
    return statistics.states(caller, new CountQuery(by, period, null, null, null, null));
  }

  @Override
  public void close() {
    try {
      fill.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }
}
