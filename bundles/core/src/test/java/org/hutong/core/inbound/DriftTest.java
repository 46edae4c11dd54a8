package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.core.systems.InboundRules.ColumnType;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.junit.jupiter.api.Test;

class DriftTest {
  private final FeedRules feed =
      new FeedRules(
          "people",
          Duration.ofHours(1),
          false,
          "people.jsonata",
          1,
          null,
          Map.of("xm", ColumnType.TEXT, "dh", ColumnType.TEXT),
          List.of(),
          Map.of(),
          null);

  private final Batch.Row whole = row(Map.of("xm", "李宁", "dh", "1"));
  private final Batch.Row less = row(Map.of("xm", "李宁"));

  private static Batch.Row row(Map<String, String> fields) {
    return new Batch.Row("1", "people#1", fields);
  }

  @Test
  void aColumnThatSomeRowsLeaveOutIsStillThere() {
    assertThat(Drift.of(feed, List.of(less), false)).isEmpty();
    assertThat(Drift.of(feed, List.of(less, less, less, less, whole, less), false)).isEmpty();
  }

  @Test
  void aColumnThatAFilesHeaderLacksIsGoneHoweverFewItsRows() {
    assertThat(Drift.of(feed, List.of(less), true)).contains("数据结构已变：缺少列 dh");
    assertThat(Drift.of(feed, List.of(whole), true)).isEmpty();
    assertThat(Drift.of(feed, List.of(), true)).isEmpty();
  }

  @Test
  void aColumnThatNoneOfManyRowsHasIsGoneAndOneThatAnotherStandsForAtOnce() {
    assertThat(Drift.of(feed, Collections.nCopies(5, less), false)).contains("数据结构已变：缺少列 dh");
    assertThat(Drift.of(feed, List.of(row(Map.of("xm", "李宁", "lxdh", "1"))), false))
        .contains("数据结构已变：缺少列 dh；多出列 lxdh");
  }
}
