package org.hutong.adapter.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Records out of a list of trees.
 *
 * @param key the field that is the record's key
 * @param fields those that are taken, dotted; what is not named stays behind. Empty: all
 * @param nested how a value that is no single one is written
 */
public record Rows(String key, List<String> fields, Function<Object, String> nested) {
  private static final int PRINT_BYTES = 4;

  /** So many rows, none of which has a field, are a change of the system's, not of its data. */
  private static final int RENAMED = 5;

  /** Signs of a fingerprint. */
  public static final int PRINT = 5;

  /** A record, or why there is none; and five signs by which it is known again. */
  public record Found(Batch.@Nullable Row row, Batch.@Nullable Refused bad, String print) {}

  /**
   * Reads them; a bad one keeps none of the others back. A field that a row leaves out is empty,
   * because senders leave out what is null; where another stands in its place that nobody named,
   * the row has that one instead, and its feed is held.
   *
   * @param place of the list, such as {@code page 3}
   * @throws Unavailable when there is no list, or not one of them has the key, or not one of five
   *     or more a field that is named
   */
  public List<Found> read(@Nullable Object list, String place) throws Unavailable {
    if (!(list instanceof List<?> rows)) {
      throw new Unavailable("答复里没有约定的列表，结构可能已变，暂不汇入");
    }
    List<Found> found = new ArrayList<>();
    Map<String, Integer> missing = new TreeMap<>();
    Set<String> usual = usual(rows);
    for (Object each : rows) {
      found.add(one(each, place + ":" + (found.size() + 1), missing, usual));
    }
    for (Map.Entry<String, Integer> each : missing.entrySet()) {
      if (each.getValue() == rows.size() && (each.getKey().equals(key) || rows.size() >= RENAMED)) {
        // Not one row has it: the system has changed, and no row may be taken for half a record.
        throw new Unavailable("每一行都缺少字段 " + each.getKey() + "，结构已变，暂不汇入");
      }
    }
    return found;
  }

  /** What stands in rows beside all that is named: it replaces nothing. */
  private Set<String> usual(List<?> rows) {
    Set<String> usual = new TreeSet<>();
    for (Object each : rows) {
      if (each instanceof Map<?, ?> map && fields.stream().allMatch(f -> others(map, f) == null)) {
        usual.addAll(unnamed(map, ""));
        for (String name : fields) {
          int dot = name.lastIndexOf('.');
          if (dot > 0 && Trees.at(map, name.substring(0, dot)) instanceof Map<?, ?> inner) {
            usual.addAll(unnamed(inner, name.substring(0, dot + 1)));
          }
        }
      }
    }
    return usual;
  }

  private Found one(
      @Nullable Object each, String place, Map<String, Integer> missing, Set<String> usual) {
    String print = print(each);
    if (!(each instanceof Map<?, ?> map)) {
      return new Found(null, new Batch.Refused(place, "不是一组字段"), print);
    }
    Map<String, String> values = new LinkedHashMap<>();
    if (fields.isEmpty()) {
      map.forEach((name, value) -> values.put(name.toString(), text(value)));
    } else {
      for (String name : fields) {
        Set<String> others = others(map, name);
        if (others == null) {
          values.put(name, text(Trees.at(map, name)));
        } else {
          missing.merge(name, 1, Integer::sum);
          others.removeAll(usual);
          if (others.isEmpty()) {
            values.put(name, "");
          }
          // Without what stands there: that another name stands there is all that is told.
          others.forEach(other -> values.putIfAbsent(other, ""));
        }
      }
    }
    String id = values.getOrDefault(key, "").strip();
    return id.isEmpty()
        ? new Found(null, new Batch.Refused(place, "缺少主键 " + key), print)
        : new Found(new Batch.Row(id, place, values), null, print);
  }

  /**
   * Null when the field, or one around it, is there. Otherwise the fields in its place that nobody
   * named: with them it was renamed, without them it was left out.
   */
  private @Nullable Set<String> others(Map<?, ?> map, String name) {
    Map<?, ?> at = map;
    String path = "";
    String rest = name;
    while (true) {
      int dot = rest.indexOf('.');
      String first = dot < 0 ? rest : rest.substring(0, dot);
      if (!at.containsKey(first)) {
        return unnamed(at, path);
      }
      if (dot < 0 || !(at.get(first) instanceof Map<?, ?> inner)) {
        return null;
      }
      at = inner;
      path += first + ".";
      rest = rest.substring(dot + 1);
    }
  }

  private Set<String> unnamed(Map<?, ?> at, String path) {
    Set<String> unnamed = new TreeSet<>();
    for (Object each : at.keySet()) {
      String full = path + each;
      if (fields.stream().noneMatch(f -> f.equals(full) || f.startsWith(full + "."))) {
        unnamed.add(full);
      }
    }
    return unnamed;
  }

  private String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Map || value instanceof List ? nested.apply(value) : value.toString();
  }

  /** The fingerprint of a row, or of a part of it. */
  static String print(@Nullable Object row) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.valueOf(row).getBytes(StandardCharsets.UTF_8));
      byte[] first = Arrays.copyOf(hash, PRINT_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(first).substring(0, PRINT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
