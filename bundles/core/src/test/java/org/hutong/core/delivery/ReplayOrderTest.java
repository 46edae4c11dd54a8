package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayOrderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "昨天", "2026-01-01"})
  void aMomentThatCannotBeCountedIsRefusedByName(String at) {
    Map<String, Object> order = Map.of("system", "si-02", "dryRun", true, "createdBefore", at);
    assertThatThrownBy(() -> ReplayOrder.read(order))
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .extracting(FieldError::pointer)
                    .containsExactly("/createdBefore"));
  }
}
