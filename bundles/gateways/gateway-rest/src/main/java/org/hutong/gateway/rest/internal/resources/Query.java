package org.hutong.gateway.rest.internal.resources;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.hutong.problem.Code;
import org.jspecify.annotations.Nullable;

/** Checks a query string as a whole, before its values are used. */
public final class Query {
  private static final int LONGEST_SHOWN = 60;

  private Query() {}

  /**
   * Refuses what is no percent-encoded UTF-8, and control characters, which nothing here is named
   * by and one of the databases takes for a fault, before anything else tries to make sense of it.
   */
  public static void mustBeText(@Nullable String query) {
    if (query != null && hasControl(decode(query))) {
      throw Wrong.parameter("", Code.FIELD_VALUE, "查询参数不能含控制字符");
    }
  }

  /** Whether there is a control character in it. */
  public static boolean hasControl(String decoded) {
    return decoded.chars().anyMatch(Character::isISOControl);
  }

  /** Every parameter known, none twice. */
  static void check(String query, Set<String> known) {
    Set<String> seen = new HashSet<>();
    for (String pair : query.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!known.contains(name)) {
        throw Wrong.parameter(shown(name), Code.FIELD_UNKNOWN, "不认识的查询参数");
      }
      if (!seen.add(name)) {
        throw Wrong.parameter(name, Code.FIELD_VALUE, "查询参数重复");
      }
    }
  }

  private static String shown(String name) {
    return name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN);
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.chars().allMatch(c -> c < 128)) {
      return text.replace('+', ' ');
    }
    byte[] bytes = new byte[text.length()];
    int n = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
        if (low < 0) {
          throw encoding();
        }
        bytes[n++] = (byte) (high * 16 + low);
        i += 2;
      } else if (c < 128) {
        bytes[n++] = (byte) (c == '+' ? ' ' : c);
      } else {
        throw encoding();
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, n)).toString();
    } catch (CharacterCodingException e) {
      throw encoding();
    }
  }

  private static RuntimeException encoding() {
    return Wrong.parameter("", Code.FIELD_VALUE, "查询参数应为百分号编码的 UTF-8");
  }
}
