package org.hutong.kernel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A citizen identity number (公民身份号码), GB 11643: six digits of area, eight of birth date, three of
 * sequence and a check character.
 *
 * <p>The area may be one that has been abolished (110104, the former 宣武区): it is valid history and
 * is not looked up. Whether the birth date is plausible (not in the future, not 150 years ago) is
 * for the caller, who has a clock; here it only has to exist. Error codes: {@code
 * CITIZEN_ID_FORMAT}, {@code CITIZEN_ID_DATE}, {@code CITIZEN_ID_CHECK}.
 *
 * @param number 18 characters, the last possibly an upper-case X
 */
public record CitizenId(String number) {
  private static final Pattern CANONICAL = Pattern.compile("[1-9][0-9]{16}[0-9X]");
  private static final Pattern OLD = Pattern.compile("[1-9][0-9]{14}");
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  /** Accepts the canonical 18 characters only. */
  public CitizenId {
    Objects.requireNonNull(number, "number");
    if (!CANONICAL.matcher(number).matches()) {
      throw new InvalidValue("CITIZEN_ID_FORMAT", "公民身份号码应为18位，前17位为数字，末位为数字或X。");
    }
    birthDateOf(number);
    if (number.charAt(17) != check(number)) {
      throw new InvalidValue("CITIZEN_ID_CHECK", "公民身份号码的校验码不正确，请核对。");
    }
  }

  /**
   * Reads a number as people write it: a lower-case x, full-width digits and white space around it
   * are accepted, and an old 15-digit number is upgraded (19 goes in after the area, the check
   * character at the end).
   */
  public static CitizenId parse(String text) {
    String number = Text.upper(Text.halfWidth(text));
    if (OLD.matcher(number).matches()) {
      String body = number.substring(0, 6) + "19" + number.substring(6);
      return new CitizenId(body + check(body));
    }
    return new CitizenId(number);
  }

  /** The six digits of the area where the number was first given, by GB/T 2260 of that time. */
  public String areaCode() {
    return number.substring(0, 6);
  }

  /** The birth date that the number states. */
  public LocalDate birthDate() {
    return birthDateOf(number);
  }

  /** The sex that the number states: an odd sequence is male. */
  public Sex sex() {
    return (number.charAt(16) - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE;
  }

  /** First six and last four characters: {@code 110105********002X}. */
  public String masked() {
    return Masks.citizenId(number);
  }

  /** Hides the number, so that no log can carry it. */
  @Override
  public String toString() {
    return "CitizenId[hidden]";
  }

  private static LocalDate birthDateOf(String number) {
    int year = Integer.parseInt(number.substring(6, 10));
    int month = Integer.parseInt(number.substring(10, 12));
    int day = Integer.parseInt(number.substring(12, 14));
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      // The cause is left out on purpose: its message repeats a part of the birth date.
      throw new InvalidValue("CITIZEN_ID_DATE", "公民身份号码中的出生日期不存在，请核对。");
    }
  }

  private static char check(String number) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (number.charAt(i) - '0');
    }
    return CHECKS.charAt(sum % 11);
  }
}
