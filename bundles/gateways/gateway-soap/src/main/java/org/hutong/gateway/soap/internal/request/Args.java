package org.hutong.gateway.soap.internal.request;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The parameters beside a body: what REST has in the path, the query and the headers. What is wrong
 * with them is gathered, and {@link #check} refuses it all at once.
 */
public final class Args {
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_PURPOSE = 100;

  /** No contract has it, so the service refuses a body that holds it, whatever else is right. */
  private static final String UNREAD = "\u0000unread";

  private final Map<String, Object> parameters;
  private final List<FieldError> unread;
  private final List<FieldError> errors = new ArrayList<>();
  private boolean bodyTold;

  public Args(Request request) {
    this.parameters = request.parameters();
    this.unread = request.unread();
  }

  /**
   * Refuses what was found wrong so far. What could not be read in a body is left to the service to
   * refuse, so that {@link #withUnread} can say all that is wrong with the body at once.
   */
  public void check() {
    if (!errors.isEmpty() || !unread.isEmpty() && !bodyTold) {
      throw Refused.fields(merged(errors));
    }
  }

  /** The refusal of a service together with what could not be read. */
  public Refused withUnread(Refused refused) {
    return unread.isEmpty() || refused.errors().isEmpty()
        ? refused
        : Refused.fields(refused.code(), refused.getMessage(), merged(refused.errors()));
  }

  /** Of two errors of one field that of the reader, who saw what stood there. */
  private List<FieldError> merged(List<FieldError> others) {
    Set<String> pointers = new HashSet<>();
    unread.forEach(e -> pointers.add(e.pointer()));
    pointers.add("/" + UNREAD);
    List<FieldError> all = new ArrayList<>(unread);
    others.stream().filter(e -> !pointers.contains(e.pointer())).forEach(all::add);
    return all;
  }

  /** A text; null when missing, null or empty. */
  public @Nullable String optional(String name) {
    Object value = parameters.get(name);
    if (value == null || "".equals(value)) {
      return null;
    }
    if (value instanceof String text) {
      return text;
    }
    wrong(name, Code.FIELD_TYPE);
    return null;
  }

  /** A text that must be there; empty when it was wrong. */
  public String text(String name) {
    String value = optional(name);
    if (value == null && errors.stream().noneMatch(e -> e.pointer().equals("/" + name))) {
      wrong(name, Code.FIELD_MISSING);
    }
    return value == null ? "" : value;
  }

  /** A whole number; {@code none} when missing, null or empty. */
  public long number(String name, long none, long min, long max) {
    Object value = parameters.get(name);
    if (value == null || "".equals(value)) {
      return none;
    }
    if (!(value instanceof Long number)) {
      wrong(name, Code.FIELD_TYPE);
    } else if (number < min || number > max) {
      wrong(name, Code.FIELD_VALUE);
    } else {
      return number;
    }
    return none;
  }

  /** A whole number that must be there. */
  public long requiredNumber(String name, long min, long max) {
    Object value = parameters.get(name);
    if (value == null || "".equals(value)) {
      wrong(name, Code.FIELD_MISSING);
    }
    return number(name, min, min, max);
  }

  /** A day that must be there. */
  public LocalDate day(String name) {
    String text = text(name);
    boolean plain = text.length() == "YYYY-MM-DD".length(); // Java would take longer years too
    try {
      return text.isEmpty() ? LocalDate.EPOCH : LocalDate.parse(plain ? text : "");
    } catch (DateTimeParseException e) {
      wrong(name, Code.FIELD_VALUE);
      return LocalDate.EPOCH;
    }
  }

  /** A month that must be there. */
  public YearMonth month(String name) {
    String text = text(name);
    boolean plain = text.length() == "YYYY-MM".length();
    try {
      return text.isEmpty() ? YearMonth.of(1970, 1) : YearMonth.parse(plain ? text : "");
    } catch (DateTimeParseException e) {
      wrong(name, Code.FIELD_VALUE);
      return YearMonth.of(1970, 1);
    }
  }

  /** One of an enum's names; null when missing. */
  public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String text = optional(name);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    wrong(name, Code.FIELD_VALUE);
    return null;
  }

  /** Bytes that must be there. */
  public byte[] bytes(String name) {
    try {
      return Base64.getDecoder().decode(text(name));
    } catch (IllegalArgumentException e) {
      wrong(name, Code.FIELD_VALUE);
      return new byte[0];
    }
  }

  /** The body: a tree for the services to check. */
  @SuppressWarnings("unchecked") // keys of a tree are names
  public Map<String, Object> body(String name) {
    Object value = parameters.get(name);
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> body = (Map<String, Object>) map;
      if (!unread.isEmpty()) {
        body = new LinkedHashMap<>(body);
        body.put(UNREAD, true);
        bodyTold = true;
      }
      return body;
    }
    wrong(name, parameters.containsKey(name) ? Code.FIELD_TYPE : Code.FIELD_MISSING);
    return Map.of();
  }

  /** The key of a write: 1 to 128 visible ASCII characters. */
  public String idempotencyKey() {
    String name = "idempotencyKey";
    Object value = parameters.get(name);
    if (value == null || "".equals(value)) {
      throw Refused.fields(
          Code.IDEMPOTENCY_KEY_REQUIRED,
          Code.IDEMPOTENCY_KEY_REQUIRED.sentence(),
          List.of(FieldError.of("/" + name, Code.IDEMPOTENCY_KEY_REQUIRED)));
    }
    if (value instanceof String key
        && key.length() <= LONGEST_KEY
        && key.chars().allMatch(c -> c > ' ' && c < 127)) {
      return key;
    }
    wrong(name, Code.FIELD_VALUE);
    return "";
  }

  /** The version read before; null when missing, which the service refuses. */
  public @Nullable Long ifMatch() {
    Object value = parameters.get("ifMatch");
    if (value == null || "".equals(value)) {
      return null;
    }
    if (value instanceof Long version) {
      return version;
    }
    wrong("ifMatch", Code.FIELD_TYPE);
    return null;
  }

  /** The purpose code; null when none is named. */
  public @Nullable String purpose() {
    String purpose = optional("purpose");
    if (purpose != null && purpose.length() > LONGEST_PURPOSE) {
      throw Refused.because(Code.PURPOSE_UNKNOWN);
    }
    return purpose;
  }

  /** Refuses an interval that ends before it begins. */
  public void mustBeBefore(LocalDate from, LocalDate to, String name) {
    if (!from.isBefore(to)) {
      errors.add(new FieldError("/" + name, Code.FIELD_VALUE, "应晚于 from；区间为 [from, to)"));
      check();
    }
  }

  private void wrong(String name, Code code) {
    errors.add(FieldError.of("/" + name, code));
  }
}
