package org.hutong.core.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plain tree as Jackson's nodes, value for value: a decimal keeps its scale. */
final class FormNodes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FormNodes() {}

  /** Never an integer, not even 1.0, which JSON Schema since draft 6 would take for one. */
  private static final class Decimal extends DecimalNode {
    private static final long serialVersionUID = 1L;

    Decimal(BigDecimal value) {
      super(value);
    }

    @Override
    public boolean canConvertToExactIntegral() {
      return false;
    }
  }

  static JsonNode of(@Nullable Object value) {
    if (value instanceof String text) {
      return TextNode.valueOf(text);
    }
    if (value instanceof Long number) {
      return LongNode.valueOf(number);
    }
    if (value instanceof Integer number) {
      return LongNode.valueOf(number);
    }
    if (value instanceof Boolean flag) {
      return BooleanNode.valueOf(flag);
    }
    if (value instanceof BigDecimal number) {
      return new Decimal(number);
    }
    if (value instanceof BigInteger number) {
      // Beyond a Long it is no integer of ours: as a decimal the type check refuses it.
      return new Decimal(new BigDecimal(number));
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode node = NODES.objectNode();
      map.forEach((key, element) -> node.set(key.toString(), of(element)));
      return node;
    }
    if (value instanceof List<?> list) {
      ArrayNode node = NODES.arrayNode(list.size());
      list.forEach(element -> node.add(of(element)));
      return node;
    }
    if (value == null) {
      return NullNode.getInstance();
    }
    throw new IllegalArgumentException("No plain value: " + value.getClass().getName());
  }
}
