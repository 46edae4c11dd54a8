package org.hutong.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
  @ParameterizedTest
  @ValueSource(strings = {"stat-2022:110102014003", "xicheng-list:009", "ga-t-2000:11010201400312"})
  void aPlaceIsReadBackFromItsText(String text) {
    assertThat(Place.parse(text).text()).isEqualTo(text);
  }

  @Test
  void theSameStreetHasDifferentCodesInDifferentSchemes() {
    assertThat(Place.parse("stat-2022:110102014000"))
        .isNotEqualTo(Place.parse("other:110102014000"));
  }

  @ParameterizedTest
  @CsvSource({
    "110102014003, PLACE_FORMAT",
    "Stat:1, PLACE_SCHEME",
    ":1, PLACE_SCHEME",
    "abcdefghijabcdefghijabcdefghijabc:1, PLACE_SCHEME",
    "stat-2022:110102014, PLACE_CODE",
    "other:, PLACE_CODE",
    "other:a b, PLACE_CODE",
    "other:12345678901234567890123456789012345678901, PLACE_CODE"
  })
  void aWrongPlaceIsRefused(String text, String code) {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> Place.parse(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aGridStatesItsDistrictStreetCommunityAndSequence() {
    GridCode grid = GridCode.parse("110102014003007");
    assertThat(grid.district()).isEqualTo("110102");
    assertThat(grid.street()).isEqualTo("110102014");
    assertThat(grid.community()).isEqualTo("110102014003");
    assertThat(grid.sequence()).isEqualTo(7);
    assertThat(grid).hasToString("110102014003007");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "110102014003", "1101020140030071", "01010201400300X"})
  void aGridOfAnotherLengthIsRefused(String text) {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> GridCode.parse(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo("GRID_CODE_FORMAT"));
  }
}
