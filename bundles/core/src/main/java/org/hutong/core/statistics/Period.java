package org.hutong.core.statistics;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A year, a quarter or a month.
 *
 * @param text as it was asked for; empty where it was not
 * @param behind the month behind the last one
 */
record Period(String text, YearMonth first, YearMonth behind) {
  private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-(?:Q([1-4])|(\\d{2})))?");

  /** Reads {@code 2016}, {@code 2016-Q3} or {@code 2016-09}; empty where it is none. */
  static Optional<Period> parse(@Nullable String text, LocalDate today) {
    if (text == null) {
      return parse(Integer.toString(today.getYear()), today);
    }
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    int year = Integer.parseInt(m.group(1));
    if (year < 1) {
      return Optional.empty();
    }
    if (m.group(2) != null) {
      YearMonth first = YearMonth.of(year, Integer.parseInt(m.group(2)) * 3 - 2);
      return Optional.of(new Period(text, first, first.plusMonths(3)));
    }
    if (m.group(3) == null) {
      return Optional.of(new Period(text, YearMonth.of(year, 1), YearMonth.of(year + 1, 1)));
    }
    int month = Integer.parseInt(m.group(3));
    if (month < 1 || month > 12) {
      return Optional.empty();
    }
    YearMonth first = YearMonth.of(year, month);
    return Optional.of(new Period(text, first, first.plusMonths(1)));
  }

  /** The part of it that was over before this month; empty where there is none. */
  Optional<Period> before(YearMonth month) {
    if (!first.isBefore(month)) {
      return Optional.empty();
    }
    return Optional.of(behind.isAfter(month) ? new Period(text, first, month) : this);
  }

  /** Its months as numbers such as 201609. */
  List<Integer> months() {
    List<Integer> months = new ArrayList<>();
    for (YearMonth m = first; m.isBefore(behind); m = m.plusMonths(1)) {
      months.add(number(m));
    }
    return months;
  }

  static YearMonth month(int number) {
    return YearMonth.of(number / 100, number % 100);
  }

  static int number(YearMonth month) {
    return month.getYear() * 100 + month.getMonthValue();
  }
}
