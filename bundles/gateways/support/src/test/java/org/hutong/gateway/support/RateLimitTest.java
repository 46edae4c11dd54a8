package org.hutong.gateway.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
  private final RateLimit rate = new RateLimit(now::get);

  private int takenAtOnce(String client) {
    int taken = 0;
    while (taken < 1000 && rate.take(client, 10, 5).isZero()) {
      taken++;
    }
    return taken;
  }

  @Test
  void theBurstIsTakenAtOnceAndThenTheRateHolds() {
    assertThat(takenAtOnce("a")).isEqualTo(5);
    assertThat(rate.take("a", 10, 5)).isEqualTo(Duration.ofMillis(100));
    now.addAndGet(Duration.ofMillis(250).toNanos());
    assertThat(takenAtOnce("a")).isEqualTo(2);
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(takenAtOnce("a")).isEqualTo(5);
  }

  @Test
  void whoHasNotComeForAWhileIsForgottenAndWhoHasIsNot() {
    for (int i = 0; i < 10_000; i++) {
      rate.take("client" + i, 10, 5);
    }
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    takenAtOnce("busy");
    assertThat(rate.known()).isEqualTo(1);
    for (int i = 0; i < 10_000; i++) {
      rate.take("other" + i, 10, 5);
    }
    assertThat(takenAtOnce("busy")).isZero();
  }

  @Test
  void oneClientTakesNothingFromAnother() {
    takenAtOnce("a");
    assertThat(takenAtOnce("b")).isEqualTo(5);
  }
}
