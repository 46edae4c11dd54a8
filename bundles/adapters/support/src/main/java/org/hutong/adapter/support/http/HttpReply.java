package org.hutong.adapter.support.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole answer.
 *
 * @param headers names in lower case; several values of one name joined by a comma
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** The media type in lower case without its parameters; empty if the answer names none. */
  public String mediaType() {
    String type = headers.getOrDefault("content-type", "");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** The charset that the answer names. */
  public Optional<Charset> charset() {
    Matcher named = CHARSET.matcher(headers.getOrDefault("content-type", ""));
    if (!named.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(named.group(1)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  /** The body as text in the charset that the answer names, else UTF-8. */
  public String text() {
    return new String(body, charset().orElse(StandardCharsets.UTF_8));
  }

  /** What {@code Retry-After} says, seconds or a date, at most an hour. */
  public Optional<Duration> retryAfter(Instant now) {
    String value = headers.getOrDefault("retry-after", "").strip();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration pause =
          value.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      Duration positive = pause.isNegative() ? Duration.ZERO : pause;
      return Optional.of(positive.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : positive);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Hides the body. */
  @Override
  public String toString() {
    return "HttpReply[" + status + "]";
  }
}
