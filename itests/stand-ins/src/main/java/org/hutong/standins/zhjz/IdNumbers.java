package org.hutong.standins.zhjz;

import java.time.DateTimeException;
import java.time.LocalDate;

/** 公民身份号码 as GB 11643-1999 defines it: 17 digits, a date among them, and a check character. */
final class IdNumbers {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private IdNumbers() {}

  /** Whether the number is whole; this system takes no 15-digit numbers. */
  static boolean valid(String number) {
    if (!number.matches("[1-9]\\d{16}[\\dX]")) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (number.charAt(i) - '0');
    }
    return number.charAt(WEIGHTS.length) == CHECKS.charAt(sum % CHECKS.length())
        && isDate(number.substring(6, 14));
  }

  private static boolean isDate(String yyyymmdd) {
    try {
      LocalDate.of(
          Integer.parseInt(yyyymmdd.substring(0, 4)),
          Integer.parseInt(yyyymmdd.substring(4, 6)),
          Integer.parseInt(yyyymmdd.substring(6)));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
