package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.catalogue.ExampleBody.CONFIG;
import static org.hutong.core.catalogue.ExampleBody.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.LegalStatus;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.delivery.CaseSource;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.systems.SystemFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example item's sample case through the checks of intake and the mappings that ship. */
class ExampleItemsTest {
  private static final Caller CLERK =
      new Caller("clerk1", Set.of(Role.CLERK), "东经路站", "127.0.0.1", null);
  private static final List<String> CLASSES =
      List.of("MZ", "SB", "CZ", "JS", "QX", "SH", "CG", "ZZ", "DQ", "SQ");

  @TempDir Path folder;
  private CatalogueFiles catalogue;
  private SqlStore store;
  private CaseDesk desk;
  private CaseSource source;

  @BeforeEach
  void open() throws Exception {
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            Clock.systemUTC());
    Calendars calendars = new Calendars(CONFIG);
    catalogue = new CatalogueFiles(CONFIG, calendars);
    assertThat(catalogue.load()).isEmpty();
    Standards standards =
        new Standards(
            catalogue,
            new FormChecker(),
            new GapCheck(),
            calendars::workingDays,
            catalogue.units());
    source = CaseRoom.source(store, standards);
    desk =
        CaseRoom.desk(
            "110102014",
            store,
            standards,
            new SilentLedger(),
            (caller, purpose, units, open) -> Sight.View.CLEAR,
            CaseRoom.DETERMINATION_LIMIT,
            Clock.systemUTC());
  }

  @Test
  void aCaseIsToldWhereItBeganAndToNobodyElse() {
    Item wish = catalogue.item("survey-2016", "QX-02").orElseThrow();
    assertThat(goesTo(wish, null)).containsExactly("si-07 ACCEPTED");
    assertThat(goesTo(wish, "si-05")).containsExactly("si-07 ACCEPTED", "si-05 COMPLETED");
    assertThat(goesTo(wish, "si-07")).isEmpty();
  }

  private static List<String> goesTo(Item item, @Nullable String origin) {
    return item.targets(origin).stream().map(t -> t.system() + " " + t.deliverOn()).toList();
  }

  @AfterEach
  void close() {
    store.close();
  }

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(CONFIG.resolve("items/samples"))) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void everyClassHasAnExampleAndEveryExampleOpenToIntakeHasASampleCase() throws IOException {
    List<Item> examples =
        catalogue.find(null, null, null).stream()
            .filter(i -> i.legal().status() == LegalStatus.EXAMPLE)
            .toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(12);
    assertThat(examples.stream().map(Item::category).distinct())
        .containsExactlyInAnyOrderElementsOf(CLASSES);
    assertThat(samples().map(f -> f.getFileName().toString().replace(".json", "")))
        .containsExactlyInAnyOrderElementsOf(examples.stream().map(i -> i.ref().code()).toList());
  }

  @Test
  void everyExampleSaysAllThatAStandardHasAndNamesNoDocumentNumber() {
    for (Item item : catalogue.find(null, null, null)) {
      assertThat(item.legal().note()).as(item.ref().code()).contains("示例(虚构)");
      assertThat(item.legal().document()).as(item.ref().code()).isNull();
      assertThat(item.conditions()).as(item.ref().code()).isNotEmpty();
      assertThat(item.promisedLimit()).as(item.ref().code()).isNotNull();
      assertThat(item.steps())
          .as(item.ref().code())
          .allSatisfy(s -> assertThat(s.basis()).doesNotContainPattern("〔|\\d+号"));
      assertThat(item.words())
          .as(item.ref().code() + ": what people say, and its initials")
          .hasSizeGreaterThanOrEqualTo(3)
          .anyMatch(w -> w.matches("[a-z]{2,}"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void aSampleCaseIsAcceptedOnEntryWithoutAGapAndEachSystemGetsADocument(Path sample)
      throws Exception {
    Map<String, Object> body = json(Files.readString(sample));
    Case entered = desk.register(CLERK, "sample-case-key-1", body);
    assertThat(entered.gaps()).isEmpty();
    assertThat(entered.state()).isEqualTo(CaseState.ACCEPTED);
    assertThat(entered.due().status()).isIn("RUNNING", "CALENDAR_MISSING");
    long id = store.read(c -> source.find(c, entered.number())).orElseThrow();
    Item item = catalogue.item(entered.item()).orElseThrow();
    assertThat(item.systems()).isNotEmpty();
    SystemFiles systems = new SystemFiles(CONFIG, folder, name -> null);
    systems.reload();
    JsonataMapper mapper = new JsonataMapper();
    for (Item.Target target : item.systems()) {
      for (String operation : List.of("CREATE", "CORRECT", "CANCEL")) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("case", store.read(c -> source.document(c, id, 1)));
        input.put("operation", operation);
        input.put("key", entered.number() + "/1/" + target.system() + "/" + operation);
        input.put("receipt", operation.equals("CREATE") ? null : "R1");
        input.put("street", "110102014");
        assertThat(
                mapper.document(
                    systems.find(target.system()).orElseThrow(), target.mapping(), input))
            .as(target.system() + " " + operation)
            .isNotEmpty();
      }
    }
  }
}
