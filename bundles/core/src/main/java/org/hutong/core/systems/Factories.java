package org.hutong.core.systems;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The registered factories, and which of them serves a technology. A bundle never takes over what
 * another one serves, whatever its version: it may be one that is about to be refused, and what it
 * says was delivered would be believed. The distribution's own serve before any other, and all
 * others wait until the appliance has booted, so that the order in which bundles start decides
 * nothing.
 */
final class Factories {
  private final Map<String, List<FactoryEntry>> registered = new HashMap<>();
  private final Map<String, String> serving = new HashMap<>();
  private boolean booted;

  void add(FactoryEntry entry) {
    registered.computeIfAbsent(entry.technology(), t -> new ArrayList<>()).add(entry);
  }

  /** False when it was not there. */
  boolean remove(FactoryEntry entry) {
    List<FactoryEntry> others = registered.get(entry.technology());
    return others != null && others.remove(entry);
  }

  void clear() {
    registered.clear();
  }

  /** All that Karaf remembers has been started; gives the technologies that wait for it. */
  Set<String> booted() {
    booted = true;
    return registered.values().stream()
        .flatMap(List::stream)
        .filter(each -> !each.shipped())
        .map(FactoryEntry::technology)
        .collect(Collectors.toSet());
  }

  /** The factory that serves the technology from now on, until one comes or goes. */
  Optional<FactoryEntry> serving(String technology) {
    String now = serving.get(technology);
    Optional<FactoryEntry> first =
        registered.getOrDefault(technology, List.of()).stream()
            .filter(each -> each.shipped() || booted)
            .max(
                Comparator.comparing(FactoryEntry::shipped)
                    .thenComparing(each -> each.bundle().equals(now))
                    .thenComparing(FactoryEntry::bundle, Comparator.reverseOrder())
                    .thenComparing(FactoryEntry.ORDER));
    first.ifPresentOrElse(
        each -> serving.put(technology, each.bundle()), () -> serving.remove(technology));
    return first;
  }
}
