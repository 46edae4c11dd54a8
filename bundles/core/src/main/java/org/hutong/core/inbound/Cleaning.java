package org.hutong.core.inbound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hutong.adapter.Batch;
import org.hutong.core.store.Trees;
import org.hutong.core.systems.Forbidden;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of what may not be kept (privacy.md §5), before a row is mapped, stored or quarantined:
 * the columns that the declaration drops, and those that are forbidden whatever it says.
 */
final class Cleaning {
  private static final String MARK = "\uFEFF";

  private Cleaning() {}

  static Batch.Row row(FeedRules rules, Batch.Row row) {
    Map<String, String> kept = new LinkedHashMap<>();
    row.fields()
        .forEach(
            (name, value) -> {
              if (!rules.drop().contains(name) && !Forbidden.is(name)) {
                kept.put(name, text(value));
              }
            });
    return new Batch.Row(row.key(), row.place(), kept);
  }

  /** A text of JSON is looked into, whatever white space or byte order mark stands before it. */
  private static String text(String value) {
    String plain = (value.startsWith(MARK) ? value.substring(MARK.length()) : value).strip();
    if (!plain.startsWith("{") && !plain.startsWith("[")) {
      return value;
    }
    try {
      Object tree = Trees.read(plain.getBytes(StandardCharsets.UTF_8), Object.class);
      Object kept = tree(tree);
      // A text such as [1] 号楼 begins as a list does: without need nothing is written anew.
      return plain.startsWith("[") && Objects.equals(kept, tree)
          ? value
          : new String(Trees.write(kept), StandardCharsets.UTF_8);
    } catch (IllegalStateException e) {
      return value; // no JSON: the mapping says what it is
    }
  }

  /** The same of a tree, at every depth. */
  static @Nullable Object tree(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> kept = new LinkedHashMap<>();
      map.forEach(
          (name, each) -> {
            if (!Forbidden.is(String.valueOf(name))) {
              kept.put(String.valueOf(name), tree(each));
            }
          });
      return kept;
    }
    if (value instanceof List<?> list) {
      List<Object> kept = new ArrayList<>();
      list.forEach(each -> kept.add(tree(each)));
      return kept;
    }
    return value;
  }

  /** How a value looks, with every letter and digit hidden. */
  static String shape(String value) {
    StringBuilder shape = new StringBuilder();
    value
        .codePoints()
        .limit(60)
        .forEach(
            c ->
                shape.appendCodePoint(
                    Character.isDigit(c) ? '9' : Character.isLetter(c) ? letter(c) : c));
    return shape.toString();
  }

  private static int letter(int c) {
    return c < 128 ? 'a' : '汉';
  }
}
