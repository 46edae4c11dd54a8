package org.hutong.core.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two documents, field by field. */
public final class Differences {
  /** A field that differs; null where one side has none. */
  public record Field(String path, @Nullable Object before, @Nullable Object after) {}

  private Differences() {}

  /** The fields that differ, in the order of the later document. */
  public static List<Field> between(Map<String, Object> before, Map<String, Object> after) {
    Map<String, Object> one = new LinkedHashMap<>();
    Map<String, Object> other = new LinkedHashMap<>();
    flatten("", before, one);
    flatten("", after, other);
    Set<String> paths = new LinkedHashSet<>(other.keySet());
    paths.addAll(one.keySet());
    List<Field> fields = new ArrayList<>();
    for (String path : paths) {
      if (!Objects.equals(one.get(path), other.get(path))) {
        fields.add(new Field(path, one.get(path), other.get(path)));
      }
    }
    return fields;
  }

  private static void flatten(String path, @Nullable Object value, Map<String, Object> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> flatten(path.isEmpty() ? "" + key : path + "." + key, each, into));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(path + "[" + i + "]", list.get(i), into);
      }
    } else if (value != null) {
      into.put(path, value);
    }
  }

  /**
   * A value as it may be shown: a code of the system's own tables and a truth value as they are; of
   * anything else its kind, its length, and of texts the first character.
   */
  public static @Nullable String masked(@Nullable Object value, Set<String> codes) {
    if (value == null || value instanceof Boolean || codes.contains(value.toString())) {
      return value == null ? null : value.toString();
    }
    String text = value.toString();
    int length = text.codePointCount(0, text.length());
    if (value instanceof Number || text.matches("[0-9Xx.:+ TZ-]+")) {
      return "数字（" + length + "位）";
    }
    return text.substring(0, text.offsetByCodePoints(0, Math.min(1, length)))
        + "**（"
        + length
        + "字）";
  }
}
