package org.hutong.adapter.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Outcome.SheetField;
import org.jspecify.annotations.Nullable;

/** Walks trees of maps, lists and single values. */
public final class Trees {
  private Trees() {}

  /** The value at a dotted path such as {@code sqr.xm} or {@code jtcy.0.xm}; null if missing. */
  public static @Nullable Object at(@Nullable Object tree, String dotted) {
    return walk(tree, dotted.split("\\."));
  }

  /** The value at a JSON Pointer such as {@code /data/recvNo}; null if missing. */
  public static @Nullable Object pointer(@Nullable Object tree, String pointer) {
    if (pointer.isEmpty()) {
      return tree;
    }
    String[] names = pointer.substring(1).split("/", -1);
    for (int i = 0; i < names.length; i++) {
      names[i] = names[i].replace("~1", "/").replace("~0", "~");
    }
    return walk(tree, names);
  }

  private static @Nullable Object walk(@Nullable Object tree, String[] names) {
    Object here = tree;
    for (String name : names) {
      if (here instanceof Map<?, ?> map) {
        here = map.get(name);
      } else if (here instanceof List<?> list && name.matches("[0-9]{1,6}")) {
        int index = Integer.parseInt(name);
        here = index < list.size() ? list.get(index) : null;
      } else {
        return null;
      }
    }
    return here;
  }

  /** A single value as text without white space around it; null for none, a map or a list. */
  public static @Nullable String single(@Nullable Object value) {
    if (value == null || value instanceof Map || value instanceof List) {
      return null;
    }
    String text = value.toString().strip();
    return text.isEmpty() ? null : text;
  }

  /**
   * A copy with one value set. A name that is there keeps its place; one that is not stands first,
   * where formats that know an order expect a number of record.
   */
  public static Map<String, Object> with(Map<?, ?> tree, String dotted, Object value) {
    int dot = dotted.indexOf('.');
    String name = dot < 0 ? dotted : dotted.substring(0, dot);
    Object below = value;
    if (dot >= 0) {
      Map<?, ?> child = tree.get(name) instanceof Map<?, ?> map ? map : Map.of();
      below = with(child, dotted.substring(dot + 1), value);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    if (!tree.containsKey(name)) {
      result.put(name, below);
    }
    tree.forEach((key, each) -> result.put(String.valueOf(key), each));
    result.put(name, below);
    return result;
  }

  /**
   * An assisted-entry sheet: every single value in the tree's order. A label is looked up by the
   * dotted path, list positions left out; the path itself stands where none is given.
   */
  public static List<SheetField> sheet(Map<String, Object> tree, Map<String, String> labels) {
    List<SheetField> fields = new ArrayList<>();
    collect(tree, "", "", labels, fields);
    return fields;
  }

  private static void collect(
      @Nullable Object value,
      String path,
      String position,
      Map<String, String> labels,
      List<SheetField> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) ->
              collect(each, path.isEmpty() ? "" + key : path + "." + key, position, labels, into));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(list.get(i), path, position + " " + (i + 1), labels, into);
      }
    } else if (value != null) {
      into.add(new SheetField(labels.getOrDefault(path, path) + position, value.toString()));
    }
  }
}
