package org.hutong.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.Outcome;
import org.hutong.core.delivery.Effect.Ended;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.hutong.delivery.DeliveryState;

/** From what came of a call to what the delivery becomes. No effect, no clock, no database. */
final class Judge implements Policy {
  /** How often a system is asked for what became of one attempt before a person is to tell. */
  static final int MOST_ASKED = 20;

  /** It is asked on all the same, and without a line in the history each time. */
  private static final Duration THEN_EVERY = Duration.ofHours(1);

  private static final int MOST_RECEIPT = 500;
  private static final int MOST_TOKEN = 1000;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,40}");

  private final BackOff backOff;

  Judge(BackOff backOff) {
    this.backOff = backOff;
  }

  @Override
  public Verdict judge(Ended ended, Limits limits, Instant now) {
    Due due = ended.due();
    Effect effect = ended.effect();
    if (effect instanceof Effect.GivenBack) {
      return givenBack(due, now);
    }
    if (due.state() == DeliveryState.UNKNOWN) {
      return looked(due, effect, limits, now);
    }
    if (effect instanceof Effect.Answered answered) {
      return answered(ended, answered.outcome(), limits, now);
    }
    if (effect instanceof Effect.NothingLeft nothing) {
      return due.state() == DeliveryState.AWAITING_RECEIPT
          ? askAgain(due, limits, now, "NOT_SENT", nothing.reason())
          : notSent(due, limits, now, nothing.reason());
    }
    if (effect instanceof Effect.Silent silent) {
      return unknown(ended, limits, now, silent.reason());
    }
    if (effect instanceof Effect.Unmapped unmapped) {
      return Verdict.of(due, DeliveryState.QUARANTINED, Why.UNMAPPED)
          .told("UNMAPPED", unmapped.reason());
    }
    return Verdict.of(due, DeliveryState.ASSISTED, Why.NO_RECEIPT).told("NO_RECEIPT", "");
  }

  private static Verdict givenBack(Due due, Instant now) {
    if (due.state() != DeliveryState.SENDING) {
      return asIs(due, now).next(now.toEpochMilli());
    }
    Due given = due.given();
    return Verdict.of(given, given.state(), null).next(now.toEpochMilli());
  }

  private static Verdict asIs(Due due, Instant now) {
    Verdict same =
        due.state() == DeliveryState.UNKNOWN
            ? Verdict.of(due, due.state(), Why.UNKNOWN).unknownSince(since(due, now))
            : Verdict.of(due, due.state(), Why.PENDING);
    return due.token() == null ? same : same.token(due.token());
  }

  /** The clock may have been set back since: then from now on. */
  private static long since(Due due, Instant now) {
    return Math.min(due.unknownAt(), now.toEpochMilli());
  }

  private Verdict answered(Ended ended, Outcome outcome, Limits limits, Instant now) {
    Due due = ended.due();
    if (outcome instanceof Outcome.Delivered delivered) {
      return Checked.usable(delivered.receipt(), MOST_RECEIPT)
          ? delivered(due, delivered.receipt()).told("DELIVERED", "")
          : unknown(ended, limits, now, "接入插件称已送达，但没有给出可用的回执");
    }
    if (outcome instanceof Outcome.Pending pending) {
      if (!Checked.usable(pending.token(), MOST_TOKEN)) {
        return unknown(ended, limits, now, "接入插件称稍后给回执，但没有给出可用的凭据");
      }
      return Verdict.of(due, DeliveryState.AWAITING_RECEIPT, Why.PENDING)
          .token(pending.token())
          .held(true)
          .counted(due.attempts(), due.notSent(), 0)
          .next(now.plus(atLeastASecond(pending.askAfter())).toEpochMilli())
          .told(due.state() == DeliveryState.AWAITING_RECEIPT ? "" : "PENDING", "");
    }
    if (outcome instanceof Outcome.RetryLater later) {
      return due.state() == DeliveryState.AWAITING_RECEIPT
          ? askAgain(due, limits, now, "RETRY_LATER", later.reason())
          : retryLater(due, later, limits, now);
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      String code = CODE.matcher(rejected.code()).matches() ? rejected.code() : "";
      // Its answer to the first send says that nothing is held; after an unknown one it does not.
      return Verdict.of(due, DeliveryState.QUARANTINED, Why.rejected(code))
          .held(due.maybeHeld() && due.state() == DeliveryState.SENDING)
          .told("REJECTED", rejected.code() + " " + rejected.reason());
    }
    if (outcome instanceof Outcome.NeedsPerson person) {
      return Verdict.of(due, DeliveryState.ASSISTED, Why.BY_HAND)
          .withSheet(person.sheet())
          .told("NEEDS_PERSON", "");
    }
    return unknown(ended, limits, now, ((Outcome.Unknown) outcome).reason());
  }

  private static Verdict delivered(Due due, String receipt) {
    return Verdict.of(due, DeliveryState.DELIVERED, null).receipt(receipt);
  }

  private Verdict retryLater(Due due, Outcome.RetryLater later, Limits limits, Instant now) {
    int failures = due.attempts() - due.notSent();
    if (failures >= limits.attempts()) {
      return Verdict.of(due, DeliveryState.QUARANTINED, Why.OUT_OF_ATTEMPTS)
          .told("RETRY_LATER", later.reason());
    }
    Duration wait = longer(backOff.after(failures, limits), later.notBefore());
    return Verdict.of(due, DeliveryState.RETRYING, Why.LATER)
        .next(now.plus(wait).toEpochMilli())
        .told("RETRY_LATER", later.reason());
  }

  /** Does not count towards the attempts: a system may be down for days. */
  private Verdict notSent(Due due, Limits limits, Instant now, String reason) {
    int notSent = due.notSent() + 1;
    return Verdict.of(due, DeliveryState.RETRYING, Why.NOT_SENT)
        .counted(due.attempts(), notSent, 0)
        .next(now.plus(backOff.after(notSent, limits)).toEpochMilli())
        .told("NOT_SENT", reason);
  }

  private Verdict unknown(Ended ended, Limits limits, Instant now, String reason) {
    Due due = ended.due();
    if (due.state() == DeliveryState.AWAITING_RECEIPT) {
      return askAgain(due, limits, now, "UNKNOWN", reason);
    }
    return Verdict.of(due, DeliveryState.UNKNOWN, Why.UNKNOWN)
        .counted(due.attempts(), due.notSent(), 0)
        .unknownSince(now.toEpochMilli())
        .next(now.plus(ended.settle()).toEpochMilli())
        .told("UNKNOWN", reason);
  }

  /** Asking for a receipt changes nothing there: it goes on, more and more rarely. */
  private Verdict askAgain(Due due, Limits limits, Instant now, String word, String reason) {
    int asked = Math.min(MOST_ASKED, due.asked() + 1);
    boolean inVain = asked == MOST_ASKED;
    Duration wait = inVain ? THEN_EVERY : backOff.after(asked, limits);
    return Verdict.of(due, due.state(), inVain ? Why.NO_ANSWER : Why.PENDING)
        .token(due.token())
        .held(true)
        .counted(due.attempts(), due.notSent(), asked)
        .next(now.plus(wait).toEpochMilli())
        .told(due.asked() == MOST_ASKED ? "" : word, reason);
  }

  private Verdict looked(Due due, Effect effect, Limits limits, Instant now) {
    if (effect instanceof Effect.TooEarly early) {
      return asIs(due, now).next(early.until().toEpochMilli());
    }
    if (effect instanceof Effect.EndedLate late) {
      return asIs(due, now).next(late.until().toEpochMilli());
    }
    if (!(effect instanceof Effect.Looked looked)) {
      String reason = effect instanceof Effect.Silent silent ? silent.reason() : "";
      return cannotTell(due, limits, now, reason);
    }
    if (looked.said() instanceof LookUp.Found found) {
      return Checked.usable(found.receipt(), MOST_RECEIPT)
          ? delivered(due, found.receipt()).told("FOUND", "")
          : cannotTell(due, limits, now, "查询到记录，但没有可用的回执");
    }
    if (looked.said() instanceof LookUp.Absent) {
      return resend(due, limits, Why.ABSENT, now).held(false).told("ABSENT", "");
    }
    String reason = ((LookUp.CannotTell) looked.said()).reason();
    if (looked.resendIsSafe()) {
      return resend(due, limits, Why.RESEND, now).told("CANNOT_TELL", reason);
    }
    return cannotTell(due, limits, now, reason);
  }

  private Verdict resend(Due due, Limits limits, String why, Instant now) {
    int failures = due.attempts() - due.notSent();
    if (failures >= limits.attempts()) {
      return Verdict.of(due, DeliveryState.QUARANTINED, Why.OUT_OF_ATTEMPTS);
    }
    // The first resend is not delayed: the settle time was wait enough.
    Duration wait = failures <= 1 ? Duration.ZERO : backOff.after(failures, limits);
    return Verdict.of(due, DeliveryState.RETRYING, why).next(now.plus(wait).toEpochMilli());
  }

  private Verdict cannotTell(Due due, Limits limits, Instant now, String reason) {
    int asked = due.asked() + 1;
    if (asked > MOST_ASKED) {
      return Verdict.of(due, DeliveryState.UNKNOWN, Why.NEVER_TOLD)
          .unknownSince(since(due, now))
          .counted(due.attempts(), due.notSent(), MOST_ASKED)
          .next(now.plus(THEN_EVERY).toEpochMilli());
    }
    boolean last = asked == MOST_ASKED;
    Duration wait = last ? THEN_EVERY : backOff.after(asked, limits);
    return Verdict.of(due, DeliveryState.UNKNOWN, last ? Why.NEVER_TOLD : Why.CANNOT_TELL)
        .unknownSince(since(due, now))
        .counted(due.attempts(), due.notSent(), asked)
        .next(now.plus(wait).toEpochMilli())
        .told("CANNOT_TELL", reason);
  }

  private static Duration atLeastASecond(Duration wait) {
    return longer(wait, Duration.ofSeconds(1));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
