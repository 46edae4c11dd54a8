package org.hutong.adapter.jdbc.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Document;
import org.hutong.adapter.SystemConfig;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;

/** A real PostgreSQL with a table like those of an exchange database (前置库); one a test run. */
final class TargetDatabase {
  private static final String SCHEMA =
      """
      CREATE TABLE t_bj (
        bjbh text PRIMARY KEY DEFAULT 'BJ' || nextval('bj'),
        lybh varchar(100) NOT NULL UNIQUE,
        sqr_xm varchar(50) NOT NULL,
        sqr_sfzh char(18) CHECK (sqr_sfzh <> '000000000000000000'),
        sqrq date,
        je numeric(12, 2),
        zt char(2) NOT NULL DEFAULT '01',
        rksj timestamptz NOT NULL DEFAULT now(),
        cxbb text DEFAULT current_setting('application_name'));
      CREATE TABLE t_jtcy (bjbh text NOT NULL, xh int NOT NULL, xm varchar(50) NOT NULL);
      CREATE FUNCTION dj(lybh text, xm text) RETURNS TABLE (dm text, bjbh text) AS
        'INSERT INTO t_bj (lybh, sqr_xm) VALUES ($1, $2) RETURNING ''JZ101'', bjbh' LANGUAGE sql;
      CREATE USER hutong PASSWORD 'right';
      GRANT ALL ON ALL TABLES IN SCHEMA public TO hutong;
      GRANT ALL ON SEQUENCE bj TO hutong;
      """;

  /** What the table holds of ours, as a system.yaml asks for it. */
  static final String HELD =
      """
      SELECT lybh AS reference, bjbh AS receipt, zt = '09' AS cancelled, rksj AS at
        FROM t_bj WHERE rksj >= :from AND rksj < :to;""";

  private static final EmbeddedPostgres SERVER = start();

  private TargetDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder().setServerConfig("unix_socket_directories", "").start();
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SEQUENCE bj; " + SCHEMA);
        askForPasswords(statement);
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void askForPasswords(Statement statement) throws IOException, SQLException {
    try (ResultSet found = statement.executeQuery("SHOW hba_file")) {
      found.next();
      Files.writeString(
          Path.of(found.getString(1)),
          "host all hutong 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n");
    }
    statement.execute("SELECT pg_reload_conf()");
  }

  static int port() {
    return SERVER.getPort();
  }

  static Connection connect() throws SQLException {
    return SERVER.getPostgresDatabase().getConnection();
  }

  static String text(String sql, Object... values) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? found.getString(1) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static int effects(DeliveryKey key) {
    return Integer.parseInt(text("SELECT count(*) FROM t_bj WHERE lybh = ?", key.text()));
  }

  /** The settings of a system.yaml for this database. */
  static Map<String, Object> settings(int port) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", "jdbc:postgresql://127.0.0.1:" + port + "/postgres");
    settings.put("user", "hutong");
    settings.put("connectSeconds", 2);
    settings.put("keyColumnUnique", true);
    settings.put("labels", Map.of("xm", "申请人姓名"));
    settings.put("operations", operations());
    return settings;
  }

  static Map<String, Object> operations() {
    Map<String, Object> operations = new HashMap<>();
    operations.put(
        "create",
        List.of(
            Map.of(
                "sql",
                """
                INSERT INTO t_bj (lybh, sqr_xm, sqr_sfzh, sqrq, je)
                VALUES (:key, :xm, :sfzh, :sqrq, :sq.je) RETURNING bjbh""",
                "receipt",
                "bjbh"),
            Map.of(
                "each",
                "jtcy",
                "sql",
                """
                INSERT INTO t_jtcy (bjbh, xh, xm)
                SELECT bjbh, :position, :each.xm FROM t_bj WHERE lybh = :key""",
                "rows",
                1)));
    operations.put(
        "correct",
        List.of("UPDATE t_bj SET sqr_xm = :xm, lybh = :key WHERE bjbh = :delivery.earlierReceipt"));
    operations.put(
        "lookUp",
        List.of(Map.of("sql", "SELECT bjbh FROM t_bj WHERE lybh = :key", "receipt", "bjbh")));
    return operations;
  }

  static SystemConfig config(Map<String, Object> settings) {
    return new SystemConfig("sut", settings, Map.of("password", "right"), Path.of("."));
  }

  static Document document(String caseNumber, Operation operation, String receipt) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("xm", "阿依古丽·买买提");
    content.put("sfzh", "110102198001011239");
    content.put("sqrq", "2016-09-30");
    content.put("sq", Map.of("je", new BigDecimal("3000.10")));
    content.put("jtcy", List.of(Map.of("xm", "买买提"), Map.of("xm", "古丽")));
    DeliveryKey key = new DeliveryKey(caseNumber, 1, "sut", operation);
    return new Document(key, content, receipt, null);
  }
}
