package org.hutong.core.systems;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ${NAME}} and {@code ${NAME:-default}} in the texts of a tree. */
final class Placeholders {
  private static final Pattern PLACE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.]*)(?::-([^{}]*))?\\}");

  private final Function<String, @Nullable String> values;
  private final BiConsumer<String, String> fault;

  /**
   * Reads names from a source.
   *
   * @param values gives null for a name it does not know
   * @param fault takes the path of the text and a reason
   */
  Placeholders(Function<String, @Nullable String> values, BiConsumer<String, String> fault) {
    this.values = values;
    this.fault = fault;
  }

  String text(String path, String text) {
    Matcher place = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (place.find()) {
      String value = values.apply(place.group(1));
      if (value == null || value.isEmpty()) {
        value = place.group(2);
      }
      if (value == null) {
        fault.accept(path, "没有设置 " + place.group(1));
        value = "";
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return place.appendTail(filled).toString();
  }

  Map<String, Object> map(String path, Map<?, ?> map) {
    Map<String, Object> filled = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          Object one = value(path + "." + key, value);
          if (one != null) {
            filled.put(key.toString(), one);
          }
        });
    return filled;
  }

  private @Nullable Object value(String path, @Nullable Object value) {
    if (value instanceof String text) {
      return text(path, text);
    }
    if (value instanceof Map<?, ?> map) {
      return map(path, map);
    }
    if (value instanceof List<?> list) {
      List<Object> filled = new ArrayList<>();
      for (Object element : list) {
        Object one = value(path + "[" + filled.size() + "]", element);
        if (one != null) {
          filled.add(one);
        }
      }
      return filled;
    }
    if (value == null) {
      fault.accept(path, "没有取值");
    }
    return value;
  }
}
