package org.hutong.core.store;

import java.util.regex.Pattern;

/** Numbers in somebody's words so long that they may be a person's: of identity, of a telephone. */
public final class LongNumbers {
  private static final Pattern DIGITS = Pattern.compile("[0-9０-９][0-9０-９Xx \\-]{4,}[0-9０-９Xx]");
  private static final String HIDDEN = "***";

  private LongNumbers() {}

  /**
   * The words with stars for each of six digits and more, blanks and dashes between them or not.
   */
  public static String hidden(String words) {
    return DIGITS.matcher(words).replaceAll(HIDDEN);
  }
}
