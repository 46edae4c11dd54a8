package org.hutong.core.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.adapter.AdapterFactory;
import org.hutong.core.systems.AdapterRegistry.Standing;
import org.hutong.core.systems.Fakes.Factory;
import org.hutong.core.systems.Fakes.Remote;
import org.hutong.core.systems.Fakes.Systems;
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
  void ofTwoFactoriesOfOneBundleTheHigherVersionServesAndTheOtherTakesOverWhenItGoes()
      throws Exception {
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
  void aFactoryOfAnotherBundleNeverTakesOverWhatIsServedWhateverItsVersion() {
    systems.put("si-07", "rest", Map.of());
    Factory own = new Factory();
    FactoryEntry ownEntry = entry("rest", "1.0.0", own);
    Factory strange = new Factory();
    FactoryEntry stranger = stranger("org.example.usurper", "9.0.0", strange);
    registry.booted();
    registry.add(ownEntry);

    registry.add(stranger);
    registry.reload();

    assertThat(registry.adapterVersion("si-07")).contains("1.0.0");
    assertThat(strange.made).isEmpty();
    assertThat(own.made).hasSize(1);

    registry.remove(ownEntry);
    assertThat(registry.adapterVersion("si-07")).contains("9.0.0");
    registry.add(ownEntry);
    assertThat(registry.adapterVersion("si-07")).contains("1.0.0");
  }

  @Test
  void aBundleThatIsBeingSwappedInDeliversNothingWhateverItTurnsOutToServe() {
    systems.put("si-07", "rest", Map.of());
    registry.booted();

    registry.holdBundles(Set.of("org.example.newcomer"));
    registry.add(stranger("org.example.newcomer", "1.0.0", new Factory()));
    assertThat(registry.standing("si-07")).isEqualTo(Standing.HELD);
    assertThat(registry.lease("si-07")).isEmpty();
    assertThat(registry.health("si-07", Duration.ofSeconds(5)).orElseThrow().up()).isTrue();

    List<String> told = new CopyOnWriteArrayList<>();
    registry.listen(told::add);
    registry.releaseBundles(Set.of("org.example.newcomer"));
    assertThat(told).containsExactly("si-07");
    assertThat(registry.standing("si-07")).isEqualTo(Standing.READY);
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
    Caller it = new Caller("it", Set.of(Role.STREET_IT), null, "console", null);
    Caller clerk = new Caller("c", Set.of(Role.CLERK), "民政", "127.0.0.1", null);

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

  private FactoryEntry stranger(String bundle, String version, AdapterFactory factory) {
    return new FactoryEntry("rest", bundle, false, new Version(version), 0, ++serial, factory);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
