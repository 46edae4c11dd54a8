package org.hutong.core.delivery;

import java.time.Duration;
import java.util.Objects;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What foreign code gave, in the shape the lane relies on. The SPI's records keep nobody from
 * putting nothing into them, and one such answer must not stop a lane or lose what came beside it.
 */
final class Checked {
  /** Longer than any system asks to be left alone, and short enough to reckon with. */
  private static final Duration MOST_WAIT = Duration.ofDays(30);

  private static final String NOTHING = "接入插件没有给出结果";

  private Checked() {}

  static Effect effect(Effect effect) {
    if (effect instanceof Effect.Answered answered) {
      Outcome outcome = outcome(answered.outcome());
      return outcome == null ? new Effect.Silent(NOTHING) : new Effect.Answered(outcome);
    }
    if (effect instanceof Effect.Looked looked) {
      return new Effect.Looked(lookUp(looked.said()), looked.resendIsSafe());
    }
    return effect;
  }

  private static @Nullable Outcome outcome(@Nullable Outcome outcome) {
    if (outcome instanceof Outcome.Pending pending) {
      return new Outcome.Pending(pending.token(), wait(pending.askAfter()));
    }
    if (outcome instanceof Outcome.RetryLater later) {
      return new Outcome.RetryLater(text(later.reason()), wait(later.notBefore()));
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      return new Outcome.Rejected(text(rejected.code()), text(rejected.reason()));
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return new Outcome.Unknown(text(unknown.reason()));
    }
    return outcome;
  }

  private static LookUp lookUp(@Nullable LookUp said) {
    if (said == null) {
      return new LookUp.CannotTell(NOTHING);
    }
    return said instanceof LookUp.CannotTell cannot
        ? new LookUp.CannotTell(text(cannot.reason()))
        : said;
  }

  /** Neither missing, nor negative, nor beyond all reason. */
  static Duration wait(@Nullable Duration wait) {
    if (wait == null || wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : wait;
  }

  /** Whether a receipt or a token can be kept and shown as it is. */
  static boolean usable(@Nullable String text, int most) {
    return text != null
        && !text.isBlank()
        && text.length() <= most
        && text.codePoints().noneMatch(Checked::unprintable);
  }

  // A lone half of a pair is a code point of its own here.
  private static boolean unprintable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
