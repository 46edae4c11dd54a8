package org.hutong.core.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.core.systems.AdapterRegistry.Standing;
import org.hutong.systems.SystemInfo.HealthState;
import org.hutong.systems.SystemRegistration;
import org.hutong.systems.SystemRegistration.Light;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class AdapterRegistryTest {
  private final Systems systems = new Systems();
  private final AdapterRegistry registry = new AdapterRegistry(systems, Duration.ofSeconds(5));
  private long serial;

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void aSystemIsNotConnectedUntilItsFactoryComes() {
    systems.put("si-07", "rest", Map.of());
    assertThat(registry.lease("si-07")).isEmpty();
    assertThat(registry.standing("si-07")).isEqualTo(Standing.NOT_CONNECTED);
    assertThat(registry.standing("si-99")).isEqualTo(Standing.UNDEFINED);

    registry.add(entry("rest", "1.2.0", new Factory()));

    assertThat(registry.standing("si-07")).isEqualTo(Standing.READY);
    assertThat(registry.adapterVersion("si-07")).contains("1.2.0");
    try (Lease lease = registry.lease("si-07").orElseThrow()) {
      assertThat(lease.adapterName()).isEqualTo("rest 1.2.0");
    }
  }

  @Test
  void removingAFactoryWaitsForTheCallInFlightAndThenClosesItsAdapters() throws Exception {
    systems.put("si-07", "rest", Map.of());
    Factory factory = new Factory();
    FactoryEntry entry = entry("rest", "1.0.0", factory);
    registry.add(entry);
    Lease inFlight = registry.lease("si-07").orElseThrow();

    CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> registry.remove(entry));
    await(() -> registry.standing("si-07") == Standing.NOT_CONNECTED);
    assertThat(registry.lease("si-07")).isEmpty();
    assertThat(removal).isNotDone();
    assertThat(factory.made.get(0).closed.getCount()).isOne();

    inFlight.close();
    removal.get(5, TimeUnit.SECONDS);
    assertThat(factory.made.get(0).closed.getCount()).isZero();
  }

  @Test
  void theDrainEndsAtItsLimitWhenACallNeverLeaves() {
    AdapterRegistry impatient = new AdapterRegistry(systems, Duration.ofMillis(50));
    systems.put("si-07", "rest", Map.of());
    FactoryEntry entry = entry("rest", "1.0.0", new Factory());
    impatient.add(entry);
    impatient.lease("si-07").orElseThrow();
    impatient.remove(entry);
    assertThat(impatient.standing("si-07")).isEqualTo(Standing.NOT_CONNECTED);
    impatient.close();
  }

  @Test
  void ofTwoFactoriesTheHigherVersionServesAndTheOtherTakesOverWhenItGoes() throws Exception {
    systems.put("si-07", "rest", Map.of());
    Factory old = new Factory();
    FactoryEntry oldEntry = entry("rest", "1.9.0", old);
    FactoryEntry newEntry = entry("rest", "1.10.0", new Factory());
    registry.add(oldEntry);
    registry.add(newEntry);
    assertThat(registry.adapterVersion("si-07")).contains("1.10.0");
    assertThat(old.made.get(0).closed.await(5, TimeUnit.SECONDS)).isTrue();

    registry.remove(newEntry);
    assertThat(registry.adapterVersion("si-07")).contains("1.9.0");
    assertThat(old.made).hasSize(2);
  }

  @Test
  void aLowerVersionThatComesLaterChangesNothing() {
    systems.put("si-07", "rest", Map.of());
    registry.add(entry("rest", "2.0.0", new Factory()));
    Factory lower = new Factory();
    registry.add(entry("rest", "1.0.0", lower));
    assertThat(registry.adapterVersion("si-07")).contains("2.0.0");
    assertThat(lower.made).isEmpty();
  }

  @Test
  void aFactoryThatGivesNoAdapterConnectsNothing() {
    systems.put("si-07", "rest", Map.of());

    registry.add(entry("rest", "1.0.0", config -> null));

    assertThat(registry.standing("si-07")).isEqualTo(Standing.MISCONFIGURED);
    assertThat(registry.errors("si-07")).containsExactly("接入插件自身出错");
    assertThat(registry.probe("si-07", Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void holdingATechnologyStopsItsSystemsAndNoOther() throws Exception {
    systems.put("si-07", "rest", Map.of());
    systems.put("si-02", "soap", Map.of());
    registry.add(entry("rest", "1.0.0", new Factory()));
    registry.add(entry("soap", "1.0.0", new Factory()));
    Lease inFlight = registry.lease("si-07").orElseThrow();

    registry.hold("rest");
    assertThat(registry.standing("si-07")).isEqualTo(Standing.HELD);
    assertThat(registry.lease("si-07")).isEmpty();
    assertThat(registry.lease("si-02")).isPresent();
    assertThat(registry.drained("rest", Duration.ofMillis(20))).isFalse();
    assertThat(registry.health("si-07", Duration.ofSeconds(1)).orElseThrow().up()).isTrue();

    inFlight.close();
    assertThat(registry.drained("rest", Duration.ofSeconds(5))).isTrue();
    registry.release("rest");
    assertThat(registry.lease("si-07")).isPresent();
  }

  @Test
  void aSettingThatCannotBeUsedIsAnErrorOfTheSystemAndNotConnected() {
    systems.put("si-07", "rest", Map.of("url", "wrong"));
    systems.put("si-08", "rest", Map.of("url", "broken"));
    registry.add(entry("rest", "1.0.0", new Factory()));
    assertThat(registry.standing("si-07")).isEqualTo(Standing.MISCONFIGURED);
    assertThat(registry.errors("si-07")).containsExactly("settings.url：地址不正确");
    assertThat(registry.standing("si-08")).isEqualTo(Standing.MISCONFIGURED);
    assertThat(registry.errors("si-08")).containsExactly("接入插件自身出错");
  }

  @Test
  void aDefinitionThatChangedGetsANewAdapterAndTheOldOneIsClosed() throws Exception {
    systems.put("si-07", "rest", Map.of("url", "http://a/"));
    systems.put("si-08", "rest", Map.of("url", "http://b/"));
    Factory factory = new Factory();
    registry.add(entry("rest", "1.0.0", factory));
    assertThat(factory.made).hasSize(2);

    systems.put("si-07", "rest", Map.of("url", "http://c/"));
    registry.reload();
    assertThat(factory.made).hasSize(3);
    assertThat(factory.made.get(2).url).isEqualTo("http://c/");
    Remote replaced =
        factory.made.stream().filter(r -> r.url.equals("http://a/")).findFirst().orElseThrow();
    assertThat(replaced.closed.await(5, TimeUnit.SECONDS)).isTrue();

    systems.definitions.removeIf(d -> d.id().equals("si-07"));
    registry.reload();
    assertThat(registry.standing("si-07")).isEqualTo(Standing.UNDEFINED);
  }

  @Test
  void aDefinitionThatCannotBeUsedLeavesTheOneBeforeInForceAndSaysWhy() {
    systems.put("si-07", "rest", Map.of("url", "http://a/"));
    Factory factory = new Factory();
    registry.add(entry("rest", "1.0.0", factory));

    systems.put("si-07", "rest", Map.of("url", "wrong"));
    registry.reload();
    assertThat(registry.standing("si-07")).isEqualTo(Standing.READY);
    assertThat(registry.errors("si-07")).containsExactly("settings.url：地址不正确");
    assertThat(factory.made).hasSize(1);
    assertThat(factory.made.get(0).closed.getCount()).isOne();

    systems.put("si-07", "rest", Map.of("url", "http://a/"));
    registry.reload();
    assertThat(registry.errors("si-07")).isEmpty();
    assertThat(factory.made).hasSize(1);
  }

  @Test
  void aSystemMendedAfterAnErrorIsConnectedByAReload() {
    systems.put("si-07", "rest", Map.of("url", "wrong"));
    registry.add(entry("rest", "1.0.0", new Factory()));
    systems.put("si-07", "rest", Map.of("url", "http://a/"));
    registry.reload();
    assertThat(registry.standing("si-07")).isEqualTo(Standing.READY);
    assertThat(registry.errors("si-07")).isEmpty();
  }

  @Test
  void theDirectoryTellsHealthVersionAndErrors() {
    systems.put("si-07", "rest", Map.of("url", "http://a/"));
    systems.put("si-08", "rest", Map.of("url", "wrong"));
    registry.add(entry("rest", "1.0.0", new Factory()));
    HealthWatch watch =
        new HealthWatch(systems, registry, Duration.ofMinutes(1), Duration.ofSeconds(1));
    RegisterList register = new RegisterList(Path.of("../../config"));
    assertThat(register.load()).isEmpty();
    Facts facts = new Facts();
    SystemDirectory directory =
        new SystemDirectory(
            "110102014", systems, registry, watch, facts, facts, register, Clock.systemUTC());
    Caller it = new Caller("it", java.util.Set.of(Role.STREET_IT), null, "console", null);
    Caller clerk = new Caller("c", java.util.Set.of(Role.CLERK), "民政", "127.0.0.1", null);

    assertThat(directory.list(it).get(0).health()).isEqualTo(HealthState.UNKNOWN);
    assertThat(directory.get(it, "si-07").register().light())
        .as("an answer is no business round trip")
        .isEqualTo(Light.YELLOW);
    assertThat(directory.get(it, "si-07").register().usage())
        .extracting(SystemRegistration.Usage::street)
        .contains("天桥", "广内");
    assertThat(directory.get(it, "f07").healthDetail()).contains("模拟系统");
    assertThat(directory.list(it))
        .as("a system of the survey that has no folder")
        .anySatisfy(
            system -> {
              assertThat(system.id()).isEqualTo("s06");
              assertThat(system.register().light()).isEqualTo(Light.GREY);
            });
    assertThat(directory.get(it, "si-07").health()).isEqualTo(HealthState.UP);
    assertThat(directory.list(it).get(0).health()).isEqualTo(HealthState.UP);
    assertThat(directory.get(it, "si-08").health()).isEqualTo(HealthState.NOT_CONNECTED);
    assertThat(directory.get(it, "si-08").configurationErrors()).hasSize(1);
    assertThat(directory.get(clerk, "si-08").configurationErrors()).isEmpty();
    watch.close();
  }

  @Test
  void anAdapterWhoseHealthNeverAnswersTakesNoThreadsFromTheOthers() {
    systems.put("si-07", "rest", Map.of("url", "hangs"));
    systems.put("si-08", "rest", Map.of("url", "http://a/"));
    Factory factory = new Factory();
    registry.add(entry("rest", "1.0.0", factory));
    for (int i = 0; i < 100; i++) {
      assertThat(registry.probe("si-07", Duration.ofMillis(2)).orElseThrow().answered()).isFalse();
    }
    assertThat(registry.health("si-08", Duration.ofSeconds(5)).orElseThrow().up()).isTrue();
    factory.made.forEach(remote -> remote.hangs.countDown());
    await(() -> registry.probe("si-07", Duration.ofSeconds(5)).orElseThrow().answered());
  }

  @Test
  void theRemovalOfAFactoryEndsByOneDeadlineHoweverManyOfItsSystemsHang() {
    AdapterRegistry impatient = new AdapterRegistry(systems, Duration.ofSeconds(1));
    for (int i = 10; i < 30; i++) {
      systems.put("si-" + i, "rest", Map.of());
    }
    FactoryEntry entry = entry("rest", "1.0.0", new Factory());
    impatient.add(entry);
    for (int i = 10; i < 30; i++) {
      impatient.lease("si-" + i).orElseThrow();
    }
    long began = System.nanoTime();
    impatient.remove(entry);
    // Twenty systems one after the other would take twenty seconds.
    assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(10).toNanos());
    impatient.close();
  }

  private FactoryEntry entry(String technology, String version, AdapterFactory factory) {
    return new FactoryEntry(technology, new Version(version), 0, ++serial, factory);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static final class Systems implements SystemRegister {
    final List<SystemDefinition> definitions = new CopyOnWriteArrayList<>();

    void put(String id, String technology, Map<String, Object> settings) {
      definitions.removeIf(d -> d.id().equals(id));
      definitions.add(
          new SystemDefinition(
              id,
              id,
              List.of(),
              null,
              null,
              null,
              technology,
              new SystemDefinition.Limits(
                  2, Duration.ofSeconds(5), 5, Duration.ofSeconds(1), Duration.ofMinutes(1)),
              null,
              settings,
              Map.of(),
              Path.of(".")));
    }

    @Override
    public List<SystemDefinition> all() {
      return definitions;
    }

    @Override
    public Optional<SystemDefinition> find(String id) {
      return definitions.stream().filter(d -> d.id().equals(id)).findFirst();
    }

    @Override
    public List<String> errors(String id) {
      return List.of();
    }
  }

  private static final class Factory implements AdapterFactory {
    final List<Remote> made = new ArrayList<>();

    @Override
    public SystemAdapter create(SystemConfig config) throws InvalidConfig {
      String url = config.text("url").orElse("");
      if (url.equals("wrong")) {
        throw new InvalidConfig("settings.url", "地址不正确");
      }
      if (url.equals("broken")) {
        throw new NoClassDefFoundError("gone");
      }
      Remote remote = new Remote(url);
      made.add(remote);
      return remote;
    }
  }

  private static final class Remote implements SystemAdapter {
    final String url;
    final CountDownLatch closed = new CountDownLatch(1);
    final CountDownLatch hangs = new CountDownLatch(1);

    Remote(String url) {
      this.url = url;
    }

    @Override
    public Outcome deliver(Document document, Context context) {
      return new Outcome.Delivered("R-1");
    }

    @Override
    public Health health() {
      while (url.equals("hangs") && hangs.getCount() > 0) {
        Thread.onSpinWait(); // deaf to interruption
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
      }
      return Health.up("正常");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
