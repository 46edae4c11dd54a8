package org.hutong.core.systems;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hutong.core.rules.BadExpression;
import org.hutong.core.rules.Expression;
import org.hutong.core.rules.Section;
import org.hutong.core.systems.InboundRules.ColumnType;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.InboundRules.RecordKind;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code inbound} of a {@code system.yaml}. */
final class InboundReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Set<String> CLASSES = Set.of("P1", "P2", "P3", "P4");
  private static final int MOST_ROWS = 1_000;

  private InboundReader() {}

  /** Null when the file has none. */
  static @Nullable InboundRules read(Section file, Path folder) {
    Section inbound = file.section("inbound");
    if (inbound == null) {
      return null;
    }
    Set<String> secrets = file.tree("secrets").keySet();
    List<FeedRules> feeds = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> hookSecrets = new HashSet<>();
    for (Section each : inbound.sections("feeds")) {
      FeedRules feed = feed(each, folder, secrets);
      WebhookReader.separate(each, feed.webhook(), hookSecrets);
      if (!names.add(feed.name())) {
        each.fault("name", "重复");
      }
      feeds.add(feed);
    }
    if (feeds.isEmpty()) {
      inbound.fault("feeds", "至少要有一个数据流");
    }
    InboundRules rules =
        new InboundRules(
            SystemReader.duration(inbound, "poll", Duration.ofSeconds(30)),
            inbound.integer("batch", 1, MOST_ROWS, 100),
            inbound.optional("unit", 64),
            List.copyOf(feeds));
    inbound.end();
    return rules;
  }

  private static FeedRules feed(Section feed, Path folder, Set<String> secrets) {
    String name = feed.text("name");
    if (!NAME.matcher(name).matches()) {
      feed.fault("name", "只能用小写字母、数字和横线");
    }
    List<String> drop = List.copyOf(feed.texts("drop"));
    Map<String, ColumnType> columns = columns(feed, drop);
    FeedRules rules =
        new FeedRules(
            name,
            SystemReader.duration(feed, "rhythm", Duration.ofHours(24)),
            feed.flag("history", false),
            mapping(feed, folder),
            feed.integer("version", 1, 100_000, 1),
            feed.optional("key"),
            columns,
            drop,
            classes(feed),
            new WebhookReader(secrets, columns, drop).read(feed));
    if (rules.history() && rules.webhook() != null) {
      feed.fault("webhook", "历史办件（history: true）不能是推送");
    }
    feed.end();
    return rules;
  }

  private static String mapping(Section feed, Path folder) {
    String mapping = feed.text("mapping");
    if (!SystemReader.MAPPING.matcher(mapping).matches()
        || !Files.isReadable(folder.resolve(mapping))) {
      feed.fault("mapping", "应为本文件夹中的 .jsonata 文件");
      return mapping;
    }
    try {
      Expression.compile(Files.readString(folder.resolve(mapping), StandardCharsets.UTF_8));
    } catch (BadExpression e) {
      feed.fault("mapping", mapping + "：" + e.getMessage());
    } catch (IOException e) {
      feed.fault("mapping", mapping + "：文件无法读取，或不是 UTF-8 编码");
    }
    return mapping;
  }

  private static Map<String, ColumnType> columns(Section feed, List<String> drop) {
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    Section section = feed.section("columns");
    if (section == null) {
      feed.fault("columns", "须列出每一列及其类型");
      return columns;
    }
    for (String column : section.keys()) {
      String type = section.text(column);
      try {
        columns.put(column, ColumnType.valueOf(type.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        section.fault(column, "类型只能取 text、integer、decimal、date8、date、timestamp、boolean");
      }
      if (Forbidden.is(column) && !drop.contains(column)) {
        section.fault(column, "该列不得留存，须列入 drop");
      }
    }
    return columns;
  }

  private static Map<RecordKind, Map<String, String>> classes(Section feed) {
    Map<RecordKind, Map<String, String>> kinds = new EnumMap<>(RecordKind.class);
    Section records = feed.section("records");
    if (records == null) {
      return kinds;
    }
    for (String name : records.keys()) {
      Section fields = records.section(name);
      Map<String, String> classes = new LinkedHashMap<>();
      for (String field : fields == null ? Set.<String>of() : fields.keys()) {
        String of = fields.text(field);
        if (!CLASSES.contains(of)) {
          fields.fault(field, "字段没有分级，应为 P1、P2、P3 或 P4");
        }
        if (Forbidden.is(field)) {
          fields.fault(field, "该字段不得留存");
        }
        classes.put(field, of);
      }
      try {
        kinds.put(RecordKind.valueOf(name.toUpperCase(Locale.ROOT)), Map.copyOf(classes));
      } catch (IllegalArgumentException e) {
        records.fault(name, "只能取 person、place、event、organization");
      }
    }
    return kinds;
  }
}
