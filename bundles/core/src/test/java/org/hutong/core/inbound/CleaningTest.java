package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.core.systems.InboundRules.ColumnType;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleaningTest {
  private final FeedRules feed =
      new FeedRules(
          "people",
          Duration.ofHours(1),
          false,
          "people.jsonata",
          1,
          null,
          Map.of("nr", ColumnType.TEXT),
          List.of(),
          Map.of(),
          null);

  private String cleaned(String value) {
    return String.valueOf(
        Cleaning.row(feed, new Batch.Row("1", "people#1", Map.of("nr", value))).fields().get("nr"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"xm\": \"甲\", \"民族\": \"回\"}",
        " \n{\"xm\": \"甲\", \"民族\": \"回\"}",
        "\uFEFF{\"xm\": \"甲\", \"民族\": \"回\"}",
        "[{\"xm\": \"甲\", \"民族\": \"回\"}]",
        "\t[[{\"xm\": \"甲\", \"家\": {\"mz\": \"回\"}}], 1]"
      })
  void whatMayNotBeKeptGoesOutOfJsonHoweverItIsWritten(String json) {
    assertThat(cleaned(json)).contains("甲").doesNotContain("回", "民族", "mz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1] 号楼 3 单元", "[已注销] 甲", "[{\"xm\": \"甲\"}, 1.50]", " 甲 ", "{甲"})
  void otherTextsStayAsTheyAre(String text) {
    assertThat(cleaned(text)).isEqualTo(text);
  }

  @Test
  void aNumberInAListKeepsItsDigits() {
    assertThat(cleaned("[{\"mz\": 1}, 1.50]")).isEqualTo("[{},1.50]");
  }
}
