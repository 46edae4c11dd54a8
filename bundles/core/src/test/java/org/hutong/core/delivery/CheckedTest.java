package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hutong.adapter.LookUp;
import org.junit.jupiter.api.Test;

class CheckedTest {
  @Test
  void foreignAnswersAreMadeWhole() {
    assertThat(Checked.effect(new Effect.Answered(null))).isInstanceOf(Effect.Silent.class);
    assertThat(Checked.effect(new Effect.Looked(null, true)))
        .isInstanceOfSatisfying(
            Effect.Looked.class,
            looked -> assertThat(looked.said()).isInstanceOf(LookUp.CannotTell.class));
    assertThat(Checked.wait(null)).isZero();
    assertThat(Checked.wait(Duration.ofSeconds(-1))).isZero();
    assertThat(Checked.wait(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Duration.ofDays(30));
    assertThat(Checked.usable("回执-1", 10)).isTrue();
    assertThat(Checked.usable("\ud800", 10)).isFalse();
    assertThat(Checked.usable("𬸚-1", 10)).isTrue();
  }
}
