package org.hutong.core.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hutong.core.systems.AdapterRegistry.Standing;
import org.hutong.core.systems.Fakes.Factory;
import org.hutong.core.systems.Fakes.Systems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Factories that throw, or take too long, when they are to make an adapter. */
class FailedFactoriesTest {
  private final Systems systems = new Systems();
  private final AtomicLong nanos = new AtomicLong();
  private final AdapterRegistry registry =
      new AdapterRegistry(systems, Duration.ofSeconds(5), Duration.ofMillis(100), nanos::get);
  private final Factory factory = new Factory();

  @AfterEach
  void close() {
    factory.slow.countDown();
    registry.close();
  }

  private void comes() {
    registry.add(new FactoryEntry("rest", new Version("1.0.0"), 0, 1, factory));
  }

  private void later(int seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    registry.retry();
  }

  @Test
  void aFactoryThatFailedIsAskedAgainAfterPausesThatGrow() {
    systems.put("si-07", "rest", Map.of());
    factory.broken = true;
    comes();
    assertThat(registry.failed("si-07")).isTrue();

    later(9);
    assertThat(factory.asked).hasValue(1);
    later(1);
    assertThat(factory.asked).hasValue(2);
    later(19);
    assertThat(factory.asked).hasValue(2);
    later(1);
    assertThat(factory.asked).hasValue(3);

    factory.broken = false;
    later(40);
    assertThat(registry.standing("si-07")).isEqualTo(Standing.READY);
    assertThat(registry.errors("si-07")).isEmpty();
    later(1000);
    assertThat(factory.made).hasSize(1);
  }

  @Test
  void aDefinitionThatTheFactoryCannotUseWaitsForAPerson() {
    systems.put("si-07", "rest", Map.of("url", "wrong"));
    comes();
    later(1000);
    assertThat(factory.asked).hasValue(1);
    assertThat(registry.standing("si-07")).isEqualTo(Standing.MISCONFIGURED);
    assertThat(registry.failed("si-07")).isFalse();
  }

  @Test
  void anAdapterThatComesAfterItsLimitIsClosedAndNoOtherAskedForMeanwhile() throws Exception {
    systems.put("si-07", "rest", Map.of("url", "slow"));
    comes();
    assertThat(registry.failed("si-07")).isTrue();
    later(1000);
    registry.reload();
    assertThat(factory.asked).hasValue(1);

    factory.slow.countDown();
    assertThat(factory.made.get(0).closed.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSystemThatWasTakenAwayIsNotAskedForAgain() {
    systems.put("si-07", "rest", Map.of("url", "broken"));
    comes();
    systems.definitions.clear();
    later(1000);
    assertThat(factory.asked).hasValue(1);
    assertThat(registry.standing("si-07")).isEqualTo(Standing.UNDEFINED);
    assertThat(registry.errors("si-07")).isEmpty();
  }
}
