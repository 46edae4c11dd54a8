package org.hutong.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitizenIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"11010519491231002X", "440524188001010014", "110102198001010017"})
  void theStandardsNumbersAreAccepted(String number) {
    assertThat(CitizenId.parse(number).number()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11010519491231002x",
        " 11010519491231002X\t",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105491231002"
      })
  void whatPeopleAndOldFilesWriteBecomesTheSameNumber(String text) {
    assertThat(CitizenId.parse(text)).isEqualTo(new CitizenId("11010519491231002X"));
  }

  @Test
  void theNumberStatesBirthDateSexAndArea() {
    CitizenId id = CitizenId.parse("11010519491231002X");
    assertThat(id.birthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
    assertThat(id.sex()).isEqualTo(Sex.FEMALE);
    assertThat(CitizenId.parse("110102198001010017").sex()).isEqualTo(Sex.MALE);
    assertThat(id.areaCode()).isEqualTo("110105");
  }

  @Test
  void anAbolishedAreaIsValidHistory() {
    assertThat(CitizenId.parse("110104600229001").areaCode()).isEqualTo("110104");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "110105", "1101051949123100X2", "01010519491231002X", "张三"})
  void aWrongShapeIsRefused(String text) {
    assertRefused(text, "CITIZEN_ID_FORMAT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"110105194902300027", "110105194913010027", "110105490230002"})
  void aBirthDateThatDoesNotExistIsRefused(String text) {
    assertRefused(text, "CITIZEN_ID_DATE");
  }

  @Test
  void aWrongCheckIsRefusedWithoutRepeatingTheNumber() {
    assertRefused("110105194912310021", "CITIZEN_ID_CHECK");
  }

  @Test
  void theConstructorAcceptsTheCanonicalFormOnly() {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> new CitizenId("11010519491231002x"));
  }

  @Test
  void theNumberIsHiddenFromLogsAndMaskedForOnlookers() {
    CitizenId id = CitizenId.parse("11010519491231002X");
    assertThat(id).hasToString("CitizenId[hidden]");
    assertThat(id.masked()).isEqualTo("110105********002X");
  }

  @Property
  void anOldNumberKeepsItsBirthDateWhenUpgraded(
      @ForAll @DateRange(min = "1900-01-01", max = "1999-12-31") LocalDate birth,
      @ForAll @IntRange(max = 999) int sequence) {
    String digits = birth.toString().replace("-", "");
    String old = "110102" + digits.substring(2) + String.format("%03d", sequence);
    CitizenId id = CitizenId.parse(old);
    assertThat(id.birthDate()).isEqualTo(birth);
    assertThat(CitizenId.parse(id.number())).isEqualTo(id);
  }

  @Property
  void changingOneDigitOfTheBodyIsAlwaysNoticed(
      @ForAll @IntRange(min = 1, max = 16) int at, @ForAll @IntRange(min = 1, max = 9) int by) {
    StringBuilder wrong = new StringBuilder("110102198001010017");
    wrong.setCharAt(at, (char) ('0' + (wrong.charAt(at) - '0' + by) % 10));
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> CitizenId.parse(wrong.toString()));
  }

  private static void assertRefused(String text, String code) {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> CitizenId.parse(text))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.getCause()).isNull();
              if (!text.isEmpty()) {
                assertThat(e.getMessage()).doesNotContain(text);
              }
            });
  }
}
