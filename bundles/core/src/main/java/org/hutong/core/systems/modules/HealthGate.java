package org.hutong.core.systems.modules;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.AdapterRegistry.Probe;

/** Whether the systems of a technology are served after a swap as well as they were before. */
final class HealthGate {
  private static final int PAUSE_MILLIS = 100;

  private final AdapterRegistry registry;
  private final Duration limit;

  HealthGate(AdapterRegistry registry, Duration limit) {
    this.registry = registry;
    this.limit = limit;
  }

  /** Every served system of these technologies, and whether it is up. */
  Map<String, Boolean> ask(Collection<String> technologies) {
    Map<String, Boolean> up = new LinkedHashMap<>();
    for (String technology : technologies) {
      for (String system : registry.served(technology)) {
        Optional<Probe> probe = registry.probe(system, limit);
        probe.ifPresent(each -> up.put(system, each.health().up()));
      }
    }
    return up;
  }

  /**
   * Asks again until every system is served, its adapter answers, and answers “up” if it did
   * before.
   *
   * @return in Chinese what is worse than before, after the limit; empty when nothing is
   */
  Optional<String> worseThan(Map<String, Boolean> before) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (Map.Entry<String, Boolean> system : before.entrySet()) {
      Optional<String> worse = worse(system.getKey(), system.getValue());
      while (worse.isPresent() && System.nanoTime() < end) {
        pause();
        worse = worse(system.getKey(), system.getValue());
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

  private Optional<String> worse(String system, boolean wasUp) {
    Optional<Probe> probe = registry.probe(system, limit);
    if (probe.isEmpty()) {
      return Optional.of(system + " 不再有接入插件：" + String.join("；", registry.errors(system)));
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
