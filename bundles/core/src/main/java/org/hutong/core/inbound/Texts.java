package org.hutong.core.inbound;

import java.util.regex.Pattern;

/** Texts that have to fit a column. */
final class Texts {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{6,}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Texts() {}

  /** The name of a column, unless it is so long a number that it may be a person's. */
  static String name(String column) {
    return NUMBER.matcher(column).replaceAll("…");
  }

  /** At most so long, and without control characters, which not every database takes. */
  static String cut(String text, int most) {
    String cut = text.length() <= most ? text : text.substring(0, most);
    return CONTROL.matcher(cut).replaceAll(" ");
  }
}
