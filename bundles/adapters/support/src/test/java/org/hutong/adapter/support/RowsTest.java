package org.hutong.adapter.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Unavailable;
import org.junit.jupiter.api.Test;

class RowsTest {
  private final Rows rows = new Rows("bh", List.of("bh", "xm", "zz.jd"), Object::toString);

  @Test
  void aFieldThatARowLeavesOutIsEmptyAndKeepsNothingBack() throws Exception {
    List<Rows.Found> found =
        rows.read(
            List.of(Map.of("bh", 1L, "xm", "甲", "zz", Map.of("jd", "东经路")), Map.of("bh", 2L)),
            "page 1");

    assertThat(found.get(1).row())
        .isEqualTo(new Batch.Row("2", "page 1:2", Map.of("bh", "2", "xm", "", "zz.jd", "")));
    assertThat(rows.read(List.of(Map.of("bh", 2L)), "page 1").get(0).row()).isNotNull();
  }

  @Test
  void aFieldThatNotOneOfManyRowsHasHoldsThemAll() {
    assertThatThrownBy(
            () -> rows.read(Collections.nCopies(5, Map.of("bh", 1L, "xm", "甲")), "page 1"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("zz.jd");
  }

  @Test
  void aKeyThatNotOneRowHasHoldsThemAllHoweverFew() {
    assertThatThrownBy(() -> rows.read(List.of(Map.of("xm", "甲")), "page 1"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("bh");
  }
}
