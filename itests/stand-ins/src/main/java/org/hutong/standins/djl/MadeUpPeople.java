package org.hutong.standins.djl;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.hutong.standins.kit.MadeUp;

/** Fills t_rk with persons who do not exist; some twice, some with a number of 15 digits. */
final class MadeUpPeople {
  private static final int COUNT = 300;
  private static final String INSERT =
      "INSERT INTO djl.t_rk (xm, sfzh, csrq, dz, dh, bq) VALUES (?, ?, ?, ?, ?, ?)";

  private MadeUpPeople() {}

  static void insert(Connection c, long seed) throws SQLException {
    Random random = new Random(seed);
    try (PreparedStatement s = c.prepareStatement(INSERT)) {
      for (int i = 0; i < COUNT; i++) {
        LocalDate born = LocalDate.of(1935, 1, 1).plusDays(random.nextInt(25_000));
        String date = born.format(DateTimeFormatter.BASIC_ISO_DATE);
        String number = MadeUp.number(born, random.nextInt(1000));
        boolean old = born.getYear() < 2000 && i % 7 == 0;
        s.setString(1, MadeUp.name(random));
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
}
