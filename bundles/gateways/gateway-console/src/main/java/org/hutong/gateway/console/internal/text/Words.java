package org.hutong.gateway.console.internal.text;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/** Text as a terminal shows it. */
public final class Words {
  /** What stands where there is nothing. */
  public static final String NOTHING = "-";

  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Words() {}

  /** How many columns the text takes: two for a Chinese character, none for a combining mark. */
  public static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  /** Filled with spaces to a width in columns. */
  public static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /**
   * The text on one line without what a terminal would obey: words of remote systems are printed
   * here too.
   */
  public static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> harmless(c) ? c : ' ').forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean harmless(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE;
  }

  /** Any value: cleaned, times in Beijing, {@value #NOTHING} for nothing. */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return NOTHING;
    }
    if (value instanceof OffsetDateTime at) {
      return TIME.format(at.withOffsetSameInstant(BEIJING));
    }
    if (value instanceof Boolean yes) {
      return yes ? "是" : "否";
    }
    String text = clean(value.toString()).strip();
    return text.isEmpty() ? NOTHING : text;
  }
}
