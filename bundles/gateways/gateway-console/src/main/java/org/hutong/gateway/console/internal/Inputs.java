package org.hutong.gateway.console.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Role;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Reads what was typed; what cannot be read is refused by the name of its option. */
public final class Inputs {
  /** Where days begin and end. */
  public static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  /** The largest page. */
  public static final int MOST = 500;

  private Inputs() {}

  /** A day as {@code YYYY-MM-DD}. */
  public static LocalDate day(String option, String text) {
    try {
      // Java would take years of more digits too.
      return LocalDate.parse(text.length() == "YYYY-MM-DD".length() ? text : "");
    } catch (DateTimeParseException e) {
      throw wrong(option, "日期应写作 YYYY-MM-DD");
    }
  }

  /** A month as {@code YYYY-MM}. */
  public static YearMonth month(String option, String text) {
    try {
      return YearMonth.parse(text.length() == "YYYY-MM".length() ? text : "");
    } catch (DateTimeParseException e) {
      throw wrong(option, "月份应写作 YYYY-MM");
    }
  }

  /** The constant of that name, in any case of letters. */
  public static <E extends Enum<E>> @Nullable E constant(
      String option, Class<E> type, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(e -> e.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    option,
                    "应为 "
                        + String.join(
                            "、", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList())));
  }

  /** Roles by their wire names. */
  public static Set<Role> roles(Collection<String> names) {
    Set<Role> roles = new LinkedHashSet<>();
    for (String name : names) {
      roles.add(
          Role.of(name)
              .orElseThrow(
                  () ->
                      wrong(
                          "--role",
                          "应为 "
                              + String.join(
                                  "、",
                                  Arrays.stream(Role.values()).map(Role::wireName).toList()))));
    }
    return roles;
  }

  /** A page's size. */
  public static int limit(int limit) {
    if (limit < 1 || limit > MOST) {
      throw wrong("--limit", "应为 1 至 " + MOST);
    }
    return limit;
  }

  /** Puts into a request what was given. */
  public static void put(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  /** A file, by its full path: the appliance's folder is not the one of who types. */
  public static Path file(String option, String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw wrong(option, "请给出本机上文件的完整路径");
  }

  /** The refusal of one option or argument. */
  public static Refused wrong(String option, String sentence) {
    return Refused.fields(List.of(new FieldError(option, Code.FIELD_VALUE, sentence)));
  }
}
