package org.hutong.core.catalogue;

import java.nio.charset.Charset;

/**
 * The pinyin initials of a text (老年卡: lnk). The 3,755 characters of the first level of GB 2312
 * stand in the order of their pinyin, so that a character's place says its initial; of a character
 * with two readings it is the commoner one, of a rarer character there is none.
 */
final class Initials {
  private static final Charset GB = Charset.forName("GB18030");
  private static final String LETTERS = "abcdefghjklmnopqrstwxyz";

  /** Where each letter begins, the last number is where the first level ends. */
  private static final int[] BEGINS = {
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1, 0xD7FA
  };

  private Initials() {}

  /** One letter a character; Latin letters and digits stay, what has no initial is left out. */
  static String of(String text) {
    StringBuilder initials = new StringBuilder();
    text.codePoints().forEach(point -> append(initials, point));
    return initials.toString();
  }

  private static void append(StringBuilder initials, int point) {
    if (point < 0x80) {
      if (Character.isLetterOrDigit(point)) {
        initials.append((char) Character.toLowerCase(point));
      }
      return;
    }
    byte[] bytes = Character.toString(point).getBytes(GB);
    if (bytes.length != 2) {
      return;
    }
    int code = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    if (code < BEGINS[0] || code >= BEGINS[LETTERS.length()]) {
      return;
    }
    int letter = 0;
    while (code >= BEGINS[letter + 1]) {
      letter++;
    }
    initials.append(LETTERS.charAt(letter));
  }
}
