package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.Catalogue.Scheme;
import org.hutong.catalogue.DeliverOn;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.LegalStatus;
import org.hutong.kernel.Operation;
import org.hutong.kernel.TimeLimit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFilesTest {
  private static final ItemRef V1 = new ItemRef("survey-2016", "MZ-28", 1);

  @TempDir Path config;
  private CatalogueFiles files;

  @BeforeEach
  void copyWhatShips() throws IOException {
    for (String folder : List.of("items", "overlay", "catalogue", "calendar", "streets")) {
      Files.createDirectories(config.resolve(folder));
      try (var shipped = Files.list(ExampleBody.CONFIG.resolve(folder))) {
        for (Path file : shipped.toList()) {
          Files.copy(file, config.resolve(folder).resolve(file.getFileName()));
        }
      }
    }
    files = new CatalogueFiles(config, new Calendars(config));
  }

  private Path file() {
    return config.resolve("items/MZ-28.v1.yaml");
  }

  private void replace(String what, String by) throws IOException {
    String text = Files.readString(file());
    assertThat(text).contains(what);
    Files.writeString(file(), text.replace(what, by));
  }

  @Test
  void theItemThatShipsIsReadWhole() {
    assertThat(files.load()).isEmpty();
    Item item = files.item("survey-2016", "MZ-28").orElseThrow();
    assertThat(item.ref()).isEqualTo(V1);
    assertThat(item.categoryName()).isEqualTo("民政为老类");
    assertThat(item.legal().status()).isEqualTo(LegalStatus.EXAMPLE);
    assertThat(item.acceptOnEntry()).isTrue();
    assertThat(item.steps()).extracting(Item.StepRule::unit).containsExactly("社保所", "民政科", "区民政局");
    assertThat(item.promisedLimit()).isEqualTo(new TimeLimit(15, TimeLimit.Unit.WORKING_DAYS));
    assertThat(item.systems())
        .extracting(Item.Target::system)
        .containsExactly("si-04", "si-02", "si-07");
    assertThat(item.systems())
        .contains(
            new Item.Target(
                "si-02",
                new DeliverOn(DeliverOn.Kind.ACCEPTED, 0),
                "temp-aid.jsonata",
                Set.of(Operation.CORRECT, Operation.CANCEL)));
    assertThat(item.form()).containsEntry("additionalProperties", false);
    assertThat(files.schemes()).contains(new Scheme("survey-2016", "街道为民服务事项(调研口径)", 17));
  }

  @Test
  void anAbolishedItemIsShownAsSuch() {
    files.load();
    assertThat(files.item("survey-2016", "SQ-07").orElseThrow().legal().status())
        .isEqualTo(LegalStatus.ABOLISHED);
  }

  @Test
  void itemsAreFoundByNameWordInitialsSentenceCategoryAndAudience() {
    files.load();
    for (String text : List.of("临时", "mz-28", "LSJZ", "大病救助", "我家想申请大病救助")) {
      assertThat(files.find(text, null, null)).as(text).extracting(Item::ref).containsExactly(V1);
    }
    assertThat(files.find(null, "MZ", "困难家庭"))
        .extracting(i -> i.ref().code())
        .containsExactly("MZ-14", "MZ-28");
    assertThat(files.find(null, null, null)).hasSize(17);
    assertThat(files.find("没有这样的事项", null, null)).isEmpty();
    assertThat(files.find(null, "MZ", "失业人员")).isEmpty();
  }

  @Test
  void severalVersionsStandSideBySideAndTheNewestIsMeantWithoutAVersion() throws IOException {
    Files.writeString(
        config.resolve("items/MZ-28.v2.yaml"),
        Files.readString(file()).replace("version: 1", "version: 2"));
    assertThat(files.load()).isEmpty();
    assertThat(files.item("survey-2016", "MZ-28").orElseThrow().ref().version()).isEqualTo(2);
    assertThat(files.item(V1)).isPresent();
    assertThat(files.item(new ItemRef("survey-2016", "MZ-28", 0)).orElseThrow().ref().version())
        .isEqualTo(2);
    assertThat(files.find("临时救助", null, null)).hasSize(1);
  }

  @Test
  void aWrongFileIsNamedWithLineAndPathAndLeavesTheOldOneInForce() throws IOException {
    files.load();
    replace("name: 临时救助", "nmae: 临时救助");
    replace("format: citizen-id, x-class: P4", "format: citizen-id");
    replace("deliverOn: ACCEPTED", "deliverOn: STEP(4)");
    List<Finding> findings = files.load();
    assertThat(findings)
        .extracting(f -> f.row() + " " + f.field())
        .contains("5 nmae", "62 form.properties.family.items.properties.idNumber");
    assertThat(findings).extracting(Finding::field).contains("systems[0].deliverOn");
    assertThat(findings).allMatch(f -> f.file().equals("items/MZ-28.v1.yaml"));
    assertThat(files.item(V1).orElseThrow().name()).isEqualTo("临时救助");
    assertThat(files.check()).isEqualTo(findings);
  }

  @Test
  void aMappingThatIsMissingOrCannotBeCompiledIsNamedBeforeACaseDependsOnIt() throws IOException {
    for (String system : List.of("si-02", "si-04", "si-07")) {
      Path folder = Files.createDirectories(config.resolve("systems").resolve(system));
      try (var shipped = Files.list(ExampleBody.CONFIG.resolve("systems").resolve(system))) {
        for (Path file : shipped.toList()) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
    assertThat(files.load()).isEmpty();
    Files.delete(config.resolve("systems/si-04/temp-aid.jsonata"));
    Files.writeString(config.resolve("systems/si-07/temp-aid.jsonata"), "{\n\"a\": (1\n}");
    assertThat(files.load())
        .extracting(f -> f.file() + " " + f.row())
        .containsExactlyInAnyOrder(
            "systems/si-04/temp-aid.jsonata 0", "systems/si-07/temp-aid.jsonata 3");
    assertThat(files.start()).hasSize(2);
    assertThat(files.item(V1)).isPresent();
  }

  @Test
  void atTheFirstStartOneWrongFileDoesNotStopTheOthers() throws IOException {
    replace("version: 1", "version: first");
    assertThat(files.start()).isNotEmpty();
    assertThat(files.item("survey-2016", "SQ-07")).isPresent();
    assertThat(files.item("survey-2016", "MZ-28")).isEmpty();
  }

  @Test
  void brokenYamlDuplicateKeysAnchorsAndOtherEncodingsAreRefused() throws IOException {
    String good = Files.readString(file());
    for (String bad :
        List.of(
            "a: [",
            good + "\nname: 又一个",
            "a: &x [1]\nb: [*x, *x, *x]",
            "- 1",
            "",
            good.replace("acceptOnEntry: true", "acceptOnEntry: yes"),
            good.replace("x-class: P2", "x-class: P9"),
            good.replace("type: integer", "type: intger"),
            good.replace("minimum: 1", "minmum: 1"),
            good.replace("expression: subject.kind =", "expression: subject.kind = = ("))) {
      Files.writeString(file(), bad);
      assertThat(files.load()).as(bad).isNotEmpty();
    }
    Files.write(file(), good.getBytes("GB18030"));
    assertThat(files.load()).extracting(Finding::note).containsExactly(true);
    assertThat(files.item("survey-2016", "MZ-28").orElseThrow().name()).isEqualTo("临时救助");
    Files.write(file(), good.getBytes("UTF-16"));
    assertThat(files.load())
        .extracting(Finding::reason)
        .containsExactly("文件不是 UTF-8 或 GB18030 编码的文字");
    Files.writeString(file(), good.replace("大病救助", "大病救助\uE863"));
    assertThat(files.load()).extracting(Finding::reason).containsExactly("有无法对应的用户自定义字符，请改用正式编码的字");
  }

  @Test
  void aWrongCalendarKeepsTheItemsOutToo() throws IOException {
    assertThat(files.load()).isEmpty();
    replace("name: 临时救助\n", "name: 临时救助（新）\n");
    Path notices = config.resolve("calendar/notices.csv");
    String good = Files.readString(notices);
    Files.writeString(notices, good.replace("2025-11-04", "2025-11-31"));
    assertThat(files.load()).extracting(Finding::file).containsExactly("calendar/notices.csv");
    assertThat(files.item("survey-2016", "MZ-28").orElseThrow().name()).isEqualTo("临时救助");
    Files.writeString(notices, good);
    assertThat(files.load()).isEmpty();
    assertThat(files.item("survey-2016", "MZ-28").orElseThrow().name()).isEqualTo("临时救助（新）");
  }

  @Test
  void theSameVersionTwiceAndAnUnknownSchemeAreRefused() throws IOException {
    String good = Files.readString(file());
    Files.writeString(config.resolve("items/copy.yaml"), good);
    assertThat(files.load()).extracting(Finding::field).containsExactly("version");
    Files.writeString(
        config.resolve("items/copy.yaml"), good.replace("scheme: survey-2016", "scheme: other"));
    assertThat(files.load()).extracting(Finding::field).isNotEmpty();
    Path categories = config.resolve("catalogue/categories.csv");
    Files.writeString(categories, Files.readString(categories) + "other,MZ,民政\n");
    assertThat(files.load()).extracting(Finding::field).containsExactly("scheme");
  }
}
