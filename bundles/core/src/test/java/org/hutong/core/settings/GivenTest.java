package org.hutong.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTest {
  @Test
  void whatIsMissingOrBlankHasItsDefault() {
    Given given = new Given(Map.of("blank", "  ", "number", " 7 "));
    assertThat(given.number("blank", 5, 1, 9)).isEqualTo(5);
    assertThat(given.number("number", 5, 1, 9)).isEqualTo(7);
    assertThat(given.time("time", "02:30")).isEqualTo(LocalTime.of(2, 30));
    assertThat(given.text("text", "所")).isEqualTo("所");
    assertThat(given.wrong()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "abc", "7.5", "99999999999", "-1"})
  void aNumberOutsideOfItsBoundsIsNamedWithThem(String value) {
    Given given = new Given(Map.of("store.queue", value));
    assertThat(given.number("store.queue", 5, 1, 9)).isEqualTo(5);
    assertThat(given.wrong().get("store.queue"))
        .isEqualTo(
            "设置 store.queue = %1$s 有误，应为1 至 9 的整数。"
                .concat(" The setting store.queue must be a whole number from 1 to 9, not %1$s")
                .formatted(value));
  }

  @Test
  void aTimeThatIsNoneIsNamed() {
    Given given = new Given(Map.of("retain.at", "24:30"));
    assertThat(given.time("retain.at", "02:30")).isEqualTo(LocalTime.of(2, 30));
    assertThat(given.wrong()).containsOnlyKeys("retain.at");
  }

  @Test
  void aTextOfAWrongFormIsNamedAndNotShown() {
    Given given = new Given(Map.of("store.password", "letmein"));
    Pattern reference = Pattern.compile("file:.+");
    assertThat(given.text("store.password", "", reference, " file: 引用", "a reference")).isEmpty();
    assertThat(given.wrong().get("store.password"))
        .contains("store.password", "a reference")
        .doesNotContain("letmein");
  }

  @Test
  void whatNobodyReadIsUnknownButForWhatComesAlong() {
    Given given =
        new Given(
            Map.of(
                "retain.audit.day", "9",
                "store.queue", "9",
                "service.pid", "org.hutong.core",
                "felix.fileinstall.filename", "file:x",
                "org.apache.karaf.features.configKey", "y"));
    given.number("store.queue", 5, 1, 9);
    assertThat(given.unknown()).containsExactly("retain.audit.day");
  }
}
