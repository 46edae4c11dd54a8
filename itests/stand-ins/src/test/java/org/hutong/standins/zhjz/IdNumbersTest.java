package org.hutong.standins.zhjz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdNumbersTest {
  @ParameterizedTest
  @ValueSource(strings = {"110102198001011239", "11010519491231002X"})
  void aNumberWithItsCheckCharacterIsValid(String number) {
    assertThat(IdNumbers.valid(number)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "110102198001011238",
        "11010519491231002x",
        "110102800101123",
        "110102198002301237",
        ""
      })
  void anythingElseIsNot(String number) {
    assertThat(IdNumbers.valid(number)).isFalse();
  }
}
