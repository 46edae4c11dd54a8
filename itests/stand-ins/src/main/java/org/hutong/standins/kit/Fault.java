package org.hutong.standins.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What is to go wrong.
 *
 * @param kind see {@link Kind}
 * @param ms how long a {@code timeout} is held before the connection is dropped, or how late a
 *     {@code slow} answer comes
 * @param after false: before the effect (it does not happen, except with {@code slow}); true: the
 *     effect happens and the answer is lost
 * @param writesOnly true: look-ups are spared
 * @param code the business code of a {@code business} fault
 */
public record Fault(Kind kind, long ms, boolean after, boolean writesOnly, String code) {

  /** The kinds of fault; their words in JSON are those of {@link #word}. */
  public enum Kind {
    NONE("none"),
    TIMEOUT("timeout"),
    ERROR_500("500"),
    RESET("reset"),
    SLOW("slow"),
    TRUNCATE("truncate"),
    DUP("dup"),
    SCHEMA_DRIFT("schema-drift"),
    BUSINESS("business");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    static Kind of(String word) {
      return Arrays.stream(values())
          .filter(k -> k.word.equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "fault is one of "
                          + Arrays.stream(values())
                              .map(Kind::word)
                              .collect(Collectors.joining("|"))));
    }
  }

  private static final long DEFAULT_TIMEOUT_MS = 60_000;
  private static final long DEFAULT_SLOW_MS = 3_000;

  /** Reads {@code {"fault":…,"ms":…,"when":"before|after","on":"all|write","code":…}}. */
  static Fault of(JsonNode json) {
    Kind kind = Kind.of(json.path("fault").asText());
    boolean after = oneOf(json, "when", "before", "after");
    boolean writesOnly = json.has("on") ? oneOf(json, "on", "all", "write") : after;
    long ms = json.path("ms").asLong(kind == Kind.SLOW ? DEFAULT_SLOW_MS : DEFAULT_TIMEOUT_MS);
    return new Fault(kind, ms, after, writesOnly, json.path("code").asText("JZ101"));
  }

  private static boolean oneOf(JsonNode json, String field, String no, String yes) {
    String value = json.path(field).asText(no);
    if (!value.equals(no) && !value.equals(yes)) {
      throw new IllegalArgumentException(field + " is " + no + " or " + yes);
    }
    return value.equals(yes);
  }
}
