package org.hutong.standins.djl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;

/** The schema, and the effects as PostgreSQL itself remembers them. */
final class DjlStore implements PgStore {
  private static final String SET_PASSWORD =
      """
      DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'djl_adapter') THEN
          CREATE ROLE djl_adapter LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
        END IF;
      END $$;
      ALTER ROLE djl_adapter PASSWORD '%s';
      ALTER ROLE djl_adapter SET search_path = djl""";

  private static final String GRANTS =
      """
      GRANT USAGE ON SCHEMA djl TO djl_adapter;
      GRANT SELECT ON ALL TABLES IN SCHEMA djl TO djl_adapter;
      GRANT INSERT, UPDATE ON djl.t_bj, djl.t_zx TO djl_adapter;
      GRANT INSERT ON djl.t_ls TO djl_adapter;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA djl TO djl_adapter""";

  private static final String RESET =
      """
      SET lock_timeout = '10s';
      TRUNCATE djl.t_bj, djl.t_ls, djl.t_outbox, standin.journal, standin.dup""";

  private static final String COUNTER_BEGINS =
      """
      INSERT INTO djl.t_bj (sxbm, sqr_sfzh, sqr_xm, slr, slsj, bdnr)
      VALUES (?, ?, ?, '窗口', localtimestamp, ?::jsonb) RETURNING bjbh""";

  private static final String COUNTER_ENDS =
      """
      UPDATE djl.t_bj SET zt = '2', bjsj = localtimestamp, bjjg = ? WHERE bjbh = ?
      RETURNING bjbh""";

  private static final String COUNTER_CANCELS =
      "UPDATE djl.t_bj SET zt = '9' WHERE bjbh = ? RETURNING bjbh";

  /**
   * Effects whose transaction ended after the last look. A plain {@code id > ?} would miss a row
   * whose transaction took its number early and committed late.
   */
  private static final String NEW_EFFECTS =
      """
      SELECT id, at, operation, verb, bjbh, key, revision, client, record::text
        FROM standin.journal WHERE tx >= ? ORDER BY id""";

  private static final String HORIZON = "SELECT txid_snapshot_xmin(txid_current_snapshot())";

  private static final String IS_DRIFTED =
      """
      SELECT 1 FROM information_schema.columns
       WHERE table_schema = 'djl' AND table_name = 't_bj' AND column_name = 'sqr_mc'""";

  private final DataSource superuser;
  private final Journal journal;
  private final Set<Long> seen;
  private long horizon;

  DjlStore(DjlServer server, Journal journal, String password, long seed) throws IOException {
    this.journal = journal;
    this.superuser = server.superuser(DjlServer.DATABASE);
    this.seen = journal.effects().stream().map(Entry::ref).collect(Collectors.toSet());
    try {
      create(server.superuser("postgres"), password, seed);
      drift(false);
    } catch (SQLException e) {
      throw new IOException("Cannot prepare the schema", e);
    }
  }

  private void create(DataSource admin, String password, long seed)
      throws SQLException, IOException {
    boolean exists;
    try (Connection c = admin.getConnection();
        Statement s = c.createStatement()) {
      s.execute(SET_PASSWORD.formatted(password));
      try (ResultSet r = s.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'djl'")) {
        exists = r.next();
      }
      if (!exists) {
        s.execute("CREATE DATABASE djl");
      }
    }
    try (Connection c = superuser.getConnection()) {
      c.setAutoCommit(false);
      try (Statement s = c.createStatement()) {
        // The database can be there without its schema: a kill in the middle of the first start.
        try (ResultSet r = s.executeQuery("SELECT 1 FROM pg_namespace WHERE nspname = 'djl'")) {
          exists = r.next();
        }
        if (!exists) {
          s.execute(script());
          s.execute(GRANTS);
          MadeUpPeople.insert(c, seed);
        }
      }
      c.commit();
    }
  }

