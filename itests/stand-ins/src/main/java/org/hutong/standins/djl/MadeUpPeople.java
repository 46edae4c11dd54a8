package org.hutong.standins.djl;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/** Fills t_rk with persons who do not exist; some twice, some with a number of 15 digits. */
final class MadeUpPeople {
  private static final int COUNT = 300;
  private static final String FAMILY = "赵钱孙李周吴郑王冯陈";
  private static final String GIVEN = "安宁和顺康乐吉庆福祥";
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";
  private static final String INSERT =
      "INSERT INTO djl.t_rk (xm, sfzh, csrq, dz, dh, bq) VALUES (?, ?, ?, ?, ?, ?)";

  private MadeUpPeople() {}

  static void insert(Connection c, long seed) throws SQLException {
    Random random = new Random(seed);
    try (PreparedStatement s = c.prepareStatement(INSERT)) {
      for (int i = 0; i < COUNT; i++) {
        LocalDate born = LocalDate.of(1935, 1, 1).plusDays(random.nextInt(25_000));
        String date = born.format(DateTimeFormatter.BASIC_ISO_DATE);
        String number = number(date, random.nextInt(1000));
        boolean old = born.getYear() < 2000 && i % 7 == 0;
        s.setString(1, name(random));
        s.setString(2, old ? number.substring(0, 6) + number.substring(8, 17) : number);
        s.setString(3, date);
        s.setString(4, "东经路示例" + (1 + random.nextInt(30)) + "号院");
        s.setString(5, "1380000" + "%04d".formatted(random.nextInt(10_000)));
        s.setString(6, i % 11 == 0 ? "独居" : null);
        s.addBatch();
        if (i % 19 == 0) {
          s.setString(2, number); // the same person again, with the long number
          s.addBatch();
        }
      }
      s.executeBatch();
    }
  }

  private static String name(Random random) {
    return "" + FAMILY.charAt(random.nextInt(10)) + GIVEN.charAt(random.nextInt(10));
  }

  private static String number(String date, int sequence) {
    String digits = "110102" + date + "%03d".formatted(sequence);
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (digits.charAt(i) - '0');
    }
    return digits + CHECKS.charAt(sum % CHECKS.length());
  }
}
