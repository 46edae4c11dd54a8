package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.catalogue.Item;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.ConfigCopy;
import org.hutong.core.catalogue.ExampleBody;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A case keeps the standard it began with, and its first step goes where the community's cases go.
 */
class StandardsKeptTest {
  private static final Caller CLERK =
      new Caller("clerk1", Set.of(Role.CLERK), "东经路站", "127.0.0.1", null);
  private static final Caller DISPATCHER =
      new Caller("disp1", Set.of(Role.DISPATCHER), "分中心", "127.0.0.1", null);

  @TempDir Path folder;
  private Path config;
  private final List<SqlStore> stores = new ArrayList<>();

  @BeforeEach
  void copyWhatShips() throws IOException {
    config = folder.resolve("config");
    ConfigCopy.into(config);
  }

  @AfterEach
  void close() {
    stores.forEach(SqlStore::close);
  }

  /** An appliance that has just started over the same data. */
  private record Started(CatalogueFiles files, CaseDesk desk) {}

  private Started start(Instant now) throws Exception {
    close();
    stores.clear();
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    SqlStore store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            clock);
    stores.add(store);
    Calendars calendars = new Calendars(config);
    CatalogueFiles files = new CatalogueFiles(config, calendars);
    assertThat(files.load()).isEmpty();
    CaseDesk desk =
        CaseRoom.desk(
            "110102014",
            store,
            new Standards(
                files, new FormChecker(), new GapCheck(), calendars::workingDays, files.units()),
            new SilentLedger(),
            (caller, purpose, units, open) -> Sight.View.CLEAR,
            CaseRoom.DETERMINATION_LIMIT,
            clock);
    return new Started(files, desk);
  }

  private static Map<String, Object> card(String community) throws IOException {
    String text = Files.readString(ExampleBody.CONFIG.resolve("items/samples/MZ-22.json"));
    Map<String, Object> body = new LinkedHashMap<>(ExampleBody.json(text));
    @SuppressWarnings("unchecked")
    Map<String, Object> subject = new LinkedHashMap<>((Map<String, Object>) body.get("subject"));
    subject.put(
        "community", community == null ? null : Map.of("scheme", "stat-2022", "code", community));
    body.put("subject", subject);
    return body;
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "2015-06-30, 110102014004, 禄长街社区",
    "2015-07-01, 110102014004, 东经路社区服务站",
    "2026-03-02, 110102014004, 东经路社区服务站",
    "2026-03-02, 110102014001, 留学路社区",
    "2026-03-02, 110102099001, 社区服务站",
    "2026-03-02, , 社区服务站"
  })
  void theFirstStepGoesToWhoServesTheCommunityOnTheDayOfRegistration(
      String day, String community, String unit) throws Exception {
    Case entered =
        start(Instant.parse(day + "T04:00:00Z"))
            .desk()
            .register(CLERK, "route-by-community", card(community));
    assertThat(entered.steps().get(0).unit()).isEqualTo(unit);
  }

  @Test
  void aStreetsOverlayNamesItsOwnUnitAndIsNotRoutedAgain() throws Exception {
    Files.writeString(
        config.resolve("overlay/MZ-22.v1.yaml"),
        "scheme: survey-2016\ncode: MZ-22\nversion: 1\nbasis: 示例(虚构)\n"
            + "steps: [{no: 1, unit: 留学路社区}]\n");
    Case entered =
        start(Instant.parse("2026-03-02T04:00:00Z"))
            .desk()
            .register(CLERK, "overlay-key-0001", card("110102014004"));
    assertThat(entered.steps().get(0).unit()).isEqualTo("留学路社区");
  }

  @Test
  void anOpenCaseKeepsItsStandardWhateverBecomesOfTheFilesWithOrWithoutARestart() throws Exception {
    Instant now = Instant.parse("2026-03-02T04:00:00Z");
    Started first = start(now);
    Case before = first.desk().register(CLERK, "before-the-change", card("110102014004"));
    String began = first.files().item("survey-2016", "MZ-22").orElseThrow().standard();

    // The street's overlay goes and the district gives the second step to another section.
    Files.delete(config.resolve("overlay/MZ-22.v1.yaml"));
    Path file = config.resolve("items/MZ-22.v1.yaml");
    Files.writeString(file, Files.readString(file).replace("unit: 民政科", "unit: 社保所"));
    assertThat(first.files().load()).isEmpty();
    Item changed = first.files().item("survey-2016", "MZ-22").orElseThrow();
    assertThat(changed.standard()).isNotEqualTo(began);
    Case after = first.desk().register(CLERK, "after-the-change", card("110102014004"));
    assertThat(second(first.desk(), after).unit()).isEqualTo("社保所");
    assertThat(second(first.desk(), before).unit()).isEqualTo("民政科");

    // And then the item is gone altogether, and the appliance starts anew.
    Case open = first.desk().register(CLERK, "before-the-restart", card("110102014004"));
    Files.delete(file);
    Files.delete(config.resolve("items/samples/MZ-22.json"));
    Started anew = start(now);
    assertThat(anew.files().item(open.item())).isEmpty();
    assertThat(second(anew.desk(), open).unit()).isEqualTo("社保所");
    Case shown = anew.desk().get(DISPATCHER, before.number(), "CASE_HANDLING");
    assertThat(shown.steps()).extracting(Case.Step::unit).containsExactly("东经路社区服务站", "民政科");
  }

  /** The second step, after the first was approved. */
  private static Case.Step second(CaseDesk desk, Case entered) {
    Case now = desk.get(DISPATCHER, entered.number(), "CASE_HANDLING");
    Case approved =
        desk.act(
            DISPATCHER,
            entered.number(),
            now.version(),
            "approve-" + entered.number() + now.version(),
            Map.of("action", "approve"));
    return approved.steps().get(1);
  }
}
