package org.hutong.adapter.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.Holdings.Holding;
import org.hutong.adapter.HoldingsSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.Cursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A configured list on a real PostgreSQL. */
class JdbcHeldTest {
  private static final Instant FROM = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-01-06T00:00:00Z");
  private static final String LIST =
      """
      SELECT lsh AS reference, hao AS receipt, bb AS revision, zt = '9' AS cancelled, sj AS at
        FROM held.t WHERE sj >= :from AND sj < :to""";

  private SystemAdapter adapter;

  @BeforeEach
  void begin() throws SQLException {
    run(
        """
        DROP SCHEMA IF EXISTS held CASCADE;
        CREATE SCHEMA held;
        CREATE TABLE held.t (lsh text, hao text, bb text, zt char(1), sj timestamptz);
        GRANT USAGE ON SCHEMA held TO hutong;
        GRANT ALL ON held.t TO hutong;""");
  }

  @AfterEach
  void close() {
    adapter.close();
  }

  private static void run(String sql) throws SQLException {
    try (Connection c = TargetDatabase.connect();
        Statement s = c.createStatement()) {
      s.execute(sql);
    }
  }

  private void held(String sql) throws Exception {
    Map<String, Object> settings = TargetDatabase.settings(TargetDatabase.port());
    settings.put("held", sql);
    adapter = new JdbcAdapterFactory().create(TargetDatabase.config(settings));
  }

  private List<Holding> all(int limit) throws Exception {
    List<Holding> all = new ArrayList<>();
    Cursor after = null;
    do {
      Holdings page =
          ((HoldingsSource) adapter).holdings(FROM, TO, after, limit, TestContext.unmapped());
      all.addAll(page.records());
      after = page.next();
    } while (after != null);
    return all;
  }

  @Test
  void aLineIsReadWhateverThePagesAndWhatIsHeldTwiceIsListedTwice() throws Exception {
    run(
        """
        INSERT INTO held.t VALUES
          ('C-1/1/sut/CREATE', 'B1', '2', '1', '2026-01-05T00:00:00Z'),
          ('C-2/1/sut/CREATE', 'B2', NULL, '9', '2026-01-05T10:00:00Z'),
          ('C-2/1/sut/CREATE', 'B3', 'C-2/4/sut/CORRECT', '1', '2026-01-05T11:00:00Z'),
          ('C-3/1/sut/CREATE', NULL, '1', '1', '2026-01-05T12:00:00Z'),
          ('C-4/1/sut/CREATE', 'B5', '1', '1', '2026-01-06T00:00:00Z');""");
    held(LIST);

    List<Holding> one = all(1);

    assertThat(one)
        .containsExactlyInAnyOrder(
            new Holding("C-1/1/sut/CREATE", "B1", 2, false, FROM),
            new Holding("C-2/1/sut/CREATE", "B2", 0, true, Instant.parse("2026-01-05T10:00:00Z")),
            new Holding("C-2/1/sut/CREATE", "B3", 4, false, Instant.parse("2026-01-05T11:00:00Z")),
            new Holding("C-3/1/sut/CREATE", null, 1, false, Instant.parse("2026-01-05T12:00:00Z")));
    assertThat(all(100)).containsExactlyElementsOf(one);
  }

  @Test
  void columnsThatItDoesNotHaveAreNotKnown() throws Exception {
    run("INSERT INTO held.t VALUES ('C-1', 'B1', 'x', '9', '2026-01-05T00:00:00Z')");
    held("SELECT lsh AS reference, hao AS receipt FROM held.t WHERE sj >= :from AND sj < :to");

    assertThat(all(9)).containsExactly(new Holding("C-1", "B1", 0, false, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT lsh AS reference FROM held.t WHERE sj >= :from AND sj < :to",
        "SELECT lsh AS reference, hao AS receipt FROM held.gone WHERE sj >= :from AND sj < :to",
        "SELECT NULL AS reference, hao AS receipt FROM held.t WHERE sj >= :from AND sj < :to",
        """
        SELECT lsh AS reference, hao AS receipt, 'zwei' AS revision FROM held.t
         WHERE sj >= :from AND sj < :to""",
        """
        DELETE FROM held.t WHERE sj >= :from AND sj < :to
        RETURNING lsh AS reference, hao AS receipt"""
      })
  void whatIsNoListIsNeverAShortOneAndDeletesNothing(String sql) throws Exception {
    run("INSERT INTO held.t VALUES ('C-1', 'B1', '1', '1', '2026-01-05T00:00:00Z')");
    held(sql);

    assertThatThrownBy(() -> all(9)).isInstanceOf(Unavailable.class);
    assertThat(TargetDatabase.text("SELECT count(*) FROM held.t")).isEqualTo("1");
  }
}
