package org.hutong.kernel;

import java.util.Objects;

/** What every {@code parse} does first with text typed by hand or read from an old file. */
final class Text {
  private static final int FULL_WIDTH_OFFSET = 0xFF01 - '!';

  private Text() {}

  /** Full-width ASCII becomes half-width, and the white space around it goes. */
  static String halfWidth(String text) {
    Objects.requireNonNull(text, "text");
    StringBuilder half = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      half.append(c >= 0xFF01 && c <= 0xFF5E ? (char) (c - FULL_WIDTH_OFFSET) : c);
    }
    return half.toString().strip();
  }

  /** Locale-free upper case of ASCII letters: a Turkish default must not change a check digit. */
  static String upper(String text) {
    return text.toUpperCase(java.util.Locale.ROOT);
  }

  static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
