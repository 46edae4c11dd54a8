package org.hutong.core.inbound;

/** Texts that have to fit a column. */
final class Texts {
  private Texts() {}

  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
