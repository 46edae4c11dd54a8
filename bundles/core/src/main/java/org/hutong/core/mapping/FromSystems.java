package org.hutong.core.mapping;

import com.dashjoin.jsonata.Jsonata.JFunction;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Map;
import org.hutong.core.rules.NotMapped;
import org.jspecify.annotations.Nullable;

/** What mappings of rows that come in call besides: the texts of systems as values of ours. */
final class FromSystems {
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();
  private static final DateTimeFormatter ZONED =
      new DateTimeFormatterBuilder().append(LOCAL).appendPattern("[XXX][XX][X]").toFormatter();
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private FromSystems() {}

  static void into(Map<String, JFunction> functions) {
    MappingFunctions.one(functions, "dateOf8", text -> dateOf8(text.toString().strip()));
    MappingFunctions.one(functions, "instantOf", text -> instantOf(text.toString().strip()));
    MappingFunctions.one(functions, "fenOf", yuan -> fenOf(yuan.toString().strip()));
    MappingFunctions.one(functions, "json", text -> json(text.toString()));
  }

  private static @Nullable Object dateOf8(String text) {
    if (text.isEmpty() || text.equals("00000000")) {
      return null;
    }
    try {
      return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toString();
    } catch (DateTimeException e) {
      throw new NotMapped("不是八位日期");
    }
  }

  private static @Nullable Object instantOf(String text) {
    if (text.isEmpty()) {
      return null;
    }
    String plain = text.replace('T', ' ');
    try {
      OffsetDateTime at =
          plain.matches(".*(Z|[+-][0-9]{2}(:?[0-9]{2})?)")
              ? OffsetDateTime.parse(plain, ZONED)
              : LocalDateTime.parse(plain, LOCAL).atZone(BEIJING).toOffsetDateTime();
      return at.atZoneSameInstant(BEIJING).toOffsetDateTime().toString();
    } catch (DateTimeException e) {
      throw new NotMapped("不是时间");
    }
  }

  private static @Nullable Object fenOf(String yuan) {
    try {
      return yuan.isEmpty() ? null : new BigDecimal(yuan).movePointRight(2).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new NotMapped("不是金额（元）");
    }
  }

  private static @Nullable Object json(String text) {
    try {
      return text.isBlank() ? null : JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new NotMapped("不是 JSON"); // without the cause: it quotes the text
    }
  }
}
