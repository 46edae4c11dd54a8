package org.hutong.core.mapping;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import org.hutong.adapter.Outcome;
import org.jspecify.annotations.Nullable;

/** What an answer mapping gave, as an outcome; whatever is not well said is unknown. */
final class Outcomes {
  private static final Duration ASK_AFTER = Duration.ofMinutes(1);
  private static final Duration NOT_BEFORE = Duration.ofSeconds(10);
  private static final int MOST_CHARACTERS = 500;

  private Outcomes() {}

  static Outcome of(@Nullable Object result) {
    if (!(result instanceof Map<?, ?> map)) {
      return new Outcome.Unknown("回执映射不认识该答复");
    }
    String reason = cut(text(map, "reason", "系统未说明原因"));
    return switch (text(map, "outcome", "")) {
      case "DELIVERED" -> {
        String receipt = text(map, "receipt", "");
        yield receipt.isBlank() ? new Outcome.Unknown("答复中没有回执") : new Outcome.Delivered(receipt);
      }
      case "PENDING" -> {
        String token = text(map, "token", "");
        yield token.isBlank()
            ? new Outcome.Unknown("答复中没有受理凭据")
            : new Outcome.Pending(token, duration(map.get("askAfter"), ASK_AFTER));
      }
      case "RETRY_LATER" ->
          new Outcome.RetryLater(reason, duration(map.get("notBefore"), NOT_BEFORE));
      case "REJECTED" -> new Outcome.Rejected(cut(text(map, "code", "")), reason);
      case "UNKNOWN" -> new Outcome.Unknown(reason);
      default -> new Outcome.Unknown("回执映射不认识该答复");
    };
  }

  static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS));
  }

  private static String text(Map<?, ?> map, String key, String otherwise) {
    Object value = map.get(key);
    return value == null || value instanceof Map || value instanceof Iterable
        ? otherwise
        : value.toString();
  }

  /** Seconds as a number, or ISO 8601 such as {@code PT30S}. */
  private static Duration duration(@Nullable Object value, Duration otherwise) {
    if (value instanceof Long seconds && seconds >= 0 && seconds <= 86_400L * 365) {
      return Duration.ofSeconds(seconds);
    }
    try {
      Duration read = value instanceof String text ? Duration.parse(text) : otherwise;
      return read.isNegative() ? otherwise : read;
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
