package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DjlStandInIT {
  private static final String INSERT =
      """
      INSERT INTO t_bj (sxbm, sqr_sfzh, sqr_xm, slsj, lybh)
      VALUES ('SX001', '110102198001011239', ?, now(), ?)
      ON CONFLICT (lybh) DO NOTHING RETURNING bjbh""";

  @TempDir static Path dir;
  private static StandInProcess djl;

  @BeforeAll
  static void start() throws IOException {
    djl = StandInProcess.start("si-04", dir);
  }

  @AfterAll
  static void stop() throws IOException {
    djl.close();
  }

  @BeforeEach
  void reset() throws IOException {
    djl.reset();
  }

  private static Connection connect(String password, String version) throws SQLException {
    Properties p = new Properties();
    p.setProperty("user", djl.user());
    p.setProperty("password", password);
    p.setProperty("ApplicationName", "adapter-jdbc/" + version);
    p.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(djl.url(), p);
  }

  private static Connection connect() throws SQLException, IOException {
    return connect(djl.secret(), "1");
  }

  private static String insert(Connection c, String key) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(INSERT)) {
      s.setString(1, "某");
      s.setString(2, key);
      try (ResultSet r = s.executeQuery()) {
        return r.next() ? r.getString(1) : null;
      }
    }
  }

  private static String insertInTransaction(String key) throws SQLException, IOException {
    try (Connection c = connect()) {
      c.setAutoCommit(false);
      String receipt = insert(c, key);
      c.commit();
      return receipt;
    }
  }

  private static void thenAttemptsAndEffects(int attempts, int effects) throws IOException {
    assertThat(djl.attempts()).isEqualTo(attempts);
    assertThat(djl.effects()).isEqualTo(effects);
  }

  @Test
  void aRowGetsItsNumberAndTheJournalTellsWhichAdapterWroteIt() throws Exception {
    String receipt = insertInTransaction("K1");
    try (Connection c = connect(djl.secret(), "2");
        Statement s = c.createStatement()) {
      s.executeUpdate("UPDATE t_bj SET sqr_xm = '又', lybb = 2 WHERE lybh = 'K1'");
      s.executeUpdate("UPDATE t_bj SET lybb = 2 WHERE lybh = 'K1'"); // changes nothing
      s.executeUpdate("UPDATE t_bj SET zt = '9', lybb = 3 WHERE lybh = 'K1'");
    }

    assertThat(receipt).matches("DJL\\d{12}");
    thenAttemptsAndEffects(4, 3);
    JsonNode last = null;
    for (JsonNode entry : djl.journal(0).get("entries")) {
      if (entry.get("kind").asText().equals("effect")) {
        last = entry;
        assertThat(entry.get("receipt").asText()).isEqualTo(receipt);
      }
    }
    assertThat(last.get("operation").asText()).isEqualTo("CANCEL");
    assertThat(last.get("key").asText()).isEqualTo("K1#3");
    assertThat(last.get("client").asText()).isEqualTo("adapter-jdbc/2");
    assertThat(last.at("/record/sqr_xm").asText()).isEqualTo("又");
    assertThat(djl.summary().at("/byClient/adapter-jdbc~11/effects").asInt()).isEqualTo(1);
  }

  @Test
  void theSameLybhAgainHasNoEffect() throws Exception {
    assertThat(insertInTransaction("K1")).isNotNull();
    assertThat(insertInTransaction("K1")).isNull();
    thenAttemptsAndEffects(2, 1);
  }

  @Test
  void whatIsRolledBackIsAnAttemptAndNoEffect() throws Exception {
    try (Connection c = connect()) {
      c.setAutoCommit(false);
      insert(c, "K1");
      c.rollback();
    }
    thenAttemptsAndEffects(1, 0);
  }

  @Test
  void aRowCommittedLateIsNotMissed() throws Exception {
    try (Connection early = connect()) {
      early.setAutoCommit(false);
      insert(early, "EARLY");
      insertInTransaction("LATE");
      assertThat(djl.effects()).isEqualTo(1);
      early.commit();
    }
    assertThat(djl.effects()).isEqualTo(2);
  }

  @Test
  void manyStatementsOnOneConnectionAreCountedAlsoWhenThePlanIsKept() throws Exception {
    try (Connection c = connect();
        PreparedStatement s = c.prepareStatement(INSERT)) {
      for (int i = 0; i < 20; i++) { // the driver names its statement after five
        s.setString(1, "某");
        s.setString(2, "K" + i);
        s.executeQuery().close();
      }
    }
    thenAttemptsAndEffects(20, 20);
    JsonNode entries = djl.journal(0).get("entries");
    assertThat(entries.findValuesAsText("key")).contains("K0", "K19");
  }

  @Test
  void theRoleMayNotDoMoreThanItsWork() throws Exception {
    assertThatThrownBy(() -> connect("wrong", "1")).hasMessageContaining("password");
    try (Connection c = connect();
        Statement s = c.createStatement()) {
      assertThatThrownBy(() -> s.execute("DELETE FROM t_bj")).hasMessageContaining("denied");
      assertThatThrownBy(() -> s.execute("SELECT * FROM standin.journal"))
          .hasMessageContaining("denied");
    }
    Properties superuser = new Properties();
    superuser.setProperty("user", "postgres");
    assertThatThrownBy(() -> DriverManager.getConnection(djl.url(), superuser))
        .hasMessageContaining("not permitted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "500", "reset", "truncate"})
  void aFaultBeforeTheStatementLeavesNothing(String fault) throws Exception {
    djl.control("{\"fault\":\"" + fault + "\",\"ms\":200}");

    assertThatThrownBy(() -> insertInTransaction("K1")).isInstanceOf(SQLException.class);
    thenAttemptsAndEffects(1, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "500", "reset", "truncate"})
  void aFaultAfterTheCommitLeavesTheRowWithoutAnAnswer(String fault) throws Exception {
    djl.control("{\"fault\":\"" + fault + "\",\"ms\":200,\"when\":\"after\"}");

    assertThatThrownBy(() -> insertInTransaction("K1")).isInstanceOf(SQLException.class);

    thenAttemptsAndEffects(1, 1);
    assertThat(insertInTransaction("K1")).isNull();
  }

  @Test
  void aFaultAfterTheEffectStrikesWithoutATransactionToo() throws Exception {
    djl.fault("reset", 1, "after");
    try (Connection c = connect()) {
      assertThatThrownBy(() -> insert(c, "K1")).isInstanceOf(SQLException.class);
    }
    thenAttemptsAndEffects(1, 1);
  }

  @Test
  void aSlowAnswerComes() throws Exception {
    djl.control("{\"fault\":\"slow\",\"ms\":300,\"when\":\"after\"}");
    long start = System.nanoTime();

    assertThat(insertInTransaction("K1")).isNotNull();

    assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(300);
  }

  @Test
  void aRenamedColumnBreaksTheStatementUntilItIsTakenBack() throws Exception {
    djl.fault("schema-drift", -1, "before");
    assertThatThrownBy(() -> insertInTransaction("K1")).hasMessageContaining("sqr_xm");

    djl.fault("none", 0, "before");
    assertThat(insertInTransaction("K1")).isNotNull();
  }

  @Test
  void aClerkAtTheCounterEntersTheSameThingAgain() throws Exception {
    djl.fault("dup", 1, "before");
    insertInTransaction("K1");
    insertInTransaction("K2");

    thenAttemptsAndEffects(2, 3);
    assertThat(djl.summary().at("/byClient/counter/effects").asInt()).isEqualTo(1);
  }

  @Test
  void aKilledSystemStartsAgainWithItsEffects() throws Exception {
    String receipt = insertInTransaction("K1");
    djl.summary();
    insertInTransaction("K2"); // not asked for before the kill

    djl.kill();
    djl.restart();

    thenAttemptsAndEffects(2, 2);
    try (Connection c = connect();
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery("SELECT bjbh FROM t_bj WHERE lybh = 'K1'")) {
      assertThat(r.next()).isTrue();
      assertThat(r.getString(1)).isEqualTo(receipt);
    }
  }
}
