package org.hutong.core.delivery;

import java.time.Duration;
import java.time.Instant;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.Outcome;
import org.hutong.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/** What came of one call, before it is judged. */
sealed interface Effect {
  /** The adapter gave an outcome. */
  record Answered(Outcome outcome) implements Effect {}

  /** The adapter says that nothing left. */
  record NothingLeft(String reason) implements Effect {}

  /** No outcome: a time-out, an exception, an error of a bundle being swapped. */
  record Silent(String reason) implements Effect {}

  /** What a look-up said. */
  record Looked(LookUp said, boolean resendIsSafe) implements Effect {}

  /** A look-up would not count before that moment. */
  record TooEarly(Instant until) implements Effect {}

  /** A send that was given up has ended after all; a look-up counts from that moment on. */
  record EndedLate(Instant until) implements Effect {}

  /** Nothing was begun: the adapter was away, or the lane stopped. */
  record GivenBack() implements Effect {}

  /** The case cannot be turned into the system's document. */
  record Unmapped(String reason) implements Effect {}

  /** An update without the receipt of what it updates. */
  record NoReceipt() implements Effect {}

  /**
   * One call that ended.
   *
   * @param settle how long after it an effect may still appear there
   * @param adapter technology and version, empty when none was asked
   * @param exchange sealed request and answer of a send that brought no receipt; null for none
   */
  record Ended(
      Due due,
      Effect effect,
      Instant at,
      long tookMillis,
      Duration settle,
      String adapter,
      byte @Nullable [] exchange) {
    Ended(Due due, Effect effect, Instant at, long tookMillis, Duration settle, String adapter) {
      this(due, effect, at, tookMillis, settle, adapter, null);
    }

    static Ended givenBack(Due due, Instant at) {
      return new Ended(due, new GivenBack(), at, 0, Duration.ZERO, "");
    }

    /** How long a system that answers, but does nothing yet, is to be left alone; or null. */
    @Nullable Duration notBefore() {
      if (effect instanceof Answered answered
          && answered.outcome() instanceof Outcome.RetryLater later) {
        return later.notBefore();
      }
      return effect instanceof Looked looked && looked.said() instanceof LookUp.CannotTell
          ? Duration.ZERO
          : null;
    }

    /** Whether the system was reached: true, was not: false, or nothing can be said: null. */
    @Nullable Boolean reached() {
      if (effect instanceof Answered answered) {
        if (answered.outcome() instanceof Outcome.Unknown) {
          // What is said of one token says nothing of the system.
          return due.state() == DeliveryState.AWAITING_RECEIPT ? null : Boolean.FALSE;
        }
        return answered.outcome() instanceof Outcome.RetryLater ? null : Boolean.TRUE;
      }
      if (effect instanceof NothingLeft || effect instanceof Silent) {
        return false;
      }
      if (effect instanceof Looked looked && !(looked.said() instanceof LookUp.CannotTell)) {
        return true;
      }
      return null;
    }
  }
}
