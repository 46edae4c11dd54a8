package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.Outcome;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;

class JudgeTest {
  private static final Instant NOW = Instant.parse("2016-05-03T02:00:00Z");
  private static final Limits LIMITS =
      new Limits(4, Duration.ofSeconds(10), 5, Duration.ofSeconds(1), Duration.ofMinutes(10));

  private final Judge judge = new Judge(new BackOff(() -> 0.5));

  @Property
  void aBackOffIsNeverNothingAndNeverMoreThanTheLimit(
      @ForAll @IntRange(min = 1, max = 1000) int failures,
      @ForAll @IntRange(min = 0, max = 999) int random) {
    Duration wait = new BackOff(() -> random / 1000.0).after(failures, LIMITS);
    assertThat(wait).isPositive().isLessThanOrEqualTo(LIMITS.mostRetry());
  }

  @Property
  void everyVerdictEitherEndsOrGoesOnByItselfOrIsForAPersonWithAReason(
      @ForAll("calls") Effect.Ended ended) {
    Verdict verdict = judge.judge(ended, LIMITS, NOW);
    assertThat(verdict.state()).isNotEqualTo(DeliveryState.SENDING);
    if (verdict.state() == DeliveryState.DELIVERED) {
      assertThat(verdict.receipt()).isNotBlank();
      assertThat(verdict.why()).isNull();
      assertThat(verdict.nextAt()).isNull();
      return;
    }
    boolean person =
        verdict.state() == DeliveryState.QUARANTINED || verdict.state() == DeliveryState.ASSISTED;
    boolean given = ended.effect() instanceof Effect.GivenBack;
    assertThat(given || verdict.why() != null).isTrue();
    assertThat(person).isEqualTo(verdict.nextAt() == null && !Why.NEVER_TOLD.equals(verdict.why()));
    assertThat(verdict.receipt()).isNull();
  }

  @Property
  void whatMayHaveArrivedIsNeverSentAgainUnlessItIsAbsentOrAResendIsSafe(
      @ForAll("calls") Effect.Ended ended) {
    Verdict verdict = judge.judge(ended, LIMITS, NOW);
    if (ended.due().state() == DeliveryState.UNKNOWN && verdict.state() == DeliveryState.RETRYING) {
      assertThat(ended.effect())
          .isInstanceOfSatisfying(
              Effect.Looked.class,
              looked ->
                  assertThat(looked.said() instanceof LookUp.Absent || looked.resendIsSafe())
                      .isTrue());
    }
    if (ended.effect() instanceof Effect.Silent && ended.due().state() == DeliveryState.SENDING) {
      assertThat(verdict.state()).isEqualTo(DeliveryState.UNKNOWN);
      assertThat(verdict.maybeHeld()).isTrue();
      assertThat(verdict.nextAt()).isEqualTo(NOW.plus(ended.settle()).toEpochMilli());
    }
  }

  @Property
  void nothingIsUnknownSinceAMomentThatIsStillToCome(@ForAll("calls") Effect.Ended ended) {
    Instant setBack = NOW.minus(Duration.ofDays(1));
    Verdict verdict = judge.judge(ended, LIMITS, setBack);
    assertThat(verdict.unknownAt()).isLessThanOrEqualTo(setBack.toEpochMilli());
  }

