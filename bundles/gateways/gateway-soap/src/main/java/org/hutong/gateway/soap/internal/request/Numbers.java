package org.hutong.gateway.soap.internal.request;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as the REST interface's JSON parser would take them. */
final class Numbers {
  private static final Pattern JSON =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
  private static final int DIGITS = 40;
  private static final int LONGEST = 2 * DIGITS;
  private static final int LONG_DIGITS = 18;

  private Numbers() {}

  /** A number of JSON's form, but with more digits than anything here is counted with. */
  static final class OutOfRange extends Exception {
    OutOfRange() {
      super(null, null, false, false);
    }
  }

  /** {@code Long} where it is whole and fits, else {@code BigDecimal}; null for anything else. */
  static @Nullable Object parse(String text) throws OutOfRange {
    if (!JSON.matcher(text).matches()) {
      return null;
    }
    if (text.length() > LONGEST) {
      throw new OutOfRange();
    }
    boolean whole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    if (whole && text.length() <= LONG_DIGITS) {
      return Long.parseLong(text);
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new OutOfRange(); // an exponent beyond counting
    }
    if (whole && number.precision() <= LONG_DIGITS + 1) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException e) {
        return number;
      }
    }
    if (number.precision() > DIGITS || Math.abs((long) number.scale()) > DIGITS) {
      throw new OutOfRange();
    }
    return number;
  }
}
