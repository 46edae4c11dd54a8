package org.hutong.kernel;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A unified social credit code (统一社会信用代码), GB 32100: registering authority, kind, six digits of
 * area, nine of organisation code and a check character, in an alphabet of 31 without I O S V Z.
 *
 * <p>The organisation code's own check is not required: codes without it are in use. Error codes:
 * {@code CREDIT_CODE_FORMAT}, {@code CREDIT_CODE_CHECK}.
 *
 * @param code 18 upper-case characters
 */
public record CreditCode(String code) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final Pattern CANONICAL =
      Pattern.compile("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}");

  /** Accepts the canonical 18 upper-case characters only. */
  public CreditCode {
    Objects.requireNonNull(code, "code");
    if (!CANONICAL.matcher(code).matches()) {
      throw new InvalidValue("CREDIT_CODE_FORMAT", "统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z）。");
    }
    if (code.charAt(17) != check(code)) {
      throw new InvalidValue("CREDIT_CODE_CHECK", "统一社会信用代码的校验码不正确，请核对。");
    }
  }

  /** Reads a code as people write it: lower case, full width and white space around it go. */
  public static CreditCode parse(String text) {
    return new CreditCode(Text.upper(Text.halfWidth(text)));
  }

  /** The six digits of the registering authority's area (GB/T 2260). */
  public String areaCode() {
    return code.substring(2, 8);
  }

  /** The nine characters of the organisation code (组织机构代码), without a dash. */
  public String organizationCode() {
    return code.substring(8, 17);
  }

  private static char check(String code) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += weight * ALPHABET.indexOf(code.charAt(i));
      weight = weight * 3 % 31;
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }
}
