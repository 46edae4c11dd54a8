package org.hutong.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {
  @ParameterizedTest
  @ValueSource(strings = {"91350100M000100Y43", "9144030071526726XG", "91330100799655058B"})
  void theStandardsCodesAreAccepted(String code) {
    assertThat(CreditCode.parse(code).code()).isEqualTo(code);
  }

  @Test
  void whatPeopleWriteBecomesTheCanonicalCode() {
    assertThat(CreditCode.parse(" ９１350100m000100y43 "))
        .isEqualTo(new CreditCode("91350100M000100Y43"));
  }

  @Test
  void theCodeStatesAreaAndOrganisation() {
    CreditCode code = CreditCode.parse("91350100M000100Y43");
    assertThat(code.areaCode()).isEqualTo("350100");
    assertThat(code.organizationCode()).isEqualTo("M000100Y4");
  }

  @ParameterizedTest
  @CsvSource({
    "91350100M000100Y44, CREDIT_CODE_CHECK",
    "91350100I000100Y43, CREDIT_CODE_FORMAT",
    "91350100M000100Y4, CREDIT_CODE_FORMAT",
    "9135O100M000100Y43, CREDIT_CODE_FORMAT",
    "'', CREDIT_CODE_FORMAT"
  })
  void aWrongCodeIsRefused(String text, String error) {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> CreditCode.parse(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo(error));
  }

  @Property
  void changingOneDigitIsAlwaysNoticed(
      @ForAll @IntRange(min = 2, max = 7) int at, @ForAll @IntRange(min = 1, max = 9) int by) {
    StringBuilder wrong = new StringBuilder("91330100799655058B");
    wrong.setCharAt(at, (char) ('0' + (wrong.charAt(at) - '0' + by) % 10));
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> CreditCode.parse(wrong.toString()));
  }
}
