package org.hutong.adapter.file.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** The numbers that are dates in a spreadsheet. */
final class SheetDates {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter DIGITS =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
  private static final LocalDate OF_1904 = LocalDate.of(1904, 1, 1);
  private static final LocalDate OF_1900 = LocalDate.of(1899, 12, 30);

  /** The last day that a spreadsheet knows, 9999-12-31, in the system of 1900. */
  private static final int LAST = 2_958_465;

  /** 1900-02-29, which never was. */
  private static final int NO_DAY = 60;

  private static final int DAY_SECONDS = 86_400;

  private SheetDates() {}

  /**
   * The date {@code 2016-09-01}, with its time if it has one; empty when the number is no date. A
   * number of eight digits such as 20160901 is that day: no serial is as large.
   */
  static Optional<String> text(BigDecimal number, boolean from1904) {
    BigDecimal whole = number.setScale(0, RoundingMode.FLOOR);
    if (whole.signum() < 0 || whole.precision() > 8) {
      return Optional.empty();
    }
    int day = whole.intValueExact();
    if (day > LAST) {
      return number.compareTo(whole) == 0 ? digits(day) : Optional.empty();
    }
    if (!from1904 && (day == 0 || day == NO_DAY)) {
      return Optional.empty();
    }
    LocalDate origin = from1904 ? OF_1904 : day < NO_DAY ? OF_1900.plusDays(1) : OF_1900;
    long seconds =
        number
            .subtract(whole)
            .multiply(BigDecimal.valueOf(DAY_SECONDS))
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    LocalDateTime time = origin.plusDays(day).atStartOfDay().plusSeconds(seconds);
    boolean midnight = time.toLocalTime().equals(LocalTime.MIDNIGHT);
    return Optional.of(midnight ? time.toLocalDate().toString() : TIME.format(time));
  }

  private static Optional<String> digits(int day) {
    try {
      return Optional.of(LocalDate.parse(Integer.toString(day), DIGITS).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
