package org.hutong.core.mapping;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.hutong.core.rules.NotMapped;
import org.hutong.kernel.CitizenId;
import org.hutong.kernel.InvalidValue;
import org.hutong.kernel.Masks;
import org.jspecify.annotations.Nullable;

/**
 * What mappings can call besides JSONata's own functions. Each gives nothing for nothing, so that a
 * field that may be absent stays absent; {@code $need} is for those that may not.
 *
 * <pre>
 * $codes(set, value)   the system's code for a value
 * $uncode(set, code)   the value that has that code
 * $given(value)        the value; nothing for null and the empty text
 * $need(value, name)   the value, or the mapping fails and names it
 * $date(instant)       2026-01-05, in Beijing
 * $char8(date)         20260105
 * $localTime(instant)  2026-01-05 10:00:00, in Beijing, without a zone
 * $yuan(fen)           "3000.00"
 * $id18(number)        a 15-digit identity number upgraded, an 18-digit one as it is
 * $id15(number)        for systems that only know the old 15 digits; people born in 19xx only
 * $dateOf8(text)       2016-09-01 of 20160901; nothing for blanks and 00000000
 * $instantOf(text)     2016-09-01T10:00:00+08:00 of a local time in Beijing, or of one with a zone
 * $fenOf(yuan)         300000 of "3000.00"
 * $json(text)          the tree that a text of JSON stands for
 * $mask(kind, value)   name, id, phone or address, masked
 * $cut(text, most)     the first characters, counted as code points
 * </pre>
 */
final class MappingFunctions {
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private MappingFunctions() {}

  static Map<String, JFunction> with(CodeTables codes) {
    Map<String, JFunction> functions = new HashMap<>();
    two(functions, "codes", (set, value) -> value == null ? null : codes.code(set, value));
    two(
        functions,
        "uncode",
        (set, code) -> code == null || code.equals("") ? null : codes.value(set, code));
    FromSystems.into(functions);
    one(functions, "given", value -> value.equals("") ? null : value);
    two(functions, "need", MappingFunctions::need);
    one(functions, "date", text -> date(text).toString());
    one(functions, "char8", text -> DateTimeFormatter.BASIC_ISO_DATE.format(date(text)));
    one(functions, "localTime", text -> LOCAL_TIME.format(instant(text)));
    one(functions, "yuan", MappingFunctions::yuan);
    one(functions, "id18", text -> id(text).number());
    one(functions, "id15", MappingFunctions::id15);
    two(functions, "mask", (kind, value) -> value == null ? null : mask(kind, value));
    two(functions, "cut", (text, most) -> text == null ? null : cut(text, most));
    return functions;
  }

  // Without a JSONata signature: its type errors would quote the value.
  static void one(Map<String, JFunction> functions, String name, UnaryOperator<Object> body) {
    functions.put(
        name,
        new JFunction(
            (input, args) -> {
              Object value = at(args, 0);
              return value == null ? null : body.apply(value);
            },
            null));
  }

  private static void two(
      Map<String, JFunction> functions, String name, BinaryOperator<Object> body) {
    functions.put(name, new JFunction((input, args) -> body.apply(at(args, 0), at(args, 1)), null));
  }

  private static @Nullable Object at(List<?> args, int index) {
    Object value = index < args.size() ? args.get(index) : null;
    return value == Jsonata.NULL_VALUE ? null : value;
  }

  private static Object need(@Nullable Object value, @Nullable Object name) {
    if (value == null || value.equals("")) {
      throw new NotMapped("缺少 " + name);
    }
    return value;
  }

  private static LocalDate date(Object text) {
    try {
      String date = text.toString();
      return date.length() == 10 ? LocalDate.parse(date) : instant(date).toLocalDate();
    } catch (DateTimeException e) {
      throw new NotMapped("不是日期");
    }
  }

  private static ZonedDateTime instant(Object text) {
    try {
      return OffsetDateTime.parse(text.toString()).atZoneSameInstant(BEIJING);
    } catch (DateTimeException e) {
      throw new NotMapped("不是带时区的时间");
    }
  }

  private static String yuan(Object fen) {
    if (fen instanceof Number) {
      return new BigDecimal(fen.toString()).movePointLeft(2).setScale(2).toPlainString();
    }
    throw new NotMapped("金额应为整数（分）");
  }

  private static CitizenId id(Object text) {
    try {
      return CitizenId.parse(text.toString());
    } catch (InvalidValue e) {
      throw new NotMapped("不是公民身份号码");
    }
  }

  private static String id15(Object text) {
    String number = id(text).number();
    if (!number.startsWith("19", 6)) {
      throw new NotMapped("该公民身份号码没有15位形式");
    }
    return number.substring(0, 6) + number.substring(8, 17);
  }

  private static String mask(@Nullable Object kind, Object value) {
    String text = value.toString();
    return switch (String.valueOf(kind)) {
      case "name" -> Masks.name(text);
      case "id" -> Masks.citizenId(text);
      case "phone" -> Masks.phone(text);
      case "address" -> Masks.address(text);
      default -> throw new NotMapped("$mask 的种类应为 name、id、phone 或 address");
    };
  }

  private static String cut(Object value, @Nullable Object most) {
    String text = value.toString();
    if (!(most instanceof Number limit)) {
      throw new NotMapped("$cut 要有长度");
    }
    int length = text.codePointCount(0, text.length());
    return length <= limit.intValue()
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limit.intValue()));
  }
}
