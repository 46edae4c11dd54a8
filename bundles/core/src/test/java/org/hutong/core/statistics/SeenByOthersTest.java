package org.hutong.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.statistics.CountedStreet.DISPATCHER;
import static org.hutong.core.statistics.CountedStreet.HUB;
import static org.hutong.core.statistics.CountedStreet.OFFICER;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.statistics.ItemIndex.Grouping;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.statistics.By;
import org.hutong.statistics.CaseCounts;
import org.hutong.statistics.CaseCounts.Row;
import org.hutong.statistics.CountQuery;
import org.hutong.statistics.Definition;
import org.hutong.statistics.Figure;
import org.hutong.statistics.StateCounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub and the sections see of the numbers, and what they never see. */
class SeenByOthersTest {
  @TempDir Path folder;
  private CountedStreet street;

  @BeforeEach
  void open() throws Exception {
    street = new CountedStreet(DatabaseConfig.derby(folder.resolve("data/db")), folder);
    enter("MZ-28", 12);
    enter("MZ-22", 14);
    enter("SB-02", 15);
    enter("CZ-01", 3);
    enter("JS-09", 11);
    street.clock.at(Instant.parse("2016-10-05T04:00:00Z"));
  }

  @AfterEach
  void close() throws Exception {
    street.close();
  }

  private void enter(String code, int times) {
    street.clock.at(Instant.parse("2016-09-10T04:00:00Z"));
    for (int i = 0; i < times; i++) {
      street.enter(street.sample(code));
    }
  }

  private static Row row(CaseCounts counts, String code) {
    return counts.rows().stream().filter(r -> r.code().equals(code)).findFirst().orElseThrow();
  }

  @Test
  void theDispatcherSeesEveryNumber() {
    CaseCounts counts = street.by(DISPATCHER, "item", "2016-09");
    assertThat(counts.suppressed()).isFalse();
    assertThat(row(counts, "survey-2016/CZ-01").registered()).isEqualTo(3);
    assertThat(row(counts, "survey-2016/CZ-01").name()).isEqualTo("残疾人证核发管理");
    assertThat(counts.total().registered()).isEqualTo(55);
  }

  @Test
  void theHubSeesNoSmallCellAndNoneThatWouldTellIt() {
    CaseCounts counts = street.by(HUB, "item", "2016-09");
    assertThat(counts.suppressed()).isTrue();
    assertThat(row(counts, "survey-2016/CZ-01").registered()).isNull();
    assertThat(row(counts, "survey-2016/MZ-28").registered()).isNull();
    assertThat(row(counts, "survey-2016/SB-02").registered()).isEqualTo(15);
    assertThat(counts.total().registered()).isEqualTo(44);
    assertThat(counts.leftOut()).contains("JS");
    assertThat(counts.rows()).noneMatch(r -> r.code().contains("JS-09"));
  }

  @Test
  void theClassesOfTheSameMonthDoNotTellWhatTheItemsHide() {
    CaseCounts items = street.by(HUB, "item", "2016-09");
    CaseCounts classes = street.by(HUB, "class", "2016-09");
    assertThat(row(classes, "CZ").registered()).isNull();
    // MZ-28 is hidden and MZ-22 is shown: the class's sum would tell it.
    assertThat(row(items, "survey-2016/MZ-22").registered()).isEqualTo(14);
    assertThat(row(classes, "MZ").registered()).isNull();
    assertThat(row(classes, "SB").registered()).isEqualTo(15);
  }

  @Test
  void theOwnersOfAWallSeeWhatIsBehindTheirsAndNotBehindAnothers() {
    CaseCounts counts = street.by(OFFICER, "class", "2016-09");
    assertThat(counts.leftOut()).doesNotContain("JS").contains("ZZ-03");
    assertThat(counts.total().registered()).isEqualTo(55);
    assertThat(street.by(HUB, "community", "2016-09").total().registered()).isEqualTo(44);
    assertThat(street.by(HUB, "channel", "2016-09").total().registered()).isEqualTo(44);
  }

  @Test
  void theHubSeesNoMoreForTheOwnerOfAWall() {
    Caller acting = HUB.actingFor("计生办", "/onBehalfOf");
    CaseCounts counts = street.by(acting, "class", "2016-09");
    assertThat(counts.total().registered()).isEqualTo(44);
    assertThat(counts.leftOut()).contains("JS");
    assertThat(street.statistics.typing(acting, "2016-09").cases()).isEqualTo(44);
  }

  @Test
  void aCaseWhoseItemIsGoneKeepsItsTyping() {
    Case file = street.enter(street.sample("MZ-28"));
    CatalogueFiles empty = new CatalogueFiles(folder, new Calendars(folder));
    FormTraces traces = new FormTraces(empty, street.systems, new JsonataMapper());
    TypingDesk typing =
        new TypingDesk(
            CountedStreet.STREET, street.store, traces, street.desk, new CountTable(street.store));
    assertThat(typing.ofCase(DISPATCHER, file.number()).typed()).isPositive();
    assertThat(typing.ofCase(DISPATCHER, file.number()).fields()).isEmpty();
  }

