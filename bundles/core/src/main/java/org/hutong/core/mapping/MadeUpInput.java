package org.hutong.core.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real input with nothing of a real person left in it: the form of every value stays, so that a
 * mapping does with it what it did, and the value is made up. What stays as it is are codes, item
 * and place codes, states, names of units, flags and the values that stand in the system's tables.
 */
public final class MadeUpInput {
  private static final String ID = "110102198001011239";
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern MOMENT = Pattern.compile(DAY.pattern() + "T.*");
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]*");

  /** Names under which no value speaks of a person. */
  private static final Set<String> KEPT =
      Set.of("scheme", "code", "kind", "idType", "unit", "level", "state", "version", "channel");

  private final Set<String> known;

  private MadeUpInput(Set<String> known) {
    this.known = known;
  }

  /**
   * The same input, made up.
   *
   * @param known texts of the system's own tables
   */
  public static Map<String, Object> of(Map<String, Object> input, Set<String> known) {
    MadeUpInput made = new MadeUpInput(known);
    Map<String, Object> result = new LinkedHashMap<>();
    input.forEach((name, value) -> result.put(name, made.value(name, value)));
    result.put("operation", input.get("operation"));
    result.put("street", input.get("street"));
    result.put("key", "110102014-2026-0000001/1/example/" + input.get("operation"));
    result.computeIfPresent("receipt", (name, receipt) -> "SL2026000001");
    return result;
  }

  private @Nullable Object value(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> made = new LinkedHashMap<>();
      map.forEach((key, each) -> made.put(key.toString(), value(key.toString(), each)));
      return made;
    }
    if (value instanceof List<?> list) {
      List<Object> made = new ArrayList<>();
      list.forEach(each -> made.add(value(name, each)));
      return made;
    }
    if (value instanceof String text) {
      return text(name, text);
    }
    return amount(value);
  }

  /** What is owned or earned is made up too; small numbers count things and steps. */
  private static @Nullable Object amount(@Nullable Object value) {
    return value instanceof Long number && number > 100 ? (Object) 123_400L : value;
  }

  private String text(String name, String text) {
    if (KEPT.contains(name) || known.contains(text) || text.isEmpty()) {
      return text;
    }
    if (CODE.matcher(text).matches() && !text.matches("[0-9]+")) {
      return text;
    }
    if (text.matches("[0-9]{17}[0-9X]")) {
      return ID;
    }
    if (text.matches("[0-9]{15}")) {
      return ID.substring(0, 6) + ID.substring(8, 17);
    }
    if (text.matches("1[0-9]{10}")) {
      return "13800000000";
    }
    if (DAY.matcher(text).matches()) {
      return "2026-01-05";
    }
    if (MOMENT.matcher(text).matches()) {
      return "2026-01-05T10:00:00+08:00";
    }
    if (name.equals("number")) {
      return "110102014-2026-0000001";
    }
    if (text.matches("[0-9]+")) {
      return "1".repeat(text.length());
    }
    int length = text.codePointCount(0, text.length());
    return "示例".repeat(length / 2) + (length % 2 == 0 ? "" : "文");
  }
}
