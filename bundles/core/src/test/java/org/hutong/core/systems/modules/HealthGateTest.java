package org.hutong.core.systems.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.FactoryEntry;
import org.hutong.core.systems.Fakes.Factory;
import org.hutong.core.systems.Fakes.Systems;
import org.hutong.core.systems.modules.HealthGate.Before;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** What of a new version is worse than what was before. */
class HealthGateTest {
  private static final List<String> REST = List.of("rest");

  private final Systems systems = new Systems();
  private final AdapterRegistry registry = new AdapterRegistry(systems, Duration.ofSeconds(5));
  private final HealthGate gate = new HealthGate(registry, Duration.ofMillis(300));
  private int serial;

  @AfterEach
  void close() {
    registry.close();
  }

  private FactoryEntry comes(Factory factory) {
    FactoryEntry entry = new FactoryEntry("rest", new Version("1.0.0"), 0, ++serial, factory);
    registry.add(entry);
    return entry;
  }

  private static Factory broken() {
    Factory factory = new Factory();
    factory.broken = true;
    return factory;
  }

  @Test
  void aFactoryThatFailsToMakeWhatNobodyServedBeforeIsWorse() throws InterruptedException {
    systems.put("si-07", "rest", Map.of());
    Before before = gate.ask(Set.of());
    comes(broken());

    assertThat(gate.worseThan(before, REST).orElseThrow()).startsWith("si-07 ");
    assertThat(gate.worseThan(Before.NOT_ASKED, REST)).isEmpty();
  }

  @Test
  void aFactoryThatFailsToMakeWhatWasServedIsWorse() throws InterruptedException {
    systems.put("si-07", "rest", Map.of());
    FactoryEntry former = comes(new Factory());
    Before before = gate.ask(Set.of("rest"));
    registry.remove(former);
    comes(broken());

    assertThat(gate.worseThan(before, REST).orElseThrow()).contains("si-07", "接入插件自身出错");
  }

  @Test
  void whatCouldNotBeMadeBeforeEitherIsNotHeldAgainstIt() throws InterruptedException {
    systems.put("si-07", "rest", Map.of());
    FactoryEntry former = comes(broken());
    Before before = gate.ask(Set.of("rest"));
    registry.remove(former);
    comes(broken());

    assertThat(gate.worseThan(before, REST)).isEmpty();
  }

  @Test
  void aDefinitionOfNoUseIsNobodysFault() throws InterruptedException {
    systems.put("si-07", "rest", Map.of("url", "wrong"));
    systems.put("si-08", "rest", Map.of());
    Before before = gate.ask(Set.of());
    comes(new Factory());

    assertThat(gate.worseThan(before, REST)).isEmpty();
  }
}
