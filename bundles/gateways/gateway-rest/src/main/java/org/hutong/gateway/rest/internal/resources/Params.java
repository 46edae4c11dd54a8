package org.hutong.gateway.rest.internal.resources;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.problem.Code;
import org.jspecify.annotations.Nullable;

/** Reads headers and query parameters; each wrong one is refused by its name. */
final class Params {
  static final int DEFAULT_LIMIT = 100;

  private static final int MAX_LIMIT = 500;
  private static final int MAX_WAIT = 60;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_PURPOSE = 100;
  private static final Pattern ETAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");

  private Params() {}

  /** The key under which a write happens once: 1 to 128 visible ASCII characters. */
  static String idempotencyKey(List<String> header) {
    if (header.isEmpty()) {
      throw Wrong.header(
          Code.IDEMPOTENCY_KEY_REQUIRED, "Idempotency-Key", "写入请求必须带 Idempotency-Key");
    }
    String key = header.get(0);
    boolean visible = key.chars().allMatch(c -> c > ' ' && c < 127);
    if (header.size() > 1 || key.isEmpty() || key.length() > LONGEST_KEY || !visible) {
      throw Wrong.header(
          Code.INVALID_REQUEST, "Idempotency-Key", "Idempotency-Key 应为一个，1 至 128 个可见 ASCII 字符");
    }
    return key;
  }

  /** The version read before; null when the header is missing, which the core refuses. */
  static @Nullable Long ifMatch(List<String> header) {
    if (header.isEmpty()) {
      return null;
    }
    Matcher etag = ETAG.matcher(header.get(0).trim());
    if (header.size() > 1 || !etag.matches()) {
      throw Wrong.header(
          Code.INVALID_REQUEST, "If-Match", "If-Match 应为读取时得到的 ETag，如 \"7\"；不接受弱标签、列表或 *");
    }
    return Long.parseLong(etag.group(1));
  }

  /** The purpose code, from the header or the query; null when neither names one. */
  static @Nullable String purpose(List<String> header, @Nullable String query) {
    if (header.isEmpty()) {
      return query == null || query.isEmpty() ? null : bounded(query, "?purpose");
    }
    boolean contradicts = query != null && !query.equals(header.get(0));
    if (header.size() > 1 || header.get(0).isEmpty() || contradicts) {
      throw Wrong.header(Code.INVALID_REQUEST, "Hutong-Purpose", "用途代码只能说明一个");
    }
    return bounded(header.get(0), "Hutong-Purpose");
  }

  private static String bounded(String purpose, String name) {
    if (purpose.length() > LONGEST_PURPOSE) {
      throw Wrong.header(Code.PURPOSE_UNKNOWN, name, Code.PURPOSE_UNKNOWN.sentence());
    }
    return purpose;
  }

  static int limit(@Nullable String value) {
    return value == null ? DEFAULT_LIMIT : whole("limit", value, 1, MAX_LIMIT);
  }

  static Duration wait(@Nullable String value) {
    return value == null ? Duration.ZERO : Duration.ofSeconds(whole("wait", value, 0, MAX_WAIT));
  }

  static int whole(String name, String value, int min, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notBetween(name, min, max);
    }
    throw notBetween(name, min, max);
  }

  static long offset(@Nullable String value) {
    if (value == null) {
      throw missing("offset");
    }
    try {
      long offset = Long.parseLong(value);
      if (offset >= 0) {
        return offset;
      }
    } catch (NumberFormatException e) {
      throw Wrong.parameter("offset", Code.FIELD_VALUE, "应为不小于 0 的整数");
    }
    throw Wrong.parameter("offset", Code.FIELD_VALUE, "应为不小于 0 的整数");
  }

  static LocalDate date(String name, @Nullable String value) {
    if (value == null) {
      throw missing(name);
    }
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException e) {
      throw Wrong.parameter(name, Code.FIELD_VALUE, "应为日期，如 2016-01-31");
    }
  }

  static YearMonth month(String name, @Nullable String value) {
    if (value == null) {
      throw missing(name);
    }
    try {
      return YearMonth.parse(value);
    } catch (DateTimeParseException e) {
      throw Wrong.parameter(name, Code.FIELD_VALUE, "应为月份，如 2016-01");
    }
  }

  static <E extends Enum<E>> @Nullable E name(String name, @Nullable String value, Class<E> type) {
    if (value == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw Wrong.parameter(name, Code.FIELD_VALUE, "取值应为 " + List.of(type.getEnumConstants()));
  }

  private static RuntimeException missing(String name) {
    return Wrong.parameter(name, Code.FIELD_MISSING, Code.FIELD_MISSING.sentence());
  }

  private static RuntimeException notBetween(String name, int min, int max) {
    return Wrong.parameter(name, Code.FIELD_VALUE, "应为 " + min + " 至 " + max + " 的整数");
  }
}
