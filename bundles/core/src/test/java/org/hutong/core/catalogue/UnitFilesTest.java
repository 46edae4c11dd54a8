package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.hutong.catalogue.Units;
import org.hutong.catalogue.Units.Unit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitFilesTest {
  private static final LocalDate DAY = LocalDate.of(2016, 9, 1);

  private Units units;

  @BeforeEach
  void readWhatShips() {
    CatalogueFiles files =
        new CatalogueFiles(ExampleBody.CONFIG, new Calendars(ExampleBody.CONFIG));
    assertThat(files.load()).isEmpty();
    units = files.units();
  }

  @Test
  void thereAreFifteenStreets() {
    assertThat(units.all(Units.Kind.STREET, DAY)).hasSize(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"广内", "广安门内", "广安门内街道", "110102017"})
  void oneStreetAnswersToAllItsNamesAndCodes(String text) {
    assertThat(units.find(text, DAY)).extracting(Unit::name).containsExactly("广安门内街道");
  }

  @Test
  void theSameCodeIsAnotherStreetInAnotherScheme() {
    assertThat(units.byCode("list-without-gaps", "009", DAY).map(Unit::name)).contains("天桥街道");
    assertThat(units.byCode("stat-2022", "110102009", DAY).map(Unit::name)).contains("展览路街道");
  }

  @Test
  void theSameWordAtTwoLevelsIsTwoUnits() {
    List<Unit> found = units.find("社会办", DAY);
    assertThat(found).extracting(Unit::level).containsExactlyInAnyOrder("街道", "区");
  }

  @ParameterizedTest
  @CsvSource({"2015-06-30,禄长街社区", "2015-07-01,东经路社区服务站", "2026-01-01,东经路社区服务站"})
  void aCommunityIsServedByItsStationFromTheDayItOpened(LocalDate on, String serving) {
    Unit community = units.find("禄长街社区", on).get(0);
    assertThat(units.serving(community.id(), on).map(Unit::name)).contains(serving);
  }

  @Test
  void aCommunityWithoutAStationServesItself() {
    Unit community = units.find("留学路社区", DAY).get(0);
    assertThat(units.serving(community.id(), DAY)).contains(community);
  }

  @Test
  void aStationThatIsNotOpenYetIsNotFound() {
    assertThat(units.find("一站多居", LocalDate.of(2015, 6, 30))).isEmpty();
    assertThat(units.find("多居一站", DAY)).extracting(Unit::name).containsExactly("东经路社区服务站");
  }
}
