package org.hutong.standins.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.hutong.standins.djl.SqlCall.Kind;
import org.hutong.standins.kit.Entry;
import org.junit.jupiter.api.Test;

class SqlCallTest {
  private static SqlCall of(String sql, String... parameters) {
    return new SqlCall(sql, Arrays.asList(parameters));
  }

  @Test
  void theKeyOfAnInsertIsTheValueOfItsColumn() {
    SqlCall call =
        of(
            "INSERT INTO djl.t_bj (sxbm, lybh, sqr_xm) VALUES ('SX001', $1::varchar, $2)"
                + " ON CONFLICT (lybh) DO NOTHING RETURNING bjbh",
            "K1",
            "某");

    assertThat(call.kind()).isEqualTo(Kind.WRITE);
    assertThat(call.call()).isEqualTo(new Entry.Call("CREATE", "INSERT t_bj", "K1", true));
  }

  @Test
  void anUpdateIsACorrectionKeyedByNumberAndRevision() {
    SqlCall call =
        of(
            "update t_bj set sqr_xm = $1, lybb = $2 where lybh = $3 and coalesce(lybb, 0) < $2",
            "某",
            "2",
            "K1");

    assertThat(call.call()).isEqualTo(new Entry.Call("CORRECT", "UPDATE t_bj", "K1#2", true));
  }

  @Test
  void anUpdateToNineIsACancellation() {
    assertThat(of("UPDATE t_bj SET zt = '9' WHERE lybh = $1", "K1").call())
        .isEqualTo(new Entry.Call("CANCEL", "UPDATE t_bj", "K1", true));
  }

  @Test
  void aStatementWithACommonTableExpressionCountsByWhatItWrites() {
    SqlCall call = of("WITH n AS (INSERT INTO t_bj (lybh) VALUES ($1) RETURNING 1) SELECT 1", "K1");

    assertThat(call.kind()).isEqualTo(Kind.WRITE);
    assertThat(call.call().key()).isEqualTo("K1");
  }

  @Test
  void theInboxOfSi01IsWrittenAndItsViewsAreRead() {
    SqlCall call = of("INSERT INTO cz_jy.t_inbox (lsh, ywlx, nr) VALUES ($1, $2, $3)", "K1");

    assertThat(call.kind()).isEqualTo(Kind.WRITE);
    assertThat(call.call()).isEqualTo(new Entry.Call("CREATE", "INSERT t_inbox", "K1", true));
    assertThat(of("SELECT * FROM \"cz_jy\".\"v_sydj\" ORDER BY gxsj").kind()).isEqualTo(Kind.READ);
  }

  @Test
  void lookUpsAndOtherStatementsAreToldApart() {
    assertThat(of("SELECT bjbh FROM t_bj WHERE lybh = $1", "K1").call())
        .isEqualTo(new Entry.Call("LOOKUP", "SELECT t_bj", "K1", false));
    assertThat(of("INSERT INTO t_ls (lsh) VALUES ($1)", "x").kind()).isEqualTo(Kind.OTHER_WRITE);
    assertThat(of("SELECT 1").kind()).isEqualTo(Kind.OTHER);
    assertThat(of("BEGIN").kind()).isEqualTo(Kind.BEGIN);
    assertThat(of("COMMIT").kind()).isEqualTo(Kind.COMMIT);
    assertThat(of("ROLLBACK").kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(of("SET application_name = 'a/2'").name()).isEqualTo("a/2");
  }
}
