package org.hutong.adapter.support;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hutong.adapter.InvalidConfig;
import org.jspecify.annotations.Nullable;

/**
 * One level of a system's settings. Every read names the setting it takes; {@link #done()} refuses
 * what nobody took, so that a misspelt setting is not silently without effect.
 */
public final class Settings {
  private final String path;
  private final Map<String, Object> values;
  private final Set<String> taken = new LinkedHashSet<>();

  /** Settings at a path such as {@code settings} or {@code settings.operations}. */
  public Settings(String path, Map<String, Object> values) {
    this.path = path;
    this.values = values;
  }

  /** The path of one of these settings, as {@code InvalidConfig} names it. */
  public String pathOf(String name) {
    return path + "." + name;
  }

  /** The names that stand here. */
  public Set<String> names() {
    return values.keySet();
  }

  /** Text, number or boolean as text; empty when missing. */
  public Optional<String> text(String name) throws InvalidConfig {
    Object value = take(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map || value instanceof List) {
      throw wrong(name, "应为单个值");
    }
    return Optional.of(value.toString());
  }

  /** Text that must stand here. */
  public String required(String name) throws InvalidConfig {
    String value = text(name).orElse("");
    if (value.isBlank()) {
      throw wrong(name, "缺少配置项");
    }
    return value;
  }

  /** A whole number between two limits. */
  public int number(String name, int otherwise, int least, int most) throws InvalidConfig {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get().trim());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, "应为整数");
    }
    throw wrong(name, "应在 " + least + " 与 " + most + " 之间");
  }

  /** Seconds between two limits. */
  public Duration seconds(String name, int otherwise, int least, int most) throws InvalidConfig {
    return Duration.ofSeconds(number(name, otherwise, least, most));
  }

  /** True or false. */
  public boolean flag(String name, boolean otherwise) throws InvalidConfig {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    return switch (text.get().trim()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "应为 true 或 false");
    };
  }

  /** A character set by its name. */
  public Optional<Charset> charset(String name) throws InvalidConfig {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(text.get().trim()));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw wrong(name, "不认识的字符集");
    }
  }

  /** The settings below a name; without any when it is missing. */
  public Settings section(String name) throws InvalidConfig {
    Object value = take(name);
    if (value == null) {
      return new Settings(pathOf(name), Map.of());
    }
    return new Settings(pathOf(name), asMap(pathOf(name), value));
  }

  /** Whether a name stands here at all. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  /** A list of texts; empty when missing. A single text is a list of one. */
  public List<String> texts(String name) throws InvalidConfig {
    Object value = take(name);
    if (value == null) {
      return List.of();
    }
    List<?> list = value instanceof List<?> many ? many : List.of(value);
    for (Object each : list) {
      if (each == null || each instanceof Map || each instanceof List) {
        throw wrong(name, "应为文字列表");
      }
    }
    return list.stream().map(Object::toString).toList();
  }

  /** A map of texts; empty when missing. */
  public Map<String, String> textMap(String name) throws InvalidConfig {
    Settings section = section(name);
    Map<String, String> result = new LinkedHashMap<>();
    for (String each : section.names()) {
      result.put(each, section.text(each).orElse(""));
    }
    return result;
  }

  /** A raw tree, for settings that are documents themselves. */
  public Optional<Object> tree(String name) {
    return Optional.ofNullable(take(name));
  }

  /** Refuses every setting that was not read. */
  public void done() throws InvalidConfig {
    for (String name : values.keySet()) {
      if (!taken.contains(name)) {
        throw wrong(name, "未知的配置项");
      }
    }
  }

  /** The error for one of these settings; the value is not repeated. */
  public InvalidConfig wrong(String name, String why) {
    return new InvalidConfig(pathOf(name), "配置项 " + pathOf(name) + "：" + why + "。");
  }

  /** A tree's value as a map with text keys. */
  public static Map<String, Object> asMap(String path, Object value) throws InvalidConfig {
    if (!(value instanceof Map<?, ?> map)) {
      throw new InvalidConfig(path, "配置项 " + path + "：应为一组配置。");
    }
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, each) -> result.put(String.valueOf(key), each));
    return result;
  }

  private @Nullable Object take(String name) {
    taken.add(name);
    return values.get(name);
  }
}
