package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {
  @Test
  void whatIsNotConfiguredIsStandardAndTheRoundsAlwaysAre() {
    AccessPolicy policy = AccessPolicy.from(Map.of("passwordMinLength", "14"));
    assertThat(policy.minLength()).isEqualTo(14);
    assertThat(policy.failures()).isEqualTo(5);
    assertThat(policy.mostLock()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.rounds()).isEqualTo(600_000);
  }

  @Test
  void aWrongNumberIsNamed() {
    assertThatThrownBy(() -> AccessPolicy.from(Map.of("lockAfterFailures", "many")))
        .hasMessage("lockAfterFailures is not a whole number");
    assertThatThrownBy(() -> AccessPolicy.from(Map.of("passwordMinLength", 6)))
        .hasMessage("passwordMinLength must lie between 8 and 64");
  }
}
