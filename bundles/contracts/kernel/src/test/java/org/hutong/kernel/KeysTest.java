package org.hutong.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  @Property
  void aCaseNumberIsReadBackFromItsText(
      @ForAll @IntRange(min = 100_000_000, max = 999_999_999) int street,
      @ForAll @IntRange(min = 1900, max = 9999) int year,
      @ForAll @LongRange(min = 1, max = 9_999_999_999L) long sequence) {
    CaseNumber number = new CaseNumber(Integer.toString(street), year, sequence);
    assertThat(CaseNumber.parse(number.text())).isEqualTo(number);
    assertThat(number.text()).hasSizeBetween(22, 25);
  }

  @Test
  void aShortSequenceIsPaddedToSevenDigits() {
    assertThat(new CaseNumber("110102014", 2016, 1)).hasToString("110102014-2016-0000001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "110102014-2016-1",
        "110102014-2016-0000000",
        "110102014-2016-00000001",
        "11010201-2016-0000001",
        "110102014-0016-0000001",
        "110102014-2016-12345678901"
      })
  void eachCaseNumberHasOneFormOnly(String text) {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> CaseNumber.parse(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo("CASE_NUMBER_FORMAT"));
  }

  @Test
  void caseNumbersCompareByStreetYearAndSequence() {
    CaseNumber tenMillionth = CaseNumber.parse("110102014-2016-10000000");
    assertThat(tenMillionth).isGreaterThan(CaseNumber.parse("110102014-2016-9999999"));
    assertThat(tenMillionth).isLessThan(CaseNumber.parse("110102014-2017-0000001"));
  }

  @Property
  void aDeliveryKeyIsReadBackFromItsText(
      @ForAll @IntRange(min = 1) int revision, @ForAll Operation operation) {
    DeliveryKey key =
        new DeliveryKey("110102014-2016-0000001", revision, "djl-postgres-2", operation);
    assertThat(DeliveryKey.parse(key.text())).isEqualTo(key);
  }

  @Test
  void theLongestDeliveryKeyFitsAColumnOfAHundred() {
    DeliveryKey key =
        new DeliveryKey("9".repeat(40), Integer.MAX_VALUE, "s".repeat(40), Operation.CORRECT);
    assertThat(key.text()).hasSize(100).matches("[!-~]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "110102014-2016-0000001/1/djl",
        "110102014-2016-0000001/0/djl/CREATE",
        "110102014-2016-0000001/01/djl/CREATE",
        "110102014-2016-0000001/9999999999/djl/CREATE",
        "110102014-2016-0000001/1/djl/create",
        "110102014-2016-0000001/1/DJL/CREATE",
        "a b/1/djl/CREATE",
        "110102014-2016-0000001/1/djl/CREATE/"
      })
  void aWrongDeliveryKeyIsRefused(String text) {
    assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> DeliveryKey.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "DJL", "a_b", "a/b", "系统"})
  void aSystemIdIsLowerCaseLettersDigitsAndDashes(String text) {
    assertThat(SystemId.parse(" si-04 ")).isEqualTo(new SystemId("si-04"));
    assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> SystemId.parse(text));
    assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new SystemId("a".repeat(41)));
  }
}
