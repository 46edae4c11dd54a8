package org.hutong.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
  @ParameterizedTest
  @CsvSource({
    "13800000000, 13800000000",
    "138-0000-0000, 13800000000",
    "138 0000 0000, 13800000000",
    "１３８００００００００, 13800000000",
    "+86 138 0000 0000, 13800000000",
    "8613800000000, 13800000000",
    "0086-13800000000, 13800000000",
    "01083550000, 010-83550000",
    "010-83550000, 010-83550000",
    "（010）8355-0000, 010-83550000",
    "+86 10 8355 0000, 010-83550000",
    "+86(010)83550000, 010-83550000",
    "010-83550000-8012, 010-83550000-8012",
    "010-83550000转8012, 010-83550000-8012",
    "8355 0000 分机 12, 83550000-12",
    "83550000, 83550000",
    "0310-3123456, 0310-3123456",
    "400-810-0000, 4008100000"
  })
  void whatPeopleWriteBecomesTheCanonicalNumber(String text, String number) {
    assertThat(PhoneNumber.parse(text).number()).isEqualTo(number);
    assertThat(PhoneNumber.parse(number).number()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "1380000000", "138000000000", "电话13800000000", "00000000"})
  void whatIsNoNumberIsRefused(String text) {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> PhoneNumber.parse(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo("PHONE_FORMAT"));
  }

  @Test
  void theConstructorAcceptsTheCanonicalFormOnly() {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> new PhoneNumber("138-0000-0000"));
  }

  @ParameterizedTest
  @CsvSource({
    "13800000000, 138****0000",
    "010-83550000, 010-****0000",
    "010-83550000-8012, 010-****0000",
    "83551234, ****1234"
  })
  void theMaskHidesTheMiddle(String number, String masked) {
    assertThat(PhoneNumber.parse(number).masked()).isEqualTo(masked);
  }

  @Test
  void onlyAMobileTakesTextMessages() {
    assertThat(PhoneNumber.parse("13800000000").mobile()).isTrue();
    assertThat(PhoneNumber.parse("010-83550000").mobile()).isFalse();
  }

  @Property
  void aMobileIsHiddenFromLogs(
      @ForAll @LongRange(min = 13_000_000_000L, max = 19_999_999_999L) long number) {
    PhoneNumber phone = PhoneNumber.parse(Long.toString(number));
    assertThat(phone).hasToString("PhoneNumber[hidden]");
    assertThat(phone.masked()).matches("1[3-9][0-9]\\*{4}[0-9]{4}");
  }
}
