package org.hutong.adapter.jdbc.internal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.support.Settings;
import org.jspecify.annotations.Nullable;

/**
 * One feed: a table or view that is polled by time, or an outbox that is read by its sequence.
 * Names are identifiers, quoted wherever they stand in a statement.
 *
 * @param from the quoted table, view or outbox
 * @param shown its name without the schema, for the place of a row
 * @param key the column with the system's own key of the record
 */
sealed interface FeedSettings {
  /** A table or view with the time of the last change. */
  record Polled(
      String from, String shown, String key, String changed, Duration settle, @Nullable ZoneId zone)
      implements FeedSettings {}

  /**
   * An outbox.
   *
   * @param sequence the column that counts
   * @param only fields and their values, one of these sets: other rows are passed over
   * @param json the column whose members become fields of their own, {@code nr.xm}; null for none
   */
  record Outbox(
      String from,
      String shown,
      String key,
      String sequence,
      List<Map<String, String>> only,
      @Nullable String json)
      implements FeedSettings {}

  Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,62}");
  Pattern FEED = Pattern.compile("[a-z0-9-]{1,40}");

  /** The quoted name of the table, view or outbox. */
  String from();

  /** The same for persons. */
  String shown();

  /** The column with the key. */
  String key();

  /** All feeds, in the order of the file. */
  static Map<String, FeedSettings> read(Settings settings) throws InvalidConfig {
    Settings section = settings.section("feeds");
    Map<String, FeedSettings> feeds = new LinkedHashMap<>();
    for (String name : section.names()) {
      if (!FEED.matcher(name).matches()) {
        throw section.wrong(name, "数据流的名称只能用小写字母、数字和横线");
      }
      Settings feed = section.section(name);
      feeds.put(name, feed.has("outbox") ? outbox(feed) : polled(feed));
      feed.done();
    }
    section.done();
    return feeds;
  }

  private static FeedSettings outbox(Settings feed) throws InvalidConfig {
    List<Map<String, String>> only = only(feed);
    String json = feed.text("json").orElse(null);
    return new Outbox(
        quoted(feed, "outbox"),
        last(feed.required("outbox")),
        name(feed, "key", feed.required("key")),
        name(feed, "sequence", feed.required("sequence")),
        only,
        json == null ? null : name(feed, "json", json));
  }

  private static List<Map<String, String>> only(Settings feed) throws InvalidConfig {
    if (!(feed.tree("only").orElse(null) instanceof List<?> sets)) {
      return List.of(feed.textMap("only"));
    }
    List<Map<String, String>> all = new ArrayList<>();
    for (Object set : sets) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (Map.Entry<String, Object> field : Settings.asMap(feed.pathOf("only"), set).entrySet()) {
        fields.put(field.getKey(), String.valueOf(field.getValue()));
      }
      all.add(fields);
    }
    return all;
  }

  private static FeedSettings polled(Settings feed) throws InvalidConfig {
    String zone = feed.text("zone").orElse("Asia/Shanghai");
    try {
      return new Polled(
          quoted(feed, "table"),
          last(feed.required("table")),
          name(feed, "key", feed.required("key")),
          name(feed, "changed", feed.required("changed")),
          feed.seconds("settleSeconds", 60, 0, 86_400),
          zone.equals("none") ? null : ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw feed.wrong("zone", "不是时区");
    }
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String name(Settings feed, String setting, String name) throws InvalidConfig {
    if (!NAME.matcher(name).matches()) {
      throw feed.wrong(setting, "不是列名");
    }
    return name;
  }

  private static String quoted(Settings feed, String setting) throws InvalidConfig {
    String[] parts = feed.required(setting).split("\\.", -1);
    if (parts.length > 2 || !Arrays.stream(parts).allMatch(p -> NAME.matcher(p).matches())) {
      throw feed.wrong(setting, "应为 表名 或 模式.表名");
    }
    return Arrays.stream(parts).map(FeedSettings::quote).collect(Collectors.joining("."));
  }

  /** The name in quotes. */
  static String quote(String name) {
    return '"' + name + '"';
  }
}
