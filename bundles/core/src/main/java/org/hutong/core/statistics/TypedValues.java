package org.hutong.core.statistics;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a case body that a person enters, counted: the item and the channel among them. */
public final class TypedValues {
  /** Filled in by the client or following from what was chosen. */
  private static final Set<String> BY_ITSELF = Set.of("kind", "idType");

  private TypedValues() {}

  /** How many there are. */
  public static int in(Map<String, Object> body) {
    int values = 1; // the item
    for (String part : new String[] {"subject", "agent", "guardian"}) {
      values += party(body.get(part));
    }
    values += leaves(body.get("form"));
    if (body.get("materials") instanceof Collection<?> materials) {
      values += materials.size();
    }
    return values + leaves(body.get("channel")) + leaves(body.get("note"));
  }

  private static int party(@Nullable Object party) {
    int values = 0;
    if (party instanceof Map<?, ?> fields) {
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        if (field.getKey().equals("community")) {
          values += field.getValue() == null ? 0 : 1; // a scheme and a code, chosen at once
        } else if (!BY_ITSELF.contains(field.getKey())) {
          values += leaves(field.getValue());
        }
      }
    }
    return values;
  }

  /** Values that are there and not empty. */
  private static int leaves(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().mapToInt(TypedValues::leaves).sum();
    }
    if (value instanceof Collection<?> list) {
      return list.stream().mapToInt(TypedValues::leaves).sum();
    }
    return value == null || value.equals("") ? 0 : 1;
  }
}
