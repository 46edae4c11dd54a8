package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LaneHealthTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");

  private final LaneHealth health = new LaneHealth(0);

  static List<Effect> fruitless() {
    return List.of(
        new Effect.NothingLeft("连接不上"),
        new Effect.Silent("没有答复"),
        new Effect.Answered(new Outcome.Unknown("答复不认识")),
        new Effect.Answered(new Outcome.RetryLater("忙", Duration.ofSeconds(1))),
        new Effect.Looked(new LookUp.CannotTell("没有答复"), true));
  }

  static List<Effect> fruitful() {
    return List.of(
        new Effect.Answered(new Outcome.Delivered("R1")),
        new Effect.Answered(new Outcome.Pending("t", Duration.ofSeconds(1))),
        new Effect.Answered(new Outcome.Rejected("JZ002", "身份证校验不通过")),
        new Effect.Looked(new LookUp.Absent(), true));
  }

  @ParameterizedTest
  @MethodSource("fruitless")
  void threeInARowThatBringNothingAreTrouble(Effect effect) {
    health.ended(effect);
    health.ended(effect);
    assertThat(health.trouble()).isEmpty();
    health.ended(effect);
    assertThat(health.trouble()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("fruitful")
  void anAnswerThatIsUnderstoodEndsItARefusalToo(Effect effect) {
    fruitless().forEach(health::ended);
    health.ended(new Effect.GivenBack());
    health.ended(new Effect.NoReceipt());
    assertThat(health.trouble()).as("what was not asked tells nothing").isPresent();
    health.ended(effect);
    assertThat(health.trouble()).isEmpty();
  }

  @Test
  void theLastSuccessIsStoredOnceAMinuteAndAtTheEnd() {
    health.succeeded(NOW);
    assertThat(health.toStore(NOW, false)).isEqualTo(NOW.toEpochMilli());
    health.stored(NOW.toEpochMilli());
    health.succeeded(NOW.plusSeconds(1));
    assertThat(health.toStore(NOW.plusSeconds(1), false)).isNull();
    assertThat(health.toStore(NOW.plusSeconds(1), true))
        .isEqualTo(NOW.plusSeconds(1).toEpochMilli());
    assertThat(health.toStore(NOW.plusSeconds(60), false)).isNotNull();
  }

  @Test
  void oneThatAClockAheadHasNotedIsStoredAnewWhenTheClockIsSet() {
    health.succeeded(NOW.plusSeconds(28_800));
    health.stored(NOW.plusSeconds(28_800).toEpochMilli());
    health.succeeded(NOW);
    assertThat(health.toStore(NOW, false)).isEqualTo(NOW.toEpochMilli());
  }
}
