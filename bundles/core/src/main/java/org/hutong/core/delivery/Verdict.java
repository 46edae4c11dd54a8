package org.hutong.core.delivery;

import java.util.List;
import org.hutong.adapter.Outcome.SheetField;
import org.hutong.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery becomes.
 *
 * @param nextAt when the lane looks at it again, in milliseconds; null: not by itself
 * @param outcome the word for the history; empty for none
 * @param detail what the system or the adapter said, for the history; may hold personal data
 */
record Verdict(
    DeliveryState state,
    @Nullable String receipt,
    @Nullable String why,
    @Nullable String token,
    @Nullable Long nextAt,
    boolean maybeHeld,
    int attempts,
    int notSent,
    int asked,
    long unknownAt,
    List<SheetField> sheet,
    String outcome,
    String detail) {

  /** As the delivery stands, in another state. */
  static Verdict of(Due due, DeliveryState state, @Nullable String why) {
    return new Verdict(
        state,
        null,
        why,
        null,
        null,
        due.maybeHeld(),
        due.attempts(),
        due.notSent(),
        due.asked(),
        0,
        List.of(),
        "",
        "");
  }

  Verdict receipt(String number) {
    return new Verdict(
        state, number, why, null, null, false, attempts, notSent, asked, 0, sheet, outcome, detail);
  }

  Verdict next(long at) {
    return new Verdict(
        state, receipt, why, token, at, maybeHeld, attempts, notSent, asked, unknownAt, sheet,
        outcome, detail);
  }

  Verdict held(boolean maybe) {
    return new Verdict(
        state, receipt, why, token, nextAt, maybe, attempts, notSent, asked, unknownAt, sheet,
        outcome, detail);
  }

  Verdict token(String given) {
    return new Verdict(
        state, receipt, why, given, nextAt, maybeHeld, attempts, notSent, asked, unknownAt, sheet,
        outcome, detail);
  }

  Verdict counted(int attemptsNow, int notSentNow, int askedNow) {
    return new Verdict(
        state,
        receipt,
        why,
        token,
        nextAt,
        maybeHeld,
        attemptsNow,
        notSentNow,
        askedNow,
        unknownAt,
        sheet,
        outcome,
        detail);
  }

  Verdict unknownSince(long at) {
    return new Verdict(
        state, receipt, why, token, nextAt, true, attempts, notSent, asked, at, sheet, outcome,
        detail);
  }

  Verdict withSheet(List<SheetField> fields) {
    return new Verdict(
        state, receipt, why, token, nextAt, maybeHeld, attempts, notSent, asked, unknownAt, fields,
        outcome, detail);
  }

  Verdict told(String word, String said) {
    return new Verdict(
        state, receipt, why, token, nextAt, maybeHeld, attempts, notSent, asked, unknownAt, sheet,
        word, said);
  }

  /** It surely is not in the system now, and will not end by itself without another send. */
  boolean notHeld() {
    return !maybeHeld
        && (state == DeliveryState.WAITING
            || state == DeliveryState.RETRYING
            || state == DeliveryState.QUARANTINED);
  }
}