  private static String script() throws IOException {
    try (InputStream script = DjlStore.class.getResourceAsStream("/sql/djl.sql")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * What its clerk types: {@code {sxbm, sfzh, xm, bdnr}} begins a case there, {@code {bjbh, bjjg}}
   * ends one, {@code {cancel: bjbh}} cancels one; gives its number.
   */
  String counter(JsonNode typed) throws SQLException {
    boolean ends = typed.has("bjbh");
    boolean cancels = typed.has("cancel");
    String sql = cancels ? COUNTER_CANCELS : ends ? COUNTER_ENDS : COUNTER_BEGINS;
    try (Connection c = superuser.getConnection();
        PreparedStatement s = c.prepareStatement(sql)) {
      if (cancels) {
        s.setString(1, typed.path("cancel").asText());
      } else if (ends) {
        s.setString(1, typed.path("bjjg").asText());
        s.setString(2, typed.path("bjbh").asText());
      } else {
        s.setString(1, typed.path("sxbm").asText());
        s.setString(2, typed.path("sfzh").asText());
        s.setString(3, typed.path("xm").asText());
        s.setString(4, typed.has("bdnr") ? Json.write(typed.path("bdnr")) : null);
      }
      try (ResultSet r = s.executeQuery()) {
        if (!r.next()) {
          throw new SQLException("no such 办件");
        }
        return r.getString(1);
      }
    }
  }

  /** Loses a 办件 as no system should, with all that points to it. */
  void lose(String bjbh) throws SQLException {
    try (Connection c = superuser.getConnection()) {
      c.setAutoCommit(false);
      int rows = 0;
      for (String table : List.of("djl.t_ls", "djl.t_bj")) {
        try (PreparedStatement s = c.prepareStatement("DELETE FROM " + table + " WHERE bjbh = ?")) {
          s.setString(1, bjbh);
          rows = s.executeUpdate();
        }
      }
      if (rows == 0) {
        throw new SQLException("no such 办件");
      }
      c.commit();
    }
  }

  /** Takes into the journal what PostgreSQL remembers and the journal does not yet. */
  @Override
  public synchronized void collect() {
    try (Connection c = superuser.getConnection()) {
      // Asked before the rows: every transaction below it had ended, so its rows are in the read.
      long nextHorizon = number(c, HORIZON);
      try (PreparedStatement s = c.prepareStatement(NEW_EFFECTS)) {
        s.setLong(1, horizon);
        Set<Long> still = new HashSet<>();
        try (ResultSet r = s.executeQuery()) {
          while (r.next()) {
            still.add(r.getLong(1));
            if (!seen.contains(r.getLong(1))) {
              append(r);
            }
          }
        }
        seen.clear();
        seen.addAll(still);
      }
      horizon = nextHorizon;
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read the effects", e);
    }
  }

  private void append(ResultSet r) throws SQLException {
    journal.effectOfRow(
        r.getTimestamp(2).toInstant(),
        new Entry.Call(r.getString(3), r.getString(4) + " t_bj", r.getString(6), true),
        r.getString(5),
        r.getInt(7),
        r.getString(8),
        r.getLong(1),
        r.getString(9));
  }

  private static long number(Connection c, String query) throws SQLException {
    try (Statement s = c.createStatement();
        ResultSet r = s.executeQuery(query)) {
      r.next();
      return r.getLong(1);
    }
  }

  /** Renames 申请人姓名 as an unannounced release would, or takes that back. */
  void drift(boolean on) throws SQLException {
    try (Connection c = superuser.getConnection();
        Statement s = c.createStatement()) {
      boolean drifted;
      try (ResultSet r = s.executeQuery(IS_DRIFTED)) {
        drifted = r.next();
      }
      if (on != drifted) {
        s.execute("SET lock_timeout = '10s'");
        s.execute(
            on
                ? "ALTER TABLE djl.t_bj RENAME COLUMN sqr_xm TO sqr_mc"
                : "ALTER TABLE djl.t_bj RENAME COLUMN sqr_mc TO sqr_xm");
      }
    }
  }

  /** The next so many rows from outside are entered again at the counter; -1 = all, 0 = none. */
  void dup(int times) throws SQLException {
    try (Connection c = superuser.getConnection();
        Statement s = c.createStatement()) {
      s.execute("DELETE FROM standin.dup");
      if (times != 0) {
        s.execute("INSERT INTO standin.dup VALUES (" + times + ")");
      }
    }
  }

  @Override
  public synchronized void reset() throws SQLException {
    drift(false);
    try (Connection c = superuser.getConnection();
        Statement s = c.createStatement()) {
      s.execute(RESET);
    }
    seen.clear();
    journal.reset();
  }
}
