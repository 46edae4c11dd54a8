package org.hutong.kernel;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a reader of a list or a feed has come to. Opaque: only its maker reads it, everyone else
 * hands it back as it is.
 *
 * <p>Error code: {@code CURSOR_FORMAT}.
 *
 * @param value 1 to 200 characters that need no escape in a URL: {@code [A-Za-z0-9._~-]}
 */
public record Cursor(String value) {
  private static final Pattern CANONICAL = Pattern.compile("[A-Za-z0-9._~-]{1,200}");

  /** Accepts URL-safe text only. */
  public Cursor {
    Objects.requireNonNull(value, "value");
    if (!CANONICAL.matcher(value).matches()) {
      throw new InvalidValue("CURSOR_FORMAT", "游标无效，请从头读取。");
    }
  }

  /** The same as the constructor: a cursor is never repaired. */
  public static Cursor parse(String text) {
    return new Cursor(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
