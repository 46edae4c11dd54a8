package org.hutong.kernel;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The code of a unit grid (单元网格): six digits of the district, three of the street, three of the
 * community and three of sequence inside it, numbered from 001, west to east and north to south.
 *
 * <p>Error code: {@code GRID_CODE_FORMAT}.
 *
 * @param code 15 digits
 */
public record GridCode(String code) {
  private static final Pattern CANONICAL = Pattern.compile("[1-9][0-9]{14}");

  /** Accepts 15 ASCII digits only. */
  public GridCode {
    Objects.requireNonNull(code, "code");
    if (!CANONICAL.matcher(code).matches()) {
      throw new InvalidValue("GRID_CODE_FORMAT", "单元网格编码应为15位数字。");
    }
  }

  /** Reads a code with full-width digits or white space around it. */
  public static GridCode parse(String text) {
    return new GridCode(Text.halfWidth(text));
  }

  /** The district's six digits (GB/T 2260). */
  public String district() {
    return code.substring(0, 6);
  }

  /** The street's nine digits, the district's included. */
  public String street() {
    return code.substring(0, 9);
  }

  /** The community's twelve digits, the street's included. */
  public String community() {
    return code.substring(0, 12);
  }

  /** The number inside the community. */
  public int sequence() {
    return Integer.parseInt(code.substring(12));
  }

  @Override
  public String toString() {
    return code;
  }
}
