package org.hutong.core.systems.modules;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.AdapterRegistry.Probe;
import org.hutong.core.systems.AdapterRegistry.Standing;

/** Whether the systems of a technology are served after a swap as well as they were before. */
final class HealthGate {
  private static final int PAUSE_MILLIS = 100;

  private final AdapterRegistry registry;
  private final Duration limit;

  HealthGate(AdapterRegistry registry, Duration limit) {
    this.registry = registry;
    this.limit = limit;
  }

  /**
   * How systems stood before a swap.
   *
   * @param asked false: nothing is known, and nothing to be compared with
   * @param technologies that were served
   * @param up every served system, and whether it was up
   * @param failing those whose adapter could not be made
   */
  record Before(
      boolean asked, Set<String> technologies, Map<String, Boolean> up, Set<String> failing) {
    static final Before NOT_ASKED = new Before(false, Set.of(), Map.of(), Set.of());
  }

  /** How every system of these technologies stands now. */
  Before ask(Set<String> technologies) {
    Map<String, Boolean> up = new LinkedHashMap<>();
    Set<String> failing = new HashSet<>();
    for (String technology : technologies) {
      for (String system : registry.served(technology)) {
        Optional<Probe> probe = registry.probe(system, limit);
        probe.ifPresent(each -> up.put(system, each.health().up()));
      }
      registry.declared(technology).stream().filter(registry::failed).forEach(failing::add);
    }
    return new Before(true, technologies, up, failing);
  }

  /**
   * Asks again until every system of these technologies is served, its adapter answers, and answers
   * “up” if it did before. Where it is known how they stood before, an adapter that could be made
   * then, or that nobody asked for, must have been made now; a definition of no use is nobody's
   * fault.
   *
   * @return in Chinese what is worse than before, after the limit; empty when nothing is
   */
  Optional<String> worseThan(Before before, Collection<String> technologies)
      throws InterruptedException {
    Map<String, Boolean> expected = new LinkedHashMap<>(before.up());
    for (String technology : technologies) {
      registry.served(technology).forEach(system -> expected.putIfAbsent(system, false));
      if (before.asked()) {
        registry.declared(technology).stream()
            .filter(system -> !before.failing().contains(system))
            .forEach(system -> expected.putIfAbsent(system, false));
      }
    }
    long end = System.nanoTime() + limit.toNanos();
    for (Map.Entry<String, Boolean> system : expected.entrySet()) {
      Optional<String> worse = worse(before, system.getKey(), system.getValue());
      while (worse.isPresent()
          && (System.nanoTime() < end || registry.isUnderWork(system.getKey()))) {
        Optional<String> failed = expected.keySet().stream().filter(registry::failed).findFirst();
        if (failed.isPresent()) {
          return failed.map(this::lacking); // whoever waits for the others waits in vain
        }
        pause();
        worse = worse(before, system.getKey(), system.getValue());
      }
      if (worse.isPresent()) {
        return worse;
      }
    }
    return Optional.empty();
  }

  private synchronized void pause() throws InterruptedException {
    wait(PAUSE_MILLIS);
  }

  private String lacking(String system) {
    return system + " 没有接入插件：" + String.join("；", registry.errors(system));
  }

  private Optional<String> worse(Before before, String system, boolean wasUp) {
    Optional<Probe> probe = registry.probe(system, limit);
    if (probe.isEmpty()) {
      Standing standing = registry.beneath(system);
      return !before.up().containsKey(system)
              && (standing == Standing.UNDEFINED
                  || standing == Standing.MISCONFIGURED && !registry.failed(system))
          ? Optional.empty()
          : Optional.of(lacking(system));
    }
    if (!probe.get().answered()) {
      return Optional.of(system + " 的健康检查没有结果：" + probe.get().health().detail());
    }
    if (wasUp && !probe.get().health().up()) {
      return Optional.of(system + " 更换前可用，更换后不可用：" + probe.get().health().detail());
    }
    return Optional.empty();
  }
}
