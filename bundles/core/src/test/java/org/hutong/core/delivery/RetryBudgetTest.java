package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hutong.adapter.Outcome;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static final Instant NOON = Instant.parse("2026-01-05T04:00:00Z");
  private static final Outcome BUSY = new Outcome.RetryLater("忙", Duration.ZERO);

  private final RetryBudget budget = new RetryBudget();

  private static Limits limits(int share, int floor) {
    return new Limits(
        4, Duration.ofSeconds(5), 20, Duration.ofSeconds(1), Duration.ofMinutes(5), share, floor);
  }

  private static Due due(long id, DeliveryState state, int attempts) {
    return new Due(
        id,
        id,
        "110102014-2016-0000001",
        1,
        "si-07",
        Operation.CREATE,
        "aid.jsonata",
        state,
        false,
        false,
        attempts,
        0,
        0,
        null,
        0,
        null,
        null);
  }

  private static Due retry(long id) {
    return due(id, DeliveryState.RETRYING, 1);
  }

  private static Effect.Ended ended(long id, Outcome outcome) {
    return new Effect.Ended(
        retry(id).sending(), new Effect.Answered(outcome), NOON, 1, Duration.ZERO, "fake 1.0.0");
  }

  /** Whatever the order of retries, first attempts and time, a system that refuses them all. */
  @Property(tries = 300)
  void retriesNeverExceedFloorAndShareAndWhatWasSaved(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 40) Integer> steps,
      @ForAll @IntRange(min = 0, max = 100) int share,
      @ForAll @IntRange(min = 1, max = 120) int floor) {
    Limits limits = limits(share, floor);
    RetryBudget fresh = new RetryBudget();
    Instant now = NOON;
    int firsts = 0;
    int sent = 0;
    long id = 0;
    for (int step : steps) {
      if (step < 10) {
        now = now.plusSeconds(step * 7L);
      } else if (step < 20) {
        List<Due> claimed = List.of(due(++id, DeliveryState.WAITING, 0).sending());
        fresh.claimed(claimed, claimed, now, limits);
        firsts++;
      } else {
        for (int i = 0; i < step; i++) {
          if (fresh.take(retry(++id), now, limits)) {
            sent++;
            fresh.ended(ended(id, BUSY), limits);
          }
        }
      }
    }
    double minutes = Duration.between(NOON, now).toMillis() / 60_000.0;
    assertThat((double) sent)
        .isLessThanOrEqualTo(floor * (5 + minutes) + firsts * share / 100.0 + 1e-6);
  }

  @Test
  void whatTheSystemTakesGivesItsPlaceBackAndWhatIsNoRetryNeedsNone() {
    Limits limits = limits(0, 1);
    for (int i = 1; i <= 100; i++) {
      assertThat(budget.take(retry(i), NOON, limits)).isTrue();
      budget.ended(ended(i, new Outcome.Delivered("R-1")), limits);
    }
    for (int i = 1; i <= 5; i++) {
      assertThat(budget.take(retry(i), NOON, limits)).isTrue();
      budget.ended(ended(i, BUSY), limits);
    }
    assertThat(budget.take(retry(6), NOON, limits)).isFalse();
    assertThat(budget.left()).isZero();
    assertThat(budget.take(due(7, DeliveryState.WAITING, 0), NOON, limits)).isTrue();
    // Claimed, and not sent after all.
    assertThat(budget.take(due(8, DeliveryState.RETRYING, 0), NOON, limits)).isTrue();
  }

  @Test
  void aRetryThatWasNotClaimedAfterAllGivesItsPlaceBack() {
    Limits limits = limits(0, 1);
    for (int i = 1; i <= 20; i++) {
      assertThat(budget.take(retry(i), NOON, limits)).isTrue();
      budget.claimed(List.of(retry(i)), List.of(), NOON, limits);
    }
  }

  @Test
  void thosePutOffAreSentOneAfterTheOtherAsTheFloorSays() {
    Limits limits = limits(0, 30);
    int sent = 0;
    while (budget.take(retry(++sent), NOON, limits)) {
      assertThat(sent).isLessThanOrEqualTo(150);
    }
    var putOff = budget.putOff(List.of(retry(1), retry(2), retry(3)), NOON, limits);
    assertThat(putOff)
        .extracting(p -> p.until() - NOON.toEpochMilli())
        .containsExactly(2_000L, 4_000L, 6_000L);
    assertThat(budget.take(retry(1), NOON.plusMillis(1_990), limits)).isFalse();
    assertThat(budget.take(retry(1), NOON.plusMillis(2_010), limits)).isTrue();
    // A clock that is set back neither gives nor takes.
    assertThat(budget.take(retry(2), NOON.minusSeconds(600), limits)).isFalse();
  }
}
