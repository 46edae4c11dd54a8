package org.hutong.core.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.Item;
import org.jspecify.annotations.Nullable;

/**
 * The items as the counters name them, {@code survey-2016/MZ-28}, with what they are grouped by.
 */
final class ItemIndex {
  static final String SURVEY = "survey-2016";

  /** Enough for every share of a crosswalk to leave a trace. */
  private static final long MANY = 1_000_000_000_000L;

  private final CatalogueReports reports;
  private final List<Catalogue.Scheme> schemes;
  private final Map<String, Item> items = new TreeMap<>();
  private final Map<String, Set<String>> classes = new HashMap<>();

  ItemIndex(Catalogue catalogue, CatalogueReports reports) {
    this.reports = reports;
    this.schemes = catalogue.schemes();
    catalogue
        .find(null, null, null)
        .forEach(i -> items.put(i.ref().scheme() + "/" + i.ref().code(), i));
  }

  /** The name of an item; its code where it is not loaded any more. */
  String name(String key) {
    Item item = items.get(key);
    return item == null ? code(key) : item.name();
  }

  private static String code(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  boolean knowsScheme(String scheme) {
    return schemes.stream().anyMatch(s -> s.scheme().equals(scheme));
  }

  List<String> schemes() {
    return schemes.stream().map(Catalogue.Scheme::scheme).toList();
  }

  /** {@code MZ-28} or {@code survey-2016/MZ-28} as a key; null where there is no such item. */
  @Nullable String key(String item) {
    String key = item.contains("/") ? item : SURVEY + "/" + item;
    return items.containsKey(key) ? key : null;
  }

  Item item(String key) {
    return items.get(key);
  }

  Set<String> ofCategory(String category) {
    return items.entrySet().stream()
        .filter(e -> e.getValue().category().equals(category))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  List<String> audiences(String key) {
    Item item = items.get(key);
    return item == null || item.audience().isEmpty() ? List.of("") : item.audience();
  }

  private String category(String key) {
    Item item = items.get(key);
    if (item != null) {
      return item.category();
    }
    String code = code(key);
    int dash = code.indexOf('-');
    return dash < 0 ? "" : code.substring(0, dash);
  }

  /** Walls that are not the unit's own. */
  List<CatalogueReports.Wall> walls(@Nullable String unit) {
    return reports.walls().stream().filter(w -> !w.owner().equals(unit)).toList();
  }

  /** The items behind these walls, of those counted and those loaded. */
  Set<String> behind(List<CatalogueReports.Wall> walls, Set<String> counted) {
    Set<String> keys = new TreeSet<>(counted);
    keys.addAll(items.keySet());
    keys.removeIf(
        key ->
            walls.stream()
                .noneMatch(w -> w.code().equals(code(key)) || w.code().equals(category(key))));
    return keys;
  }

  /** Amounts by the classes of a scheme, with the same total. */
  Map<String, long[]> byClass(String scheme, Map<String, long[]> byItem) {
    Map<String, long[]> classes = new LinkedHashMap<>();
    if (scheme.equals(SURVEY)) {
      byItem.forEach((key, figures) -> Sums.add(classes, category(key), figures));
      return classes;
    }
    int length = byItem.values().stream().mapToInt(amounts -> amounts.length).max().orElse(0);
    for (int f = 0; f < length; f++) {
      int figure = f;
      Map<String, Long> cases = new TreeMap<>();
      byItem.forEach(
          (key, amounts) -> {
            if (amounts[figure] == 0) {
              return;
            }
            // Items of the survey go through the crosswalk; those of the scheme itself need none.
            if (key.startsWith(SURVEY + "/")) {
              cases.put(code(key), amounts[figure]);
            } else {
              String own = key.startsWith(scheme + "/") ? category(key) : "";
              Sums.add(classes, own, only(length, figure, amounts[figure]));
            }
          });
      if (!cases.isEmpty()) {
        for (CatalogueReports.Counted c : reports.counted(scheme, cases)) {
          Sums.add(classes, c.category(), only(length, figure, c.cases()));
        }
      }
    }
    return classes;
  }

  private static long[] only(int length, int figure, long number) {
    long[] amounts = new long[length];
    amounts[figure] = number;
    return amounts;
  }

  /** The classes of a scheme in which an item's cases are counted. */
  private Set<String> classes(String scheme, String key) {
    return classes.computeIfAbsent(scheme + " " + key, k -> findClasses(scheme, key));
  }

  private Set<String> findClasses(String scheme, String key) {
    long[] many = new long[Sums.FIGURES];
    many[0] = MANY;
    return byClass(scheme, Map.of(key, many)).entrySet().stream()
        .filter(e -> e.getValue()[0] > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of a scheme's classes by code. */
  Map<String, String> classNames(String scheme) {
    Map<String, String> names = new LinkedHashMap<>();
    if (scheme.equals(SURVEY)) {
      reports.fill().forEach(f -> names.put(f.category(), f.name()));
    } else {
      reports.counted(scheme, Map.of()).forEach(c -> names.put(c.category(), c.name()));
    }
    return names;
  }

  /** Amounts by target group; a case counts in each group of its item. */
  Map<String, long[]> byAudience(Map<String, long[]> byItem) {
    Map<String, long[]> groups = new TreeMap<>();
    byItem.forEach((key, f) -> audiences(key).forEach(a -> Sums.add(groups, a, f)));
    return groups;
  }

  /** What of a table by item is grouped together anywhere: by scheme, and by target group. */
  List<Grouping> groupings(List<String> keys) {
    List<Grouping> all = new ArrayList<>();
    for (String scheme : schemes()) {
      Map<String, Set<String>> classes = new TreeMap<>();
      for (String key : keys) {
        classes(scheme, key)
            .forEach(c -> classes.computeIfAbsent(c, x -> new TreeSet<>()).add(key));
      }
      all.add(new Grouping("class:" + scheme, classes));
    }
    Map<String, Set<String>> groups = new TreeMap<>();
    for (String key : keys) {
      audiences(key).forEach(a -> groups.computeIfAbsent(a, x -> new TreeSet<>()).add(key));
    }
    all.add(new Grouping("audience", groups));
    return all;
  }

  /** One way to put items together. */
  record Grouping(String name, Map<String, Set<String>> groups) {}
}
