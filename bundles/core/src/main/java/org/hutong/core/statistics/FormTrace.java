package org.hutong.core.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hutong.catalogue.Item;
import org.hutong.core.mapping.Mapper;
import org.hutong.core.mapping.MappingFailed;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.statistics.SampleBody.Place;
import org.hutong.core.systems.SystemDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the fields of a system's document come from, whatever the mapping looks like: a full
 * body is mapped, then again with one value altered, then with it left out, and what changes in the
 * document hangs on that value.
 */
final class FormTrace {
  private final Mapper mapper;
  private final SystemDefinition system;
  private final Item item;
  private final Item.Target target;
  private final List<Object> coded;

  FormTrace(Mapper mapper, SystemDefinition system, Item item, Item.Target target) {
    this.mapper = mapper;
    this.system = system;
    this.item = item;
    this.target = target;
    this.coded =
        CsvFile.read(
                system.folder().resolve("codes.csv"),
                "codes.csv",
                List.of("set", "value", "code"),
                new ArrayList<>())
            .stream()
            .map(row -> (Object) row.cell(1))
            .toList();
  }

  private static final class Found {
    final Set<String> values = new TreeSet<>();
    final Set<String> known = new TreeSet<>();
    final Set<String> required = new TreeSet<>();
    final Set<String> conditions = new TreeSet<>();
  }

  /** The fields; none where the mapping does not take the sample. */
  List<TracedField> fields(String operation, boolean atEnd) {
    for (boolean person : new boolean[] {true, false}) {
      SampleBody sample = SampleBody.of(item, person);
      Map<String, Object> input = CaseSample.input(item, sample.body(), operation, atEnd);
      Map<String, List<Object>> whole = mapped(input);
      if (whole != null) {
        return fields(operation, atEnd, sample, input, whole);
      }
    }
    return List.of();
  }

  private List<TracedField> fields(
      String operation,
      boolean atEnd,
      SampleBody sample,
      Map<String, Object> input,
      Map<String, List<Object>> whole) {
    Map<String, Found> found = new LinkedHashMap<>();
    whole.keySet().forEach(field -> found.put(field, new Found()));
    for (Place place : sample.places()) {
      alter(place, input, whole, found);
      leaveOut(place, input, whole, found);
    }
    for (String known : CaseSample.KNOWN) {
      Map<String, Object> other = CaseSample.with(input, known, item);
      Map<String, List<Object>> mapped = other == null ? null : mapped(other);
      if (mapped != null) {
        found.forEach(
            (field, f) -> {
              if (!mapped.containsKey(field)) {
                f.conditions.add(known);
              } else if (!mapped.get(field).equals(whole.get(field))) {
                f.known.add(known);
              }
            });
      }
    }
    List<TracedField> fields = new ArrayList<>();
    found.forEach(
        (field, f) ->
            fields.add(
                new TracedField(
                    system.id(),
                    operation,
                    field,
                    new TreeSet<>(f.values),
                    new TreeSet<>(f.known),
                    new TreeSet<>(f.required),
                    new TreeSet<>(f.conditions),
                    atEnd)));
    return fields;
  }

  /** Tries other values until one shows. */
  private void alter(
      Place place,
      Map<String, Object> input,
      Map<String, List<Object>> whole,
      Map<String, Found> found) {
    List<Object> others = new ArrayList<>(place.others());
    if (place.free()) {
      others.addAll(coded);
    }
    for (Object other : others) {
      Map<String, List<Object>> mapped = mapped(with(input, place, other));
      if (mapped == null) {
        continue;
      }
      boolean shown = false;
      for (Map.Entry<String, Found> field : found.entrySet()) {
        List<Object> value = mapped.get(field.getKey());
        if (value == null) {
          field.getValue().conditions.add(place.pointer());
          shown = true;
        } else if (!value.equals(whole.get(field.getKey()))) {
          field.getValue().values.add(place.pointer());
          shown = true;
        }
      }
      if (shown) {
        return;
      }
    }
  }

  private void leaveOut(
      Place place,
      Map<String, Object> input,
      Map<String, List<Object>> whole,
      Map<String, Found> found) {
    Map<String, List<Object>> mapped = mapped(with(input, place, null));
    found.forEach(
        (field, f) -> {
          if (mapped == null) {
            // The mapping needs it: then the field that shows it does.
            if (f.values.contains(place.pointer())) {
              f.required.add(place.pointer());
            }
          } else if (!mapped.containsKey(field)) {
            f.required.add(place.pointer());
          } else if (!mapped.get(field).equals(whole.get(field))) {
            f.values.add(place.pointer());
          }
        });
  }

  private @Nullable Map<String, List<Object>> mapped(Map<String, Object> input) {
    try {
      Map<String, List<Object>> leaves = new LinkedHashMap<>();
      leaves(mapper.document(system, target.mapping(), input), "", leaves);
      return leaves;
    } catch (MappingFailed e) {
      return null;
    }
  }

  /** Fields that hold something, with their values; an element of a list is {@code []}. */
  static void leaves(@Nullable Object value, String path, Map<String, List<Object>> leaves) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> leaves(v, path.isEmpty() ? k.toString() : path + "." + k, leaves));
    } else if (value instanceof Collection<?> list) {
      list.forEach(v -> leaves(v, path + "[]", leaves));
    } else if (value != null && !value.equals("")) {
      leaves.computeIfAbsent(path, p -> new ArrayList<>()).add(value);
    }
  }

  private static Map<String, Object> with(
      Map<String, Object> input, Place place, @Nullable Object value) {
    Map<String, Object> other = new LinkedHashMap<>(input);
    other.put("case", with(CaseSample.document(input), place.path(), 0, value));
    return other;
  }

  private static Object with(Object tree, List<Object> path, int at, @Nullable Object value) {
    boolean last = at == path.size() - 1;
    if (tree instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list);
      copy.set(0, last ? value : with(list.get(0), path, at + 1, value));
      return copy;
    }
    Map<Object, Object> copy = new LinkedHashMap<>((Map<?, ?>) tree);
    Object key = path.get(at);
    if (!last) {
      copy.put(key, with(copy.get(key), path, at + 1, value));
    } else if (value == null) {
      copy.remove(key);
    } else {
      copy.put(key, value);
    }
    return copy;
  }
}
