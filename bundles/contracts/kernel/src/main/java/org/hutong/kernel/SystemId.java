package org.hutong.kernel;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of a connected system (系统) in the register, in configuration and in URLs.
 *
 * <p>Error code: {@code SYSTEM_ID_FORMAT}.
 *
 * @param value 1 to 40 lower-case letters, digits and dashes, the first no dash
 */
public record SystemId(String value) {
  private static final Pattern CANONICAL = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /** Accepts the canonical form only. */
  public SystemId {
    Objects.requireNonNull(value, "value");
    if (!CANONICAL.matcher(value).matches()) {
      throw new InvalidValue("SYSTEM_ID_FORMAT", "系统标识应为1至40位小写字母、数字或短横线，且不以短横线开头。");
    }
  }

  /** Reads a name with white space around it; upper case is refused, not changed. */
  public static SystemId parse(String text) {
    return new SystemId(Text.halfWidth(text));
  }

  @Override
  public String toString() {
    return value;
  }
}
