package org.hutong.core.inbound;

import java.util.regex.Pattern;

/** Texts that have to fit a column. */
final class Texts {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Texts() {}

  /** At most so long, and without control characters, which not every database takes. */
  static String cut(String text, int most) {
    String cut = text.length() <= most ? text : text.substring(0, most);
    return CONTROL.matcher(cut).replaceAll(" ");
  }
}