  @Test
  void aClassThatIsSmallByItsShareIsNotShown() {
    long[] twelve = new long[Sums.FIGURES];
    twelve[Figure.REGISTERED.ordinal()] = 12;
    long[] six = new long[Sums.FIGURES];
    six[Figure.REGISTERED.ordinal()] = 6;
    Grouping halves =
        new Grouping(
            "class:x", Map.of("A", Set.of("survey-2016/MZ-16"), "B", Set.of("survey-2016/MZ-16")));
    Map<String, Long[]> shown =
        MonthCells.shown(
            Map.of("survey-2016/MZ-16", twelve),
            List.of(halves),
            halves,
            Map.of("A", six, "B", six));
    assertThat(shown.get("A")[Figure.REGISTERED.ordinal()]).isNull();
  }

  @Test
  void theMonthThatGoesOnAndCrossedFiltersAreForTheDispatcherAlone() {
    assertThatThrownBy(() -> street.by(HUB, "item", "2016-10"))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.errors().get(0).pointer()).isEqualTo("/period"));
    CountQuery crossed = new CountQuery("community", "2016-09", null, "MZ-28", null, null);
    assertThatThrownBy(() -> street.statistics.cases(HUB, crossed))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.ROLE_REQUIRED));
    assertThat(street.statistics.cases(DISPATCHER, crossed).total().registered()).isEqualTo(12);
    assertThat(street.by(HUB, "month", "2016").to()).isEqualTo("2016-10-01");
  }

  @Test
  void statesAreSumsOfMonthsThatAreOverWithoutSmallCellsAndWhatIsBehindAWall() {
    Case withdrawn = street.enter(street.sample("SB-02"));
    street.act(withdrawn, "withdraw");
    StateCounts whole = street.states(DISPATCHER, "item", null);
    assertThat(whole.total().cases()).isEqualTo(56);
    assertThat(in(whole.total(), CaseState.WITHDRAWN)).isEqualTo(1);
    assertThat(whole.period()).isNull();

    StateCounts seen = street.states(HUB, null, null);
    assertThat(seen.suppressed()).isTrue();
    assertThat(seen.leftOut()).contains("JS");
    assertThat(seen.rows()).extracting(StateCounts.Row::code).containsExactly("2016-09");
    assertThat(seen.total().cases()).isEqualTo(44);
    assertThat(in(seen.total(), CaseState.WITHDRAWN)).isZero();
    assertThat(seen.to()).isEqualTo("2016-10-01");
    assertThatThrownBy(() -> street.states(HUB, "item", "2016-09"))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.ROLE_REQUIRED));
    assertThatThrownBy(() -> street.states(HUB, "month", "2016-10")).isInstanceOf(Refused.class);
  }

  @Test
  void aSmallStateIsHiddenTogetherWithOneThatWouldTellIt() {
    street.clock.at(Instant.parse("2016-09-20T04:00:00Z"));
    street.act(street.enter(street.sample("SB-02")), "withdraw");
    street.clock.at(Instant.parse("2016-10-05T04:00:00Z"));
    StateCounts.Row seen = street.states(HUB, "month", "2016").total();
    assertThat(seen.cases()).isEqualTo(45);
    assertThat(in(seen, CaseState.WITHDRAWN)).isNull();
    assertThat(seen.states()).filteredOn(s -> s.cases() == null).hasSizeGreaterThan(1);
    assertThat(in(seen, CaseState.TERMINATED)).isZero();
    assertThat(seen.hiddenMonths()).isEqualTo(1);
  }

  private static Long in(StateCounts.Row row, CaseState state) {
    return row.states().get(state.ordinal()).cases();
  }

  @Test
  void everythingThatIsWrongWithAQueryIsSaidAtOnce() {
    CountQuery wrong = new CountQuery("ethnicity", "2016-13", null, "XX-99", null, null);
    assertThatThrownBy(() -> street.statistics.cases(DISPATCHER, wrong))
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors().stream().map(e -> e.pointer()))
                    .containsExactlyInAnyOrder("/by", "/period", "/item"));
  }

  @Test
  void everyFigureAndEveryGroupingHasAWrittenDefinition() {
    List<Definition> definitions = street.statistics.definitions();
    Map<String, Definition> byCode = new java.util.HashMap<>();
    definitions.forEach(d -> byCode.put(d.code(), d));
    for (Figure figure : Figure.values()) {
      assertThat(byCode.get(figure.wireName()).kind()).isEqualTo("FIGURE");
    }
    for (By by : By.values()) {
      assertThat(byCode.get(by.wireName()).kind()).isEqualTo("BY");
    }
    for (CaseState state : CaseState.values()) {
      assertThat(byCode.get(state.name()).kind()).isEqualTo("STATE");
    }
    assertThat(byCode).hasSameSizeAs(definitions);
    assertThat(definitions).allSatisfy(d -> assertThat(d.zh()).isNotEmpty());
    assertThat(definitions).allSatisfy(d -> assertThat(d.en()).isNotEmpty());
  }

  @Test
  void typingSavedIsSummedOverTheMonthOfRegistration() {
    var all = street.statistics.typing(DISPATCHER, "2016-09");
    assertThat(all.cases()).isEqualTo(55);
    assertThat(all.apart()).isGreaterThan(0);
    assertThat(all.saved()).isEqualTo(all.apart() - all.typed());
    assertThat(street.statistics.typing(HUB, "2016-09").cases()).isEqualTo(44);
    assertThat(street.statistics.typing(DISPATCHER, "2016-08").cases()).isZero();
  }
}
