package org.hutong.core.statistics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hutong.statistics.Typing.FieldSource;
import org.jspecify.annotations.Nullable;

/**
 * A field of a system's document, traced.
 *
 * @param values pointers whose value shows in it
 * @param known what the appliance knows and shows in it
 * @param required pointers without which it is not there
 * @param conditions pointers and things known on whose value it hangs whether it is there
 * @param atEnd whether it is filled only once the case has its decision
 */
record TracedField(
    String system,
    String operation,
    String field,
    SortedSet<String> values,
    SortedSet<String> known,
    SortedSet<String> required,
    SortedSet<String> conditions,
    boolean atEnd) {

  FieldSource shown() {
    String kind = known.isEmpty() && values.isEmpty() ? "CONSTANT" : "RULE";
    if (known.isEmpty() && values.size() == 1) {
      kind = "INPUT";
    }
    List<String> sources = Stream.concat(values.stream(), known.stream()).toList();
    Set<String> all = new TreeSet<>(sources);
    all.addAll(required);
    List<String> others =
        Stream.concat(required.stream(), conditions.stream())
            .filter(p -> !sources.contains(p))
            .filter(p -> all.stream().noneMatch(q -> q.startsWith(p + "/")))
            .distinct()
            .sorted()
            .toList();
    return new FieldSource(system, operation, field, kind, sources, others);
  }

  /** How often it stands in the document of a case with this body, when the case is accepted. */
  int times(Map<String, Object> body) {
    if (atEnd) {
      return 0;
    }
    Collection<String> asked = required.isEmpty() ? values : required;
    if (asked.isEmpty()) {
      return 1;
    }
    String list = list(asked);
    if (list == null || !field.contains("[]")) {
      return holds(body, asked, "") ? 1 : 0;
    }
    int times = 0;
    if (find(body, list) instanceof Collection<?> elements) {
      for (Object element : elements) {
        times += element instanceof Map<?, ?> map && holds(body, map, asked, list) ? 1 : 0;
      }
    }
    return times;
  }

  /** The list that it has one of for each element; null where it hangs on none. */
  private static @Nullable String list(Collection<String> pointers) {
    return pointers.stream()
        .filter(p -> p.contains("/*"))
        .map(p -> p.substring(0, p.indexOf("/*")))
        .findFirst()
        .orElse(null);
  }

  private boolean holds(Map<?, ?> body, Collection<String> asked, String below) {
    return required.isEmpty()
        ? asked.stream().anyMatch(p -> exists(body, p.substring(below.length())))
        : asked.stream().allMatch(p -> exists(body, p.substring(below.length())));
  }

  private boolean holds(Map<?, ?> body, Map<?, ?> element, Collection<String> asked, String list) {
    String inner = list + "/*";
    List<String> own = asked.stream().filter(p -> p.startsWith(inner + "/")).toList();
    List<String> others = asked.stream().filter(p -> !p.startsWith(inner + "/")).toList();
    if (required.isEmpty()) {
      return holds(element, own, inner) || (!others.isEmpty() && holds(body, others, ""));
    }
    return holds(element, own, inner) && holds(body, others, "");
  }

  private static boolean exists(@Nullable Object tree, String pointer) {
    if (pointer.isEmpty()) {
      return tree != null && !tree.equals("");
    }
    int next = pointer.indexOf('/', 1);
    String name = next < 0 ? pointer.substring(1) : pointer.substring(1, next);
    String rest = next < 0 ? "" : pointer.substring(next);
    if (name.equals("*")) {
      return tree instanceof Collection<?> list && list.stream().anyMatch(e -> exists(e, rest));
    }
    return tree instanceof Map<?, ?> map && exists(map.get(name), rest);
  }

  private static @Nullable Object find(@Nullable Object tree, String pointer) {
    Object found = tree;
    for (String name : pointer.substring(1).split("/")) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return found;
  }
}