  @Property
  void aSystemThatCannotTellIsAskedOnAndOnlyTheFirstTimesAreWrittenDown(
      @ForAll @IntRange(min = 0, max = 60) int asked) {
    Effect effect = new Effect.Looked(new LookUp.CannotTell("连接不上"), false);
    Due due = due(DeliveryState.UNKNOWN, 1, 0, Math.min(asked, Judge.MOST_ASKED));
    Verdict verdict =
        judge.judge(new Effect.Ended(due, effect, NOW, 1, Duration.ZERO, ""), LIMITS, NOW);
    assertThat(verdict.state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(verdict.nextAt()).isGreaterThan(NOW.toEpochMilli());
    assertThat(verdict.asked()).isLessThanOrEqualTo(Judge.MOST_ASKED);
    assertThat(Why.NEVER_TOLD.equals(verdict.why())).isEqualTo(asked >= Judge.MOST_ASKED - 1);
    assertThat(verdict.outcome().isEmpty()).isEqualTo(asked >= Judge.MOST_ASKED);
  }

  @Property
  void aReceiptThatIsAskedForInVainComesBeforeAPersonAndWritesNoEndlessHistory(
      @ForAll @IntRange(min = 0, max = Judge.MOST_ASKED) int asked) {
    Due due = due(DeliveryState.AWAITING_RECEIPT, 1, 0, asked);
    Verdict vain = judged(due, new Effect.Answered(new Outcome.Unknown("无此凭据")));
    assertThat(vain.state()).isEqualTo(DeliveryState.AWAITING_RECEIPT);
    assertThat(vain.nextAt()).isGreaterThan(NOW.toEpochMilli());
    assertThat(Why.NO_ANSWER.equals(vain.why())).isEqualTo(asked >= Judge.MOST_ASKED - 1);
    assertThat(vain.outcome().isEmpty()).isEqualTo(asked >= Judge.MOST_ASKED);
    Verdict pending =
        judged(due, new Effect.Answered(new Outcome.Pending("T", Duration.ofMinutes(1))));
    assertThat(pending.why()).isEqualTo(Why.PENDING);
    assertThat(pending.asked()).isZero();
    assertThat(pending.outcome()).isEmpty();
  }

  private Verdict judged(Due due, Effect effect) {
    return judge.judge(new Effect.Ended(due, effect, NOW, 1, Duration.ZERO, ""), LIMITS, NOW);
  }

  @Property
  void aSystemThatSeemedDownAndIsBusyIsNotTriedAgainAtOnce() {
    Breaker breaker = new Breaker(new BackOff(() -> 0.5));
    for (int i = 0; i < 3; i++) {
      breaker.ended(false, NOW, LIMITS);
    }
    Instant later = NOW.plus(Duration.ofHours(2));
    assertThat(breaker.probeAt()).isBefore(later);
    breaker.put(Duration.ofMinutes(30), later, LIMITS);
    assertThat(breaker.probeAt()).isAfterOrEqualTo(later.plus(Duration.ofMinutes(30)));
    breaker.put(Duration.ZERO, later, LIMITS);
    assertThat(breaker.probeAt()).isAfter(later);
    breaker.put(null, later.plus(Duration.ofDays(1)), LIMITS);
    assertThat(breaker.probeAt()).isBefore(later.plus(Duration.ofDays(1)));
  }

  @Property
  void whatDidNotLeaveBurnsNoAttempt(@ForAll @IntRange(min = 1, max = 500) int times) {
    Due due = due(DeliveryState.SENDING, times, times - 1, 0);
    Effect.Ended ended =
        new Effect.Ended(due, new Effect.NothingLeft("拒绝连接"), NOW, 1, Duration.ZERO, "rest 1.0.0");
    Verdict verdict = judge.judge(ended, LIMITS, NOW);
    assertThat(verdict.state()).isEqualTo(DeliveryState.RETRYING);
    assertThat(verdict.attempts() - verdict.notSent()).isZero();
  }

  @Provide
  Arbitrary<Effect.Ended> calls() {
    Arbitrary<Integer> attempts = Arbitraries.integers().between(1, 9);
    Arbitrary<Integer> asked = Arbitraries.integers().between(0, 25);
    Arbitrary<Effect> sent =
        Arbitraries.of(
            new Effect.Answered(new Outcome.Delivered("R-1")),
            new Effect.Answered(new Outcome.Delivered(" ")),
            new Effect.Answered(new Outcome.Pending("T", Duration.ofSeconds(5))),
            new Effect.Answered(new Outcome.Pending("", Duration.ofSeconds(5))),
            new Effect.Answered(new Outcome.RetryLater("忙", Duration.ofMinutes(30))),
            new Effect.Answered(new Outcome.Rejected("E1", "不符")),
            new Effect.Answered(new Outcome.Rejected("奇怪的代码", "不符")),
            new Effect.Answered(new Outcome.Unknown("断")),
            new Effect.Answered(new Outcome.NeedsPerson(List.of())),
            new Effect.NothingLeft("拒绝连接"),
            new Effect.Silent("无应答"),
            new Effect.GivenBack());
    Arbitrary<Effect> unsendable =
        Arbitraries.of(new Effect.Unmapped("x.jsonata"), new Effect.NoReceipt());
    Arbitrary<Effect> looked =
        Arbitraries.of(
            new Effect.Looked(new LookUp.Found("R-1"), false),
            new Effect.Looked(new LookUp.Found(""), true),
            new Effect.Looked(new LookUp.Absent(), false),
            new Effect.Looked(new LookUp.CannotTell("断"), true),
            new Effect.Looked(new LookUp.CannotTell("断"), false),
            new Effect.TooEarly(NOW.plusSeconds(9)),
            new Effect.Silent("无应答"),
            new Effect.GivenBack());
    return Arbitraries.oneOf(
        call(DeliveryState.SENDING, Arbitraries.oneOf(sent, unsendable), attempts, asked),
        call(DeliveryState.AWAITING_RECEIPT, sent, attempts, asked),
        call(DeliveryState.UNKNOWN, looked, attempts, asked));
  }

  private static Arbitrary<Effect.Ended> call(
      DeliveryState state,
      Arbitrary<Effect> effects,
      Arbitrary<Integer> attempts,
      Arbitrary<Integer> asked) {
    return Combinators.combine(effects, attempts, asked)
        .as(
            (effect, tried, questions) ->
                new Effect.Ended(
                    due(state, tried, 0, questions),
                    effect,
                    NOW,
                    3,
                    Duration.ofSeconds(30),
                    "rest 1.0.0"));
  }

  private static Due due(DeliveryState state, int attempts, int notSent, int asked) {
    boolean open = state != DeliveryState.SENDING;
    return new Due(
        7,
        3,
        "110102014-2016-0000003",
        1,
        "si-07",
        Operation.CREATE,
        "aid.jsonata",
        state,
        false,
        open,
        attempts,
        notSent,
        asked,
        open ? "T" : null,
        state == DeliveryState.UNKNOWN ? NOW.minusSeconds(60).toEpochMilli() : 0,
        null,
        null);
  }
}
