package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreesTest {
  record Holder(Map<String, Object> form) {}

  private static final List<Object> VALUES =
      Arrays.asList(
          0L,
          -1L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          new BigDecimal("9223372036854775808"),
          new BigDecimal("-" + "1".repeat(40)),
          new BigDecimal("1.10"),
          new BigDecimal("1E+5"),
          new BigDecimal("0.0000000000000000000000000001"),
          "",
          "007",
          Character.toString(0x2CE1A),
          true,
          null,
          List.of(),
          Map.of());

  @Test
  void everyPlainValueComesBackAsItWentIn() {
    for (Object value : VALUES) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("a", value);
      tree.put("b", Arrays.asList(value, Arrays.asList(value)));
      Map<String, Object> inside = new LinkedHashMap<>();
      inside.put("c", value);
      tree.put("d", inside);
      assertThat(Trees.read(Trees.write(tree))).isEqualTo(tree);
      byte[] record = Trees.write(new Holder(tree));
      assertThat(Trees.read(record, Holder.class).form()).isEqualTo(tree);
    }
  }
}
