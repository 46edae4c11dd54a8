package org.hutong.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.Outcome;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;

/**
 * One step of the state machine as a line: the delivery as it stood, what came of the call, and
 * what it became. Times are milliseconds from the moment of judging.
 *
 * <pre>
 * SENDING attempts=1 notSent=0 asked=0 held=false since=0 | silent settle=3000 | attempts=20 1000..300000 => UNKNOWN …
 * </pre>
 */
record Judgement(Effect.Ended ended, Limits limits, Instant now) {
  private static final Instant NOON = Instant.parse("2016-05-03T04:00:00Z");

  /** The whole line. */
  String line(Verdict verdict) {
    Due due = ended.due();
    return String.join(
        " ",
        due.state().name(),
        "attempts=" + due.attempts(),
        "notSent=" + due.notSent(),
        "asked=" + due.asked(),
        "held=" + due.maybeHeld(),
        "since=" + (due.unknownAt() == 0 ? 0 : due.unknownAt() - now.toEpochMilli()),
        "|",
        word(ended.effect()),
        "settle=" + ended.settle().toMillis(),
        "|",
        "attempts=" + limits.attempts(),
        "retry=" + limits.firstRetry().toMillis(),
        "most=" + limits.mostRetry().toMillis(),
        "=>",
        became(verdict));
  }

  private String became(Verdict verdict) {
    return String.join(
        " ",
        verdict.state().name(),
        "next=" + (verdict.nextAt() == null ? "none" : verdict.nextAt() - now.toEpochMilli()),
        "held=" + verdict.maybeHeld(),
        "attempts=" + verdict.attempts(),
        "notSent=" + verdict.notSent(),
        "asked=" + verdict.asked(),
        "since=" + (verdict.unknownAt() == 0 ? 0 : verdict.unknownAt() - now.toEpochMilli()),
        "receipt=" + (verdict.receipt() != null),
        "token=" + (verdict.token() != null),
        "why=" + verdict.why());
  }

  private String word(Effect effect) {
    if (effect instanceof Effect.Answered answered) {
      Outcome outcome = answered.outcome();
      if (outcome instanceof Outcome.Delivered delivered) {
        return "delivered " + (delivered.receipt().isBlank() ? 0 : 1);
      } else if (outcome instanceof Outcome.Pending pending) {
        return "pending " + pending.askAfter().toMillis();
      } else if (outcome instanceof Outcome.RetryLater later) {
        return "later " + later.notBefore().toMillis();
      }
      return outcome instanceof Outcome.Rejected
          ? "rejected 0"
          : outcome instanceof Outcome.NeedsPerson ? "person 0" : "unknown 0";
    } else if (effect instanceof Effect.Looked looked) {
      String safe = looked.resendIsSafe() ? " 1" : " 0";
      return looked.said() instanceof LookUp.Found
          ? "found" + safe
          : (looked.said() instanceof LookUp.Absent ? "absent" : "cannotTell") + safe;
    } else if (effect instanceof Effect.TooEarly early) {
      return "tooEarly " + (early.until().toEpochMilli() - now.toEpochMilli());
    }
    String name = effect.getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1) + " 0";
  }

  /** Reads what stands before the arrow. */
  static Judgement read(String line) {
    String[] words = line.substring(0, line.indexOf(" =>")).split(" ");
    long[] n =
        Arrays.stream(words)
            .mapToLong(w -> w.matches(".*=-?\\d+") ? Long.parseLong(w.split("=")[1]) : 0)
            .toArray();
    DeliveryState state = DeliveryState.valueOf(words[0]);
    Due due =
        new Due(
            1,
            1,
            "110102014-2016-0000001",
            1,
            "si-02",
            Operation.CREATE,
            "aid.jsonata",
            state,
            false,
            words[4].endsWith("true"),
            (int) n[1],
            (int) n[2],
            (int) n[3],
            state == DeliveryState.AWAITING_RECEIPT ? "T" : null,
            n[5] == 0 ? 0 : NOON.toEpochMilli() + n[5],
            null,
            null);
    Effect effect = effect(words[7], Long.parseLong(words[8]));
    Duration settle = Duration.ofMillis(n[9]);
    return new Judgement(
        new Effect.Ended(due, effect, NOON, 1, settle, "fake 1.0.0"),
        new Limits(
            1,
            Duration.ofSeconds(10),
            (int) n[11],
            Duration.ofMillis(n[12]),
            Duration.ofMillis(n[13])),
        NOON);
  }

  private static Effect effect(String word, long n) {
    return switch (word) {
      case "delivered" -> new Effect.Answered(new Outcome.Delivered(n == 0 ? " " : "R-1"));
      case "pending" -> new Effect.Answered(new Outcome.Pending("T", Duration.ofMillis(n)));
      case "later" -> new Effect.Answered(new Outcome.RetryLater("忙", Duration.ofMillis(n)));
      case "rejected" -> new Effect.Answered(new Outcome.Rejected("E12", "不符"));
      case "person" -> new Effect.Answered(new Outcome.NeedsPerson(List.of()));
      case "unknown" -> new Effect.Answered(new Outcome.Unknown("断"));
      case "found" -> new Effect.Looked(new LookUp.Found("R-1"), n == 1);
      case "absent" -> new Effect.Looked(new LookUp.Absent(), n == 1);
      case "cannotTell" -> new Effect.Looked(new LookUp.CannotTell("断"), n == 1);
      case "tooEarly" -> new Effect.TooEarly(NOON.plusMillis(n));
      case "nothingLeft" -> new Effect.NothingLeft("拒绝连接");
      case "silent" -> new Effect.Silent("无应答");
      case "givenBack" -> new Effect.GivenBack();
      case "unmapped" -> new Effect.Unmapped("x.jsonata");
      case "noReceipt" -> new Effect.NoReceipt();
      default -> throw new IllegalArgumentException(word);
    };
  }
}
