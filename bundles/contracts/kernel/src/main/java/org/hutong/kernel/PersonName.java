package org.hutong.kernel;

import java.text.Normalizer;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A person's name as one text, never split into surname and given name: one-part names exist.
 *
 * <p>The dot between the parts of a name is U+00B7, as 民委发〔2016〕33号 requires; the text is in
 * Unicode normal form C, 1 to 100 code points long (a character outside the basic plane counts
 * once). Error codes: {@code NAME_EMPTY}, {@code NAME_TOO_LONG}, {@code NAME_CHARACTER} (control,
 * format or private-use characters, broken surrogates, the replacement character: signs of a wrong
 * decoding), {@code NAME_FORM} (only the constructor: not in canonical form).
 *
 * @param value the canonical text
 */
public record PersonName(String value) {
  /** The one dot that is stored. */
  public static final char DOT = '\u00B7';

  private static final int MAX_CODE_POINTS = 100;
  // • ‧ ∙ ⋅ ・ ． ･ . · in this order, with the spaces around them.
  private static final Pattern DOTS =
      Pattern.compile("\\h*(?:[\\u2022\\u2027\\u2219\\u22C5\\u30FB\\uFF0E\\uFF65.\\u00B7]\\h*)+");
  private static final Pattern SPACES = Pattern.compile("\\h+");

  /** Accepts the canonical form only; {@link #parse} makes it. */
  public PersonName {
    Objects.requireNonNull(value, "value");
    if (!value.equals(canonical(value))) {
      throw new InvalidValue("NAME_FORM", "姓名未经规范化处理。");
    }
    if (value.isEmpty()) {
      throw new InvalidValue("NAME_EMPTY", "姓名不能为空。");
    }
    if (Text.codePoints(value) > MAX_CODE_POINTS) {
      throw new InvalidValue("NAME_TOO_LONG", "姓名不能超过100个字。");
    }
    if (!value.codePoints().allMatch(PersonName::allowed)) {
      throw new InvalidValue("NAME_CHARACTER", "姓名中含有控制字符、自造字或乱码，请核对后重新录入。");
    }
  }

  /**
   * Reads a name as people write it: each of the usual dots, with the spaces around it, becomes
   * U+00B7; dots and spaces at both ends go; other runs of spaces become one.
   */
  public static PersonName parse(String text) {
    return new PersonName(canonical(Objects.requireNonNull(text, "text")));
  }

  /** The name without dots and spaces, in lower case: what two spellings of it share. */
  public String matchKey() {
    return value
        .replace(String.valueOf(DOT), "")
        .replace(" ", "")
        .toLowerCase(java.util.Locale.ROOT);
  }

  /** The surname's characters and stars: {@code 张*}, {@code 欧阳**}; see {@link Masks#name}. */
  public String masked() {
    return Masks.name(value);
  }

  /** Hides the name, so that no log can carry it. */
  @Override
  public String toString() {
    return "PersonName[hidden]";
  }

  private static String canonical(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    String dotted = DOTS.matcher(composed).replaceAll(String.valueOf(DOT));
    String spaced = SPACES.matcher(dotted).replaceAll(" ");
    int from = 0;
    int to = spaced.length();
    while (from < to && isEdge(spaced.charAt(from))) {
      from++;
    }
    while (to > from && isEdge(spaced.charAt(to - 1))) {
      to--;
    }
    return spaced.substring(from, to);
  }

  private static boolean isEdge(char c) {
    return c == DOT || c == ' ' || c == '\r' || c == '\n';
  }

  private static boolean allowed(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> codePoint != 0xFFFD && (codePoint & 0xFFFE) != 0xFFFE;
    };
  }
}
