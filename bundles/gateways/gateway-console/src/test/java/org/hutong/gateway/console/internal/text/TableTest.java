package org.hutong.gateway.console.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsStandInLineWhereCharactersAreTwoColumnsWide() {
    assertThat(Table.of("系统", "名称", "数").row("si-02", "救助", 1).row("街道", "a", 22).text())
        .isEqualTo(
            """
            系统   名称  数
            ---------------
            si-02  救助  1
            街道   a     22""");
  }

  @Test
  void rareCharactersAndCombiningMarksHaveTheirOwnWidth() {
    assertThat(Words.width("\uD873\uDE1A")).isEqualTo(2);
    assertThat(Words.width("阿依古丽·买买提")).isEqualTo(15);
    assertThat(Words.width("e\u0301")).isEqualTo(1);
  }

  @Test
  void nothingThatATerminalWouldObeyIsPrinted() {
    assertThat(Words.of("a\u001b[31mb\nc\u202Ed")).isEqualTo("a [31mb c d");
  }

  @Test
  void nothingReadsAsADashAndTimesAreInBeijing() {
    assertThat(Words.of(null)).isEqualTo("-");
    assertThat(Words.of("  ")).isEqualTo("-");
    assertThat(Words.of(true)).isEqualTo("是");
    assertThat(Words.of(OffsetDateTime.parse("2026-11-23T16:00:01Z")))
        .isEqualTo("2026-11-24 00:00:01");
  }

  @Test
  void anEmptyTableSaysSo() {
    assertThat(Table.of("系统").text()).isEqualTo("（无）");
  }

  @Test
  void aRowHasOneValueAHeader() {
    assertThatThrownBy(() -> Table.of("系统").row(1, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void factsStandInLineWithTheirTablesBelow() {
    assertThat(
            new Facts()
                .fact("系统", "si-02")
                .fact("适配器", null)
                .maybe("了结", null)
                .section("环节", Table.of("次").row(1))
                .text())
        .isEqualTo(
            """
            系统    si-02
            适配器  -

            环节
            次
            --
            1""");
  }
}
