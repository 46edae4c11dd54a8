package org.hutong.core.casework;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON Merge Patch, RFC 7396. */
final class MergePatch {
  private MergePatch() {}

  @SuppressWarnings("unchecked") // trees of plain values
  static Map<String, Object> of(Map<String, Object> target, Map<String, Object> patch) {
    Map<String, Object> merged = new LinkedHashMap<>(target);
    patch.forEach(
        (name, value) -> {
          if (value == null) {
            merged.remove(name);
          } else if (value instanceof Map<?, ?> nested) {
            Object old = merged.get(name);
            merged.put(
                name,
                of(
                    old instanceof Map<?, ?> ? (Map<String, Object>) old : Map.of(),
                    (Map<String, Object>) nested));
          } else {
            merged.put(name, value);
          }
        });
    return merged;
  }
}
