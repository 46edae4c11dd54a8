package org.hutong.core.settings;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings of {@code etc/org.hutong.core.cfg}. Whoever reads one names it, its default and what
 * is allowed. A wrong one is noted and read as its default, so that one reading finds all that are
 * wrong; a name that nobody read is not known. What is missing or blank has its default.
 */
public final class Given {
  private static final int SHOWN = 40;

  private final Map<String, String> values = new TreeMap<>();
  private final Set<String> known = new HashSet<>();
  private final Map<String, String> wrong = new TreeMap<>();

  /** Of these names and values; Config Admin's, Felix's and Karaf's own come along and are none. */
  public Given(Map<String, ?> values) {
    values.forEach(
        (name, value) -> {
          boolean foreign = name.startsWith("service.") || name.startsWith("felix.");
          if (!foreign
              && !name.startsWith("org.apache.karaf.")
              && !String.valueOf(value).isBlank()) {
            this.values.put(name, String.valueOf(value).strip());
          }
        });
  }

  /** A text of any kind. */
  public String text(String name, String otherwise) {
    known.add(name);
    return values.getOrDefault(name, otherwise);
  }

  /**
   * A text of one form. The value itself is not shown when it is wrong: it may be a secret that
   * stands in the wrong place.
   *
   * @param zh what is allowed, in Chinese
   * @param en the same in English
   */
  public String text(String name, String otherwise, Pattern allowed, String zh, String en) {
    String text = text(name, otherwise);
    if (text.equals(otherwise) || allowed.matcher(text).matches()) {
      return text;
    }
    wrong.put(name, "设置 " + name + " 有误，应为" + zh + "。 The setting " + name + " must be " + en);
    return otherwise;
  }

  /** A whole number from {@code least} to {@code most}. */
  public int number(String name, int otherwise, int least, int most) {
    String text = text(name, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      return wrong(name, text, otherwise, least, most);
    }
    return wrong(name, text, otherwise, least, most);
  }

  private int wrong(String name, String text, int otherwise, int least, int most) {
    wrong(
        name, text, least + " 至 " + most + " 的整数", "a whole number from " + least + " to " + most);
    return otherwise;
  }

  /** A time of the day. */
  public LocalTime time(String name, String otherwise) {
    String text = text(name, otherwise);
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      wrong(name, text, "一日中的时刻，如 02:30", "a time of the day such as 02:30");
      return LocalTime.parse(otherwise);
    }
  }

  private void wrong(String name, String text, String zh, String en) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    wrong.put(
        name,
        "设置 "
            + name
            + " = "
            + shown
            + " 有误，应为"
            + zh
            + "。 The setting "
            + name
            + " must be "
            + en
            + ", not "
            + shown);
  }

  /** A line for each setting that is wrong, by its name: Chinese, then English. */
  public Map<String, String> wrong() {
    return Collections.unmodifiableMap(wrong);
  }

  /** The names that no reader asked for: misspelt, or of another release. */
  public List<String> unknown() {
    Set<String> left = new TreeSet<>(values.keySet());
    left.removeAll(known);
    return new ArrayList<>(left);
  }
}
