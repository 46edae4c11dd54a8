package org.hutong.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {
  /** U+2CE1A, outside the basic plane. */
  private static final String RARE = "\uD873\uDE1A";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "阿依古丽·买买提",
        "阿依古丽•买买提",
        "阿依古丽・买买提",
        "阿依古丽．买买提",
        "阿依古丽.买买提",
        "阿依古丽‧买买提",
        "阿依古丽∙买买提",
        "  阿依古丽 · 买买提\u3000",
        "阿依古丽\u3000•\u3000买买提",
        "阿依古丽· ·买买提·"
      })
  void everyDotBecomesTheOneThatIsStored(String text) {
    assertThat(PersonName.parse(text).value()).isEqualTo("阿依古丽\u00B7买买提");
  }

  @Test
  void theSameNameWithAndWithoutDotSharesItsMatchKey() {
    assertThat(PersonName.parse("阿依古丽买买提").matchKey())
        .isEqualTo(PersonName.parse("阿依古丽·买买提").matchKey());
    assertThat(PersonName.parse("John  Smith").matchKey()).isEqualTo("johnsmith");
  }

  @Test
  void combiningMarksAreComposed() {
    assertThat(PersonName.parse("Jose\u0301").value()).isEqualTo("Jos\u00E9");
  }

  @Test
  void lengthCountsCodePoints() {
    assertThat(PersonName.parse(RARE.repeat(100)).value()).hasSize(200);
    assertRefused(RARE.repeat(101), "NAME_TOO_LONG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "·", " . "})
  void aNameWithoutCharactersIsRefused(String text) {
    assertRefused(text, "NAME_EMPTY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"张\u0000三", "张\n三", "张\uE863", "张\u200B三", "张\u202E三", "张\uFFFD", "张\uFFFE"})
  void charactersThatTellOfAWrongDecodingAreRefused(String text) {
    assertRefused(text, "NAME_CHARACTER");
  }

  @Test
  void halfOfASurrogatePairIsRefused() {
    assertRefused("张" + RARE.charAt(0), "NAME_CHARACTER");
  }

  @Test
  void theConstructorAcceptsTheCanonicalFormOnly() {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> new PersonName("阿依古丽•买买提"))
        .satisfies(e -> assertThat(e.code()).isEqualTo("NAME_FORM"));
  }

  @ParameterizedTest
  @CsvSource({"张三, 张*", "张三丰, 张**", "欧阳修, 欧阳*", "欧阳娜娜, 欧阳**", "欧阳, 欧*", "阿依古丽·买买提, 阿**", "张, ***"})
  void theMaskShowsTheSurnameOnly(String name, String masked) {
    assertThat(PersonName.parse(name).masked()).isEqualTo(masked);
  }

  @Test
  void theMaskCountsCodePoints() {
    assertThat(PersonName.parse(RARE + "三").masked()).isEqualTo(RARE + "*");
    assertThat(PersonName.parse("张" + RARE).masked()).isEqualTo("张*");
  }

  @Test
  void theNameIsHiddenFromLogs() {
    assertThat(PersonName.parse("张三")).hasToString("PersonName[hidden]");
  }

  @Property
  void whatParsingAcceptsIsCanonicalAndWhatItRefusesHasAReason(@ForAll String text) {
    try {
      PersonName once = PersonName.parse(text);
      assertThat(PersonName.parse(once.value())).isEqualTo(once);
    } catch (InvalidValue e) {
      assertThat(e.code()).isNotEqualTo("NAME_FORM");
    }
  }

  private static void assertRefused(String text, String code) {
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> PersonName.parse(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
