package org.hutong.kernel;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A telephone number of the mainland: mobile, landline with or without its area code and extension,
 * or a 400/800 number. The check is lenient: number ranges change, so only the shape counts.
 *
 * <p>Error code: {@code PHONE_FORMAT}.
 *
 * @param number {@code 13800000000}, {@code 010-83550000}, {@code 010-83550000-8012}, {@code
 *     83550000} or {@code 4008100000}
 */
public record PhoneNumber(String number) {
  private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");
  private static final Pattern SERVICE = Pattern.compile("[48]00[0-9]{7}");
  private static final Pattern LANDLINE =
      Pattern.compile("((?:010|02[0-9]|0[3-9][0-9]{2})-)?([2-9][0-9]{6,7})(-[0-9]{1,6})?");
  private static final Pattern LOOSE_LANDLINE =
      Pattern.compile(
          "(?:(010|02[0-9]|0[3-9][0-9]{2})-?)?([2-9][0-9]{6,7})"
              + "(?:(?:-|转|分机|ext\\.?|x|#)+([0-9]{1,6}))?");
  private static final Pattern COUNTRY =
      Pattern.compile("^(?:\\+86|0086|86(?=-|1[3-9][0-9]{9}$))-?");
  private static final Pattern FILLING = Pattern.compile("[\\h.]+");
  // Dashes of all kinds and brackets, one or many.
  private static final Pattern DASHES = Pattern.compile("[\\u2010-\\u2015\\u2212_()\\[\\]-]+");
  private static final Pattern OUTER_DASH = Pattern.compile("^-|-$");

  /** Accepts the canonical forms only. */
  public PhoneNumber {
    Objects.requireNonNull(number, "number");
    if (!isMobile(number)
        && !SERVICE.matcher(number).matches()
        && !LANDLINE.matcher(number).matches()) {
      throw wrong();
    }
  }

  /**
   * Reads a number as people write it: with +86, spaces, dots, dashes, brackets, full-width digits,
   * and 转 or 分机 before an extension.
   */
  public static PhoneNumber parse(String text) {
    String lower = Text.halfWidth(text).toLowerCase(java.util.Locale.ROOT);
    String filled = FILLING.matcher(lower).replaceAll("");
    String dashed = DASHES.matcher(filled).replaceAll("-");
    String tidy = OUTER_DASH.matcher(dashed).replaceAll("");
    String bare = COUNTRY.matcher(tidy).replaceFirst("");
    String digits = bare.replace("-", "");
    if (isMobile(digits) || SERVICE.matcher(digits).matches()) {
      return new PhoneNumber(digits);
    }
    // After +86 the trunk 0 is usually left out: +86 10 8355 0000.
    String national = bare.length() < tidy.length() && !bare.startsWith("0") ? "0" + bare : bare;
    return landline(national);
  }

  private static PhoneNumber landline(String text) {
    Matcher loose = LOOSE_LANDLINE.matcher(text);
    if (!loose.matches()) {
      // 8355-0000: a dash inside the subscriber's number.
      loose = LOOSE_LANDLINE.matcher(text.replace("-", ""));
      if (!loose.matches()) {
        throw wrong();
      }
    }
    String area = loose.group(1) == null ? "" : loose.group(1) + "-";
    String extension = loose.group(3) == null ? "" : "-" + loose.group(3);
    return new PhoneNumber(area + loose.group(2) + extension);
  }

  /** Whether a text message can reach it. */
  public boolean mobile() {
    return isMobile(number);
  }

  /** {@code 138****0000}, {@code 010-****0000}; see {@link Masks#phone}. */
  public String masked() {
    return Masks.phone(number);
  }

  /** Hides the number, so that no log can carry it. */
  @Override
  public String toString() {
    return "PhoneNumber[hidden]";
  }

  private static boolean isMobile(String number) {
    return MOBILE.matcher(number).matches();
  }

  private static InvalidValue wrong() {
    return new InvalidValue("PHONE_FORMAT", "电话号码不是有效的手机号码或固定电话号码。");
  }
}
