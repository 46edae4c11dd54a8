package org.hutong.gateway.rest.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object of RFC 8259 in UTF-8 and nothing else: no key twice, nothing after the end,
 * no NaN, no lone surrogate or control character, at most 64 levels. Whole numbers become {@code
 * Long} (beyond its range {@code BigDecimal}), others {@code BigDecimal}; a number has at most 40
 * digits and no exponent that would make more of them.
 *
 * <p>What is refused is named by pointer and position, never repeated.
 */
public final class StrictJson {
  private static final int DEPTH = 64;
  private static final int DIGITS = 40;
  private static final int NAME = 200;
  private static final int TEXT = 64 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(2 * DIGITS)
                  .maxNameLength(NAME)
                  .maxStringLength(TEXT)
                  .build())
          .build();

  private StrictJson() {}

  /** Reads the tree; throws {@code MALFORMED_REQUEST}. */
  public static Map<String, Object> read(byte[] bytes) {
    CharBuffer chars;
    try {
      chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw malformed("", "内容不是有效的 UTF-8 文本");
    }
    try (JsonParser parser =
        FACTORY.createParser(chars.array(), chars.arrayOffset(), chars.remaining())) {
      return document(parser);
    } catch (IOException e) {
      // From memory nothing but JsonProcessingException comes, and that is caught below.
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> document(JsonParser parser) throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw malformed("", first == null ? "内容为空" : "最外层应为 JSON 对象");
      }
      Map<String, Object> tree = object(parser);
      if (parser.nextToken() != null) {
        throw malformed("", "JSON 对象之后还有多余内容" + at(parser.currentTokenLocation()));
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw malformed(pointer(parser), "JSON 格式不正确" + at(e.getLocation()));
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      checkText(parser, name);
      if (map.containsKey(name)) {
        throw malformed(pointer(parser), "字段重复" + at(parser.currentTokenLocation()));
      }
      map.put(name, value(parser, parser.nextToken()));
    }
    return map;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      list.add(value(parser, t));
    }
    return list;
  }

  @SuppressWarnings("NullAway") // A tree holds null where JSON does.
  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
      throws IOException {
    if (token == null) {
      throw malformed(pointer(parser), "JSON 内容不完整" + at(parser.currentLocation()));
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> checkText(parser, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, token);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw malformed(pointer(parser), "JSON 格式不正确" + at(parser.currentLocation()));
    };
  }

  private static Object number(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    BigDecimal number;
    try {
      number = parser.getDecimalValue();
    } catch (NumberFormatException | ArithmeticException e) {
      throw malformed(pointer(parser), "数值超出范围" + at(parser.currentTokenLocation()));
    }
    if (number.precision() > DIGITS || Math.abs((long) number.scale()) > DIGITS) {
      throw malformed(pointer(parser), "数值超出范围" + at(parser.currentTokenLocation()));
    }
    return number;
  }

  /**
   * A lone surrogate is no character, and control characters are none that XML could carry on: what
   * is entered here must be readable through SOAP too.
   */
  private static String checkText(JsonParser parser, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw malformed(pointer(parser), "含有无效字符" + at(parser.currentTokenLocation()));
        }
        i++;
      } else if (c < ' ' && c != '\t' && c != '\n' && c != '\r' || c >= '\uFFFE') {
        throw malformed(pointer(parser), "含有无效字符" + at(parser.currentTokenLocation()));
      }
    }
    return text;
  }

  private static String pointer(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : "（第 " + location.getLineNr() + " 行第 " + location.getColumnNr() + " 列附近）";
  }

  private static Refused malformed(String pointer, String message) {
    return Refused.fields(
        Code.MALFORMED_REQUEST,
        Code.MALFORMED_REQUEST.sentence(),
        List.of(new FieldError(pointer, Code.MALFORMED_REQUEST, message)));
  }
}
