package org.hutong.kernel;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of a case (办件编号): the street's nine-digit statistical code, the year of registration
 * and a sequence inside both, such as {@code 110102014-2016-0000001}. It says nothing of a person
 * and may stand in a URL and a log.
 *
 * <p>Numbers compare by street, year and sequence. Error code: {@code CASE_NUMBER_FORMAT}.
 *
 * @param street nine digits
 * @param year 1900 to 9999
 * @param sequence 1 to 9,999,999,999
 */
public record CaseNumber(String street, int year, long sequence) implements Comparable<CaseNumber> {
  private static final Pattern STREET = Pattern.compile("[1-9][0-9]{8}");
  // Seven digits, or more without a leading zero: each number has one form only.
  private static final Pattern CANONICAL =
      Pattern.compile("([1-9][0-9]{8})-([0-9]{4})-([0-9]{7}|[1-9][0-9]{7,9})");
  private static final long MAX_SEQUENCE = 9_999_999_999L;
  private static final Comparator<CaseNumber> ORDER =
      Comparator.comparing(CaseNumber::street)
          .thenComparingInt(CaseNumber::year)
          .thenComparingLong(CaseNumber::sequence);

  /** Accepts valid parts only. */
  public CaseNumber {
    Objects.requireNonNull(street, "street");
    if (!STREET.matcher(street).matches()
        || year < 1900
        || year > 9999
        || sequence < 1
        || sequence > MAX_SEQUENCE) {
      throw wrong();
    }
  }

  /** Reads the canonical form. */
  public static CaseNumber parse(String text) {
    Matcher matcher = CANONICAL.matcher(Text.halfWidth(text));
    if (!matcher.matches()) {
      throw wrong();
    }
    return new CaseNumber(
        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
  }

  /** The canonical form, 22 to 25 characters, which {@link #parse} reads back. */
  public String text() {
    String digits = Long.toString(sequence);
    return street + "-" + year + "-" + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
  }

  @Override
  public int compareTo(CaseNumber other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text();
  }

  private static InvalidValue wrong() {
    return new InvalidValue(
        "CASE_NUMBER_FORMAT", "办件编号应为“9位街道代码-4位年份-7至10位流水号”，如110102014-2016-0000001。");
  }
}
