package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;

class UnknownFieldsTest {
  @Test
  void theFirstHundredAreSaid() {
    Map<String, Object> body = new LinkedHashMap<>();
    for (int i = 0; i < 100_000; i++) {
      body.put("x/" + i, i);
    }
    saysAHundred(() -> LedgerAction.read(body));
    saysAHundred(() -> ReplayOrder.read(body));
  }

  private static void saysAHundred(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .hasSize(100)
                    .startsWith(FieldError.of("/x~10", Code.FIELD_UNKNOWN)));
  }
}
