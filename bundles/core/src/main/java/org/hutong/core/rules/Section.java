package org.hutong.core.rules;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file, read key by key. A getter never fails: what is wrong becomes a fault
 * and a harmless value comes back, so that one pass finds everything; a reader builds its result
 * only when there was no fault. {@link #end} finds the keys that nobody asked for.
 */
public final class Section {
  private final YamlFile file;
  private final String path;
  private final Map<String, Object> map;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Fault> missing = new LinkedHashMap<>();

  Section(YamlFile file, String path, Map<String, Object> map) {
    this.file = file;
    this.path = path;
    this.map = map;
  }

  /** The file's root; empty when it cannot be read at all, and the faults say why. */
  public static Optional<Section> read(Path file, String name, List<Fault> faults) {
    return Optional.ofNullable(YamlFile.read(file, name, faults));
  }

  /** A text that must be there and not blank. */
  public String text(String key) {
    String text = optional(key);
    if (text == null || text.isBlank()) {
      fault(key, "缺少必填内容");
      return "";
    }
    return text;
  }

  /** The same for a column of that length in UTF-16 units. */
  public String text(String key, int most) {
    String text = text(key);
    fit(key, text, most);
    return text;
  }

  /** A text; a number stands for its own digits. */
  public @Nullable String optional(String key) {
    Object value = get(key);
    if (value instanceof Map || value instanceof List) {
      fault(key, "应为文字");
      return null;
    }
    return value == null ? null : value.toString();
  }

  /** The same for a column of that length in UTF-16 units. */
  public @Nullable String optional(String key, int most) {
    String text = optional(key);
    if (text != null) {
      fit(key, text, most);
    }
    return text;
  }

  private void fit(String key, String text, int most) {
    if (text.length() > most) {
      fault(key, "最多 " + most + " 个字符");
    }
  }

  /** A text that is read by a parser whose refusal is a fault. */
  public <T> @Nullable T parsed(String key, Function<String, T> parser) {
    return parsed(key, parser, "取值不正确");
  }

  /** The same with what a person should have written. */
  public <T> @Nullable T parsed(String key, Function<String, T> parser, String otherwise) {
    String text = text(key);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      fault(key, otherwise);
      return null;
    }
  }

  /** A date as {@code yyyy-mm-dd}; null when absent. */
  public @Nullable LocalDate date(String key) {
    return get(key) == null ? null : parsed(key, LocalDate::parse, "日期应写成 2026-01-01");
  }

  /** One of an enum's names. */
  public <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) {
    String text = text(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    if (!text.isEmpty()) {
      fault(key, "只能取 " + Arrays.toString(type.getEnumConstants()));
    }
    return null;
  }

  /** An integer in a range; {@code otherwise} when absent. */
  public int integer(String key, int least, int most, int otherwise) {
    Object value = get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Long number && number >= least && number <= most) {
      return number.intValue();
    }
    fault(key, "应为 " + least + " 到 " + most + " 的整数");
    return otherwise;
  }

  /** {@code true} or {@code false}; {@code otherwise} when absent. */
  public boolean flag(String key, boolean otherwise) {
    Object value = get(key);
    if (value == null || value instanceof Boolean) {
      return value == null ? otherwise : (Boolean) value;
    }
    fault(key, "只能取 true 或 false");
    return otherwise;
  }

  /** A list of texts; empty when absent. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object element : list(key)) {
      if (element == null || element instanceof Map || element instanceof List) {
        fault(key + "[" + texts.size() + "]", "应为文字");
      } else {
        texts.add(element.toString());
      }
    }
    return texts;
  }

  /** A list of sections; empty when absent. */
  public List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    int index = 0;
    for (Object element : list(key)) {
      String at = key + "[" + index++ + "]";
      cast(element)
          .ifPresentOrElse(
              m -> sections.add(new Section(file, at(at), m)), () -> fault(at, "应为“键: 值”"));
    }
    return sections;
  }

  /** A section; null when absent. */
  public @Nullable Section section(String key) {
    Object value = get(key);
    if (value == null) {
      return null;
    }
    Optional<Map<String, Object>> child = cast(value);
    if (child.isEmpty()) {
      fault(key, "应为“键: 值”");
      return null;
    }
    return new Section(file, at(key), child.get());
  }

  /** Everything under a key as a plain tree, unread; empty when absent. */
  public Map<String, Object> tree(String key) {
    Section section = section(key);
    return section == null ? Map.of() : section.map;
  }

  /** The keys that stand here. */
  public Set<String> keys() {
    return map.keySet();
  }

  /** Refuses a key that stands here, whatever is under it, with its own reason. */
  public void refuse(String key, String reason) {
    if (map.containsKey(key)) {
      asked.add(key);
      fault(key, reason);
    }
  }

  /**
   * Adds a fault at a key or a path below this section; the empty key means the section. Of a key
   * that is missing only the first is told: what else it should be follows from that.
   */
  public void fault(String key, String reason) {
    if (missing.containsKey(key)) {
      return;
    }
    Fault fault = file.fault(key.isEmpty() ? path : at(key), reason);
    if (asked.contains(key) && isBlank(key)) {
      missing.put(key, fault);
    }
  }

  /** Refuses the keys that nobody asked for; with keys that are missing they are one mistake. */
  public void end() {
    List<String> unknown = map.keySet().stream().filter(key -> !asked.contains(key)).toList();
    List<String> wanted = missing.keySet().stream().filter(key -> !map.containsKey(key)).toList();
    if (unknown.isEmpty() || wanted.isEmpty()) {
      unknown.forEach(key -> fault(key, "不认识的键"));
      return;
    }
    wanted.forEach(key -> file.withdraw(missing.get(key)));
    fault(
        unknown.get(0),
        "没有键 " + String.join("、", wanted) + "，却有不认识的键 " + String.join("、", unknown));
  }

  private boolean isBlank(String key) {
    Object value = map.get(key);
    return value == null || value instanceof String text && text.isBlank();
  }

  private List<?> list(String key) {
    Object value = get(key);
    if (value == null || value instanceof List) {
      return value == null ? List.of() : (List<?>) value;
    }
    fault(key, "应为列表");
    return List.of();
  }

  private @Nullable Object get(String key) {
    asked.add(key);
    return map.get(key);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @SuppressWarnings("unchecked") // keys are texts: YamlFile made the map
  private static Optional<Map<String, Object>> cast(@Nullable Object value) {
    return value instanceof Map ? Optional.of((Map<String, Object>) value) : Optional.empty();
  }
}
