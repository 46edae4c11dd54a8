package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hutong.casework.Ruling;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.CatalogueReports.Counted;
import org.hutong.catalogue.CatalogueReports.Draft;
import org.hutong.catalogue.CatalogueReports.Fill;
import org.hutong.catalogue.CatalogueReports.Linked;
import org.hutong.catalogue.CatalogueReports.Owner;
import org.hutong.catalogue.CatalogueReports.Owners;
import org.hutong.catalogue.CatalogueReports.SurveyLine;
import org.hutong.catalogue.CatalogueReports.Verdict;
import org.hutong.catalogue.ItemRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  @TempDir Path config;
  private CatalogueFiles files;
  private CatalogueReports reports;

  @BeforeEach
  void copyWhatShips() throws IOException {
    ConfigCopy.into(config);
    files = new CatalogueFiles(config, new Calendars(config));
    assertThat(files.load()).isEmpty();
    reports = files.reports();
  }

  private void replace(String name, String what, String by) throws IOException {
    ConfigCopy.replace(config.resolve(name), what, by);
  }

  @Test
  void theDraftHas132RowsAndAStepIsNoItem() {
    assertThat(reports.drafts()).hasSize(132);
    assertThat(reports.drafts())
        .filteredOn(d -> d.partOf() != null)
        .extracting(Draft::code, Draft::partOf)
        .containsExactly(tuple("SB-21", "MZ-28"));
  }

  @Test
  void eachClassSaysHowManyAreStillToBeFilled() {
    assertThat(reports.fill())
        .extracting(Fill::category, Fill::declared, Fill::named, Fill::toFill, Fill::surplus)
        .containsExactlyInAnyOrder(
            tuple("MZ", 37, 28, 9, 0),
            tuple("SB", 36, 20, 16, 0),
            tuple("CZ", 25, 13, 12, 0),
            tuple("JS", 25, 17, 8, 0),
            tuple("QX", 4, 4, 0, 0),
            tuple("SH", 6, 7, 0, 1),
            tuple("CG", 7, 9, 0, 2),
            tuple("ZZ", 6, 8, 0, 2),
            tuple("DQ", 7, 8, 0, 1),
            tuple("SQ", 52, 17, 35, 0));
  }

  @Test
  void aStreetsFileWith36Of37RowsLeavesOneToBeFilled() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 29; i <= 36; i++) {
      rows.append("MZ-")
          .append(i)
          .append(",street,MZ,,街道补充事项")
          .append(i)
          .append(",,,,,,,,,,,draft\n");
    }
    Path draft = config.resolve("catalogue/draft.csv");
    Files.writeString(draft, Files.readString(draft) + rows);
    assertThat(files.load()).isEmpty();
    assertThat(reports.fill())
        .filteredOn(f -> f.category().equals("MZ"))
        .extracting(Fill::named, Fill::toFill)
        .containsExactly(tuple(36, 1));
  }

  @Test
  void theDisputedItemHasTwoOwnersAndAGuessedSectionIsNone() {
    assertThat(reports.owners())
        .extracting(Owner::code, Owner::owners)
        .contains(tuple("MZ-28", Owners.TWO_OWNERS), tuple("MZ-01", Owners.NO_OWNER))
        .doesNotContain(tuple("QX-01", Owners.NO_OWNER));
  }

  @Test
  void aStepWhoseUnitIsNotAtItsLevelOrWhoseDocumentHasNoDateIsNamedWithItsLevel()
      throws IOException {
    replace("items/CZ-02.v1.yaml", "unit: 残联", "unit: 残疾人联合会");
    assertThat(files.load()).isEmpty();
    assertThat(reports.owners())
        .filteredOn(o -> o.step() > 0)
        .extracting(Owner::code, Owner::step, Owner::level, Owner::owners)
        .contains(
            tuple("CZ-02", 1, "街道", Owners.NOT_AT_LEVEL),
            tuple("MZ-28", 1, "街道", Owners.UNDATED),
            tuple("MZ-28", 3, "区", Owners.UNDATED))
        .doesNotContain(tuple("MZ-22", 1, "社区", Owners.NOT_AT_LEVEL));
  }

  @Test
  void aStepThatWasDeterminedStandsThereUntilItsStandardFollows() throws IOException {
    files.ruledBy(
        () ->
            List.of(
                ruled("老龄办", "2016-03-01"), ruled("民政科", "2016-09-20"), ruled("残联", "2016-01-01")));
    assertThat(firstStep())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.owners()).isEqualTo(Owners.DETERMINED);
              assertThat(o.says()).contains("自 2016-09-20 起由民政科办理", "标准仍写社保所");
            });
    replace("items/MZ-28.v1.yaml", "unit: 社保所", "unit: 民政科");
    assertThat(files.load()).isEmpty();
    assertThat(firstStep()).extracting(Owner::owners).doesNotContain(Owners.DETERMINED);
  }

  private List<Owner> firstStep() {
    return reports.owners().stream()
        .filter(o -> o.code().equals("MZ-28") && o.step() == 1)
        .toList();
  }

  private static Ruling ruled(String unit, String from) {
    return new Ruling(
        BusinessLists.SURVEY,
        "MZ-28",
        1,
        unit,
        LocalDate.parse(from),
        "由" + unit + "初审",
        "110102014-2016-0000001",
        OffsetDateTime.parse("2016-03-01T09:00:00+08:00"));
  }

  @Test
  void aLinkOfTheCrosswalkHasItsNamesAndWhoReviewedItWhen() throws IOException {
    replace(
        "catalogue/crosswalk.csv",
        "MZ,tianqiao-2015,FL,1,,",
        "MZ,tianqiao-2015,FL,1,民政科王某,2026-03-01");
    assertThat(files.load()).isEmpty();
    assertThat(reports.links())
        .extracting(Linked::code, Linked::name, Linked::toName, Linked::reviewer, Linked::reviewed)
        .contains(
            tuple("MZ", "民政为老类", "社会福利", "民政科王某", LocalDate.of(2026, 3, 1)),
            tuple("MZ-22", "老年人优待卡证办理", "老年事业服务", null, null));
    assertThat(reports.links().stream().filter(l -> l.code().equals("MZ-16")))
        .hasSizeGreaterThan(1);
  }

  @Test
  void theDiffNamesWhatALoadWouldChangeAndAnOpenCaseKeepsItsVersion() throws IOException {
    String v1 = Files.readString(config.resolve("items/MZ-28.v1.yaml"));
    Files.writeString(
        config.resolve("items/MZ-28.v2.yaml"), v1.replace("version: 1", "version: 2"));
    replace("items/SB-02.v1.yaml", "下岗", "下岗再就业");
    Files.delete(config.resolve("items/SQ-07.v1.yaml"));
    ItemRef gone = new ItemRef("survey-2016", "SQ-07", 1);
    assertThat(reports.diff())
        .isEqualTo(
            new CatalogueReports.Diff(
                List.of(new ItemRef("survey-2016", "MZ-28", 2)),
                List.of(new ItemRef("survey-2016", "SB-02", 1)),
                List.of(gone)));
    String before = reports.inForce().digest();
    assertThat(files.load()).isEmpty();
    assertThat(reports.diff().isEmpty()).isTrue();
    assertThat(reports.inForce().digest()).isNotEqualTo(before);
    assertThat(files.item("survey-2016", "MZ-28").orElseThrow().ref().version()).isEqualTo(2);
    assertThat(files.item(new ItemRef("survey-2016", "MZ-28", 1))).isPresent();
    assertThat(files.item("survey-2016", "SQ-07")).isEmpty();
    assertThat(files.item(gone)).isPresent();
  }

  @Test
  void loadingTheSameFilesAgainChangesNothing() {
    var item = files.item("survey-2016", "MZ-28").orElseThrow();
    String digest = reports.inForce().digest();
    assertThat(files.load()).isEmpty();
    assertThat(reports.inForce().digest()).isEqualTo(digest);
    assertThat(files.item("survey-2016", "MZ-28").orElseThrow()).isSameAs(item);
  }

  @Test
  void anErrorInEachKindOfListIsNamedByFileRowAndColumnAndNothingChanges() throws IOException {
    String digest = reports.inForce().digest();
    replace("catalogue/draft.csv", "MZ-02,street,MZ,", "MZ-02,street,MX,");
    replace("catalogue/declared.csv", "survey-2016,MZ,items,37", "survey-2016,MZ,items,三十七");
    replace("catalogue/crosswalk.csv", "MZ,tianqiao-2015,FL,1,,", "MZ,tianqiao-2015,FL,0,,");
    replace("streets/units.csv", "s014,STREET,街道", "s014,STREET,街");
    List<Finding> findings = files.load();
    assertThat(findings)
        .extracting(Finding::file, Finding::row, Finding::field)
        .contains(
            tuple("catalogue/draft.csv", 3, "category"),
            tuple("catalogue/declared.csv", 3, "value"),
            tuple("catalogue/crosswalk.csv", 2, "share"),
            tuple("streets/units.csv", 11, "level"));
    assertThat(findings).extracting(Finding::reason).allMatch(r -> r.matches(".*\\p{IsHan}.*"));
    assertThat(reports.inForce().digest()).isEqualTo(digest);
  }

  @Property(tries = 100)
  void aCountByEitherSchemeGivesTheSameTotal(
      @ForAll @IntRange(max = 100_000) int first,
      @ForAll @IntRange(max = 100_000) int second,
      @ForAll @IntRange(max = 9) int third) {
    CatalogueFiles shipped =
        new CatalogueFiles(ExampleBody.CONFIG, new Calendars(ExampleBody.CONFIG));
    shipped.load();
    Map<String, Long> cases = new HashMap<>();
    cases.put("MZ-16", (long) first); // in two classes of 天桥
    cases.put("MZ-22", (long) second);
    cases.put("ZZ-05", (long) third); // in none
    for (String scheme : List.of("tianqiao-2015", "platform-2016", "ehongqiang-2016")) {
      assertThat(shipped.reports().counted(scheme, cases).stream().mapToLong(Counted::cases).sum())
          .as(scheme)
          .isEqualTo((long) first + second + third);
    }
  }

  @Test
  void theSurveysFiguresComeFromTheFiles() {
    assertThat(reports.survey(TODAY))
        .extracting(SurveyLine::check, SurveyLine::declared, SurveyLine::loaded)
        .contains(
            tuple("I1", "153", "153"),
            tuple("I1", "52", "52"),
            tuple("I2", "49", "49"),
            tuple("I2", "54", "161"),
            tuple("I3", "54", "53"),
            tuple("I3", "54", "57"),
            tuple("I4", "13-14", "13-14"),
            tuple("I7", "0（若贯通是系统的属性）", "至少6"),
            tuple("I7", "0（若贯通是系统的属性）", "至少4"),
            tuple("I11", "7", "9"),
            tuple("I12", "153", "至多108，待补45"),
            tuple("I12", "52", "17，待补35"),
            tuple("I13", "70余", "56/自然日、82/工作日"),
            tuple("I14", "6000余", "约占居民30%，每人4.3件"),
            tuple("I17", "8", "9"));
    assertThat(reports.survey(TODAY).stream().map(SurveyLine::check).distinct())
        .containsExactlyInAnyOrder(
            "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12", "I13", "I14",
            "I15", "I16", "I17", "I18", "I19", "I20");
  }

  @Test
  void alteringOneInputRowAltersTheReport() throws IOException {
    replace("catalogue/survey-counts.csv", "天桥,社区层面使用,10", "天桥,社区层面使用,11");
    replace("catalogue/declared.csv", "survey-2016,CZ,items,25", "survey-2016,CZ,items,24");
    replace("catalogue/survey-counts.csv", "residents served,2万余", "residents served,3万余");
    replace("calendar/2016.csv", "2016-06-09,2016-06-11,HOLIDAY", "2016-06-09,2016-06-09,HOLIDAY");
    assertThat(files.load()).isEmpty();
    assertThat(reports.survey(TODAY))
        .extracting(
            SurveyLine::check, SurveyLine::declared, SurveyLine::loaded, SurveyLine::verdict)
        .contains(
            tuple("I1", "153", "152", Verdict.DIFFERS),
            tuple("I2", "49", "50", Verdict.DIFFERS),
            tuple("I7", "0（若贯通是系统的属性）", "至少5", Verdict.DIFFERS),
            tuple("I14", "6000余", "约占居民20%，每人4.3件", Verdict.UNNAMED));
    assertThat(reports.survey(TODAY)).anyMatch(l -> l.subject().equals("日均件数：458个自然日、316个工作日"));
  }
}
