package org.hutong.standins.kit;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/** Names and numbers of persons who do not exist. */
public final class MadeUp {
  private static final String FAMILY = "赵钱孙李周吴郑王冯陈";
  private static final String GIVEN = "安宁和顺康乐吉庆福祥";
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private MadeUp() {}

  /** A name of two characters. */
  public static String name(Random random) {
    return "" + FAMILY.charAt(random.nextInt(10)) + GIVEN.charAt(random.nextInt(10));
  }

  /** A number with a right check character, for someone born that day. */
  public static String number(LocalDate born, int sequence) {
    String date = born.format(DateTimeFormatter.BASIC_ISO_DATE);
    String digits = "110102" + date + "%03d".formatted(sequence);
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (digits.charAt(i) - '0');
    }
    return digits + CHECKS.charAt(sum % CHECKS.length());
  }
}
