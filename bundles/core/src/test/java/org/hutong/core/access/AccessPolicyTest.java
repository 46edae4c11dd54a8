package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.hutong.core.settings.Given;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {
  @Test
  void whatIsNotConfiguredIsStandardAndTheRoundsAlwaysAre() {
    AccessPolicy policy = AccessPolicy.from(new Given(Map.of("access.passwordMinLength", "14")));
    assertThat(policy.minLength()).isEqualTo(14);
    assertThat(policy.failures()).isEqualTo(5);
    assertThat(policy.mostLock()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.rounds()).isEqualTo(600_000);
    assertThat(AccessPolicy.from(new Given(Map.of()))).isEqualTo(AccessPolicy.standard());
  }

  @Test
  void aWrongNumberIsNamedAndNeverInForce() {
    Given given =
        new Given(Map.of("access.lockAfterFailures", "many", "access.passwordMinLength", 6));
    assertThat(AccessPolicy.from(given)).isEqualTo(AccessPolicy.standard());
    assertThat(given.wrong())
        .containsOnlyKeys("access.lockAfterFailures", "access.passwordMinLength")
        .hasEntrySatisfying(
            "access.passwordMinLength",
            line -> assertThat(line).contains("8 至 64", "from 8 to 64"));
  }
}
