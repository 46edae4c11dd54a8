package org.hutong.adapter.jdbc.internal;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Document;
import org.hutong.adapter.support.Trees;
import org.hutong.kernel.DeliveryKey;
import org.jspecify.annotations.Nullable;

/**
 * The values of one delivery by the names that statements use: {@code key} and {@code delivery.*}
 * are ours, everything else is the mapped document's.
 */
record Values(Map<String, Object> tree) {
  static Values of(Document document) {
    Map<String, Object> tree = new LinkedHashMap<>(document.content());
    Map<String, Object> delivery = delivery(document.key());
    delivery.put("earlierReceipt", document.earlierReceipt());
    delivery.put("token", document.token());
    tree.put("key", document.key().text());
    tree.put("delivery", delivery);
    return new Values(tree);
  }

  static Values of(DeliveryKey key) {
    Map<String, Object> tree = new HashMap<>();
    tree.put("key", key.text());
    tree.put("delivery", delivery(key));
    return new Values(tree);
  }

  private static Map<String, Object> delivery(DeliveryKey key) {
    Map<String, Object> delivery = new HashMap<>();
    delivery.put("caseNumber", key.caseNumber());
    delivery.put("revision", (long) key.revision());
    delivery.put("operation", key.operation().name());
    return delivery;
  }

  /**
   * The parameters of every run of a step, in order.
   *
   * @throws IllegalArgumentException when a parameter is no single value; names the parameter
   */
  List<List<@Nullable Object>> runs(Step step) {
    if (step.each() == null) {
      return List.of(bind(step, tree));
    }
    List<List<@Nullable Object>> runs = new ArrayList<>();
    if (Trees.at(tree, step.each()) instanceof List<?> members) {
      for (Object member : members) {
        Map<String, Object> scope = new HashMap<>(tree);
        scope.put("each", member);
        scope.put("position", (long) runs.size() + 1);
        runs.add(bind(step, scope));
      }
    }
    return runs;
  }

  private static List<@Nullable Object> bind(Step step, Map<String, Object> scope) {
    List<@Nullable Object> values = new ArrayList<>();
    for (String name : step.template().parameters()) {
      Object value = Trees.at(scope, name);
      if (value instanceof Map || value instanceof List) {
        throw new IllegalArgumentException(name);
      }
      values.add(value);
    }
    return values;
  }

  /** Whether the system's character set has every character; a "?" in a name is no name. */
  static boolean fits(List<List<@Nullable Object>> runs, Charset encoding) {
    return runs.stream()
        .flatMap(List::stream)
        .filter(String.class::isInstance)
        .allMatch(text -> encoding.newEncoder().canEncode((String) text));
  }

  static void set(PreparedStatement statement, List<@Nullable Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else if (value instanceof String text) {
        statement.setString(i + 1, text);
      } else if (value instanceof Double || value instanceof Float) {
        // Through the decimal text: 0.1 stays 0.1.
        statement.setBigDecimal(i + 1, new BigDecimal(value.toString()));
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }
}
