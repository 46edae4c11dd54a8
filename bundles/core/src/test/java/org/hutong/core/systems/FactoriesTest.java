package org.hutong.core.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hutong.core.systems.Fakes.Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

/** Which of several bundles serves a technology. */
class FactoriesTest {
  private final Factories factories = new Factories();
  private final FactoryEntry own = entry("org.hutong.adapter-rest", true, "1.0.0");
  private final FactoryEntry ant = entry("org.example.ant", false, "1.0.0");
  private final FactoryEntry bee = entry("org.example.bee", false, "9.0.0");

  private static FactoryEntry entry(String bundle, boolean shipped, String version) {
    return new FactoryEntry(
        "rest", bundle, shipped, Version.valueOf(version), 0, version.hashCode(), new Factory());
  }

  private void come(FactoryEntry... entries) {
    for (FactoryEntry entry : entries) {
      factories.add(entry);
      factories.serving("rest");
    }
  }

  @Test
  void theDistributionsOwnServesInWhicheverOrderTheyCome() {
    come(bee, own);
    factories.booted();
    assertThat(factories.serving("rest")).contains(own);

    factories.remove(own);
    assertThat(factories.serving("rest")).contains(bee);
    come(own);
    assertThat(factories.serving("rest")).contains(own);
  }

  @Test
  void nobodyElseServesBeforeTheApplianceHasBooted() {
    come(bee);
    assertThat(factories.serving("rest")).isEmpty();

    assertThat(factories.booted()).containsExactly("rest");
    assertThat(factories.serving("rest")).contains(bee);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTwoOthersTheOrderOfTheStartDecidesNothing(boolean beeFirst) {
    come(beeFirst ? bee : ant, beeFirst ? ant : bee);
    factories.booted();
    assertThat(factories.serving("rest")).contains(ant);
  }

  @Test
  void whoServesServesOnWhoeverComesLater() {
    factories.booted();
    come(bee, ant);
    assertThat(factories.serving("rest")).contains(bee);

    FactoryEntry newer = entry("org.example.bee", false, "9.0.1");
    come(newer);
    factories.remove(bee);
    assertThat(factories.serving("rest")).contains(newer);

    factories.remove(newer);
    assertThat(factories.serving("rest")).contains(ant);
    factories.remove(ant);
    assertThat(List.of(factories.remove(ant), factories.serving("rest").isPresent()))
        .containsOnly(false);
  }
}
