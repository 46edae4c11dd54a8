package org.hutong.adapter.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Outcome.SheetField;
import org.junit.jupiter.api.Test;

class TreesTest {
  private final Map<String, Object> tree = new LinkedHashMap<>();

  TreesTest() {
    tree.put("sqr", Map.of("xm", "甲"));
    tree.put("jtcy", List.of(Map.of("xm", "乙"), Map.of("xm", "丙")));
    tree.put("a/b", 1L);
    tree.put("none", null);
  }

  @Test
  void dottedPathsAndPointersFindTheSameValues() {
    assertThat(Trees.at(tree, "sqr.xm")).isEqualTo("甲");
    assertThat(Trees.at(tree, "jtcy.1.xm")).isEqualTo("丙");
    assertThat(Trees.pointer(tree, "/jtcy/1/xm")).isEqualTo("丙");
    assertThat(Trees.pointer(tree, "/a~1b")).isEqualTo(1L);
    assertThat(Trees.pointer(tree, "")).isSameAs(tree);
  }

  @Test
  void whatIsNotThereIsNull() {
    for (String path : List.of("x", "sqr.xm.y", "jtcy.2", "jtcy.x", "none.x", "jtcy.-1")) {
      assertThat(Trees.at(tree, path)).as(path).isNull();
    }
  }

  @Test
  void aValueThatIsSetKeepsItsPlaceAndANewOneStandsFirst() {
    assertThat(Trees.with(tree, "sqr.lsh", "k").toString())
        .isEqualTo("{sqr={lsh=k, xm=甲}, jtcy=[{xm=乙}, {xm=丙}], a/b=1, none=null}");
    assertThat(Trees.with(tree, "a/b", 2L).keySet()).containsExactly("sqr", "jtcy", "a/b", "none");
    assertThat(Trees.with(Map.of(), "x.y", 1L)).isEqualTo(Map.of("x", Map.of("y", 1L)));
    assertThat(tree.get("sqr")).isEqualTo(Map.of("xm", "甲"));
  }

  @Test
  void aSheetNamesEveryValueInOrder() {
    assertThat(Trees.sheet(tree, Map.of("sqr.xm", "申请人姓名", "jtcy.xm", "家庭成员姓名")))
        .containsExactly(
            new SheetField("申请人姓名", "甲"),
            new SheetField("家庭成员姓名 1", "乙"),
            new SheetField("家庭成员姓名 2", "丙"),
            new SheetField("a/b", "1"));
  }
}
