package org.hutong.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private static final long LONGER_THAN_THE_LIMIT = Duration.ofMillis(2_200).toNanos();

  @Test
  void whatAThreadHadToWaitIsNotTheExpressionsFault() throws Exception {
    JFunction waits =
        new JFunction(
            (input, args) -> {
              long end = System.nanoTime() + LONGER_THAN_THE_LIMIT;
              while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
              }
              return 1;
            },
            null);
    Expression expression =
        Expression.compile(
            "[$count($map([1..200], function($n) { $n * 2 })), $waits(),"
                + " $count($map([1..200], function($n) { $n * 2 }))]",
            Map.of("waits", waits));
    assertThat(expression.evaluate(Map.of())).isEqualTo(List.of(200L, 1L, 200L));
  }
}
