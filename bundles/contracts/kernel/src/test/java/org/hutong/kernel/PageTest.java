package org.hutong.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  @Test
  void aPageKeepsItsItemsWhateverHappensToTheList() {
    List<String> list = new ArrayList<>(List.of("a"));
    Page<String> page = new Page<>(list, new Cursor("e1.42"));
    list.add("b");
    assertThat(page.items()).containsExactly("a");
    assertThat(page.map(String::length)).isEqualTo(new Page<>(List.of(1), new Cursor("e1.42")));
  }

  @Test
  void theLastPageHasNoNext() {
    assertThat(Page.last(List.of("a")).next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a%20", "a+b", "页"})
  void aCursorNeedsNoEscapeInAUrl(String text) {
    assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Cursor.parse(text));
    assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Cursor("a".repeat(201)));
    assertThat(new Cursor("a".repeat(200)).value()).hasSize(200);
  }

  @Test
  void aTimeLimitIsAtLeastOne() {
    assertThat(new TimeLimit(15, TimeLimit.Unit.WORKING_DAYS).chinese()).isEqualTo("15个工作日");
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> new TimeLimit(0, TimeLimit.Unit.HOURS));
  }

  @Test
  void sexIsCodedByTheStandard() {
    assertThat(Sex.MALE.code()).isEqualTo("1");
    assertThat(Sex.FEMALE.code()).isEqualTo("2");
  }
}
