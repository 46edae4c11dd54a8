package org.hutong.adapter.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
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
  void aFieldInWhosePlaceAnotherStandsIsRenamedInHoweverFewRows() throws Exception {
    Map<String, Object> renamed = Map.of("bh", 2L, "mz", "乙", "zz", Map.of("road", "x"));
    assertThat(rows.read(List.of(renamed), "page 1").get(0).row())
        .isEqualTo(new Batch.Row("2", "page 1:1", Map.of("bh", "2", "mz", "", "zz.road", "")));
    // What stands beside the named ones anyway takes nobody's place.
    Map<String, Object> whole = Map.of("bh", 1L, "xm", "甲", "mz", "汉", "zz", Map.of("jd", "a"));
    assertThat(rows.read(List.of(whole, Map.of("bh", 2L, "mz", "回")), "page 1").get(1).row())
        .isEqualTo(new Batch.Row("2", "page 1:2", Map.of("bh", "2", "xm", "", "zz.jd", "")));
    Map<String, Object> empty = new HashMap<>(Map.of("bh", 3L, "xm", "丙"));
    empty.put("zz", null);
    assertThat(rows.read(List.of(empty), "page 1").get(0).row())
        .isEqualTo(new Batch.Row("3", "page 1:1", Map.of("bh", "3", "xm", "丙", "zz.jd", "")));
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
