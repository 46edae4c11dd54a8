package org.hutong.gateway.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.junit.jupiter.api.Test;

class OptionsAnywhereTest {
  @Test
  void anOptionBehindTheArgumentsMovesInFrontWithItsValue() {
    assertThat(
            OptionsAnywhere.optionsFirst(
                List.of("hutong:token-add", "hub", "--days", "3", "--json")))
        .containsExactly("hutong:token-add", "--days", "3", "--json", "hub");
  }

  @Test
  void aFlagTakesNoValueWithIt() {
    assertThat(OptionsAnywhere.optionsFirst(List.of("hutong:case", "--json", "7")))
        .containsExactly("hutong:case", "--json", "7");
    assertThat(OptionsAnywhere.optionsFirst(List.of("hutong:case", "7", "--purpose=A", "--json")))
        .containsExactly("hutong:case", "--purpose=A", "--json", "7");
  }

  @Test
  void anOptionBehindAFlagKeepsItsValue() {
    assertThat(
            OptionsAnywhere.optionsFirst(
                List.of("hutong:mapping-dryrun", "si-02", "--accept", "--draft", "/d")))
        .containsExactly("hutong:mapping-dryrun", "--accept", "--draft", "/d", "si-02");
  }

  @Test
  void aWordInQuotesIsNoOption() {
    assertThat(OptionsAnywhere.optionsFirst(List.of("hutong:abandon", "d1", "'--json'")))
        .containsExactly("hutong:abandon", "d1", "'--json'");
  }

  @Test
  void aSpaceBeforeTheCursorBeginsANewWord() {
    CommandLine line = new OptionsAnywhere().parse(null, "hutong:system", 14);
    assertThat(line.getCursorArgumentIndex()).isEqualTo(1);
    assertThat(line.getCursorArgument()).isEmpty();
    assertThat(line.getBuffer()).isEqualTo("hutong:system ");
  }
}
