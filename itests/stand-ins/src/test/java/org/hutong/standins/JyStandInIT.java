package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JyStandInIT {
  @TempDir static Path dir;
  private static StandInProcess jy;

  @BeforeAll
  static void start() throws IOException {
    jy = StandInProcess.start("si-01", dir);
  }

  @AfterAll
  static void stop() throws IOException {
    jy.close();
  }

  @BeforeEach
  void reset() throws IOException {
    jy.reset();
  }

  private static String one(String sql) throws SQLException, IOException {
    try (Connection c = DriverManager.getConnection(jy.url(), jy.user(), jy.secret());
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      r.next();
      return r.getString(1);
    }
  }

  @Test
  void itsRowsShareSecondsMixCodesAndAreDeletedSoftly() throws Exception {
    assertThat(one("SELECT count(*) FROM cz_jy.v_sydj WHERE djbh LIKE 'SY2016%'")).isEqualTo("60");
    assertThat(one("SELECT max(n) FROM (SELECT count(*) n FROM cz_jy.v_sydj GROUP BY gxsj) t"))
        .isEqualTo("20");
    assertThat(one("SELECT count(DISTINCT xb) FROM cz_jy.v_sydj")).isEqualTo("4");
    assertThat(one("SELECT count(*) FROM cz_jy.v_sydj WHERE scbz = '1'")).isEqualTo("3");
    assertThat(one("SELECT count(*) FROM cz_jy.v_sydj WHERE length(sfzh) = 15")).isEqualTo("7");
    assertThatThrownBy(() -> one("SELECT 1 FROM cz_jy_base.sydj")).isInstanceOf(SQLException.class);
  }

  @Test
  void itsClerkRegistersAndAReleaseRenamesAColumn() throws Exception {
    jy.control("{\"counter\":{\"djbh\":\"SY1\",\"xm\":\"李宁\",\"sfzh\":\"110102198001011239\"}}");
    assertThat(one("SELECT xm FROM cz_jy.v_sydj WHERE djbh = 'SY1'")).isEqualTo("李宁");
    jy.fault("schema-drift", 1, "before");
    assertThat(one("SELECT mc FROM cz_jy.v_sydj WHERE djbh = 'SY1'")).isEqualTo("李宁");
  }

  @Test
  void aRowOfTheInboxIsAnEffectUnderItsNumber() throws Exception {
    String insert =
        "INSERT INTO cz_jy.t_inbox (lsh, ywlx, nr) VALUES ('K1', 'X', '{}') RETURNING id";
    one(insert);
    assertThat(jy.effects()).isOne();
    assertThatThrownBy(() -> one(insert)).isInstanceOf(SQLException.class);
    assertThat(jy.effects()).isOne();
  }

  @Test
  void aFaultStrikesWhoReadsItsViewsAndWhoWritesIntoItsInbox() throws Exception {
    jy.fault("500", 2, "before");
    assertThatThrownBy(() -> one("SELECT count(*) FROM cz_jy.v_pxjl"))
        .isInstanceOf(SQLException.class);
    String insert =
        "INSERT INTO cz_jy.t_inbox (lsh, ywlx, nr) VALUES ('K2', 'X', '{}') RETURNING id";
    assertThatThrownBy(() -> one(insert)).isInstanceOf(SQLException.class);
    assertThat(jy.attempts()).isOne();
    assertThat(jy.effects()).isZero();
    one(insert);
    assertThat(jy.effects()).isOne();
  }
}
