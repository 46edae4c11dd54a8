package org.hutong.standins.jy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import javax.sql.DataSource;
import org.hutong.standins.djl.DjlServer;
import org.hutong.standins.djl.PgStore;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Journal;

/** The schema cz_jy, its made-up persons, and what was written into its inbox. */
final class JyStore implements PgStore {
  static final String DATABASE = "jy";
  static final String ROLE = "jy_reader";

  private static final int PERSONS = 60;
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String ROLES =
      """
      DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'jy_reader') THEN
          CREATE ROLE jy_reader LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
        END IF;
      END $$;
      ALTER ROLE jy_reader PASSWORD '%s'""";
  private static final String GRANTS =
      """
      GRANT USAGE ON SCHEMA cz_jy TO jy_reader;
      GRANT SELECT ON ALL TABLES IN SCHEMA cz_jy TO jy_reader;
      GRANT INSERT ON cz_jy.t_inbox TO jy_reader;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA cz_jy TO jy_reader""";
  private static final String REGISTER =
      """
      INSERT INTO cz_jy_base.sydj
        (djbh, xm, sfzh, xb, mz, whcd, sqmc, sqdm, sydjrq, syyy, zt, gxsj, scbz)
      VALUES (?, ?, ?, ?, ?, '高中', '禄长街社区', '110102014003', ?, '合同到期', ?, ?::timestamp, ?)""";
  private static final String COUNTER =
      """
      INSERT INTO cz_jy_base.sydj (djbh, xm, sfzh, xb, mz, sqdm, sydjrq, zt, gxsj, scbz)
      VALUES (?, ?, ?, '1', '汉', '110102014003', to_char(localtimestamp, 'YYYYMMDD'), '1',
              localtimestamp, ?)
      ON CONFLICT (djbh) DO UPDATE
         SET xm = excluded.xm, sfzh = excluded.sfzh, scbz = excluded.scbz, gxsj = excluded.gxsj""";
  private static final String INBOX =
      """
      SELECT id, jsrq, lsh, ywlx, row_to_json(i)::text FROM cz_jy.t_inbox i
       WHERE id > ? ORDER BY id""";
  private static final String DRIFTED =
      """
      SELECT 1 FROM information_schema.columns
       WHERE table_schema = 'cz_jy' AND table_name = 'v_sydj' AND column_name = 'mc'""";

  private final DataSource superuser;
  private final Journal journal;

  JyStore(DjlServer server, Journal journal, String password, long seed) throws IOException {
    this.journal = journal;
    this.superuser = server.superuser(DATABASE);
    try {
      create(server.superuser("postgres"), password, seed);
    } catch (SQLException e) {
      throw new IOException("Cannot prepare the schema", e);
    }
  }

  private void create(DataSource admin, String password, long seed)
      throws SQLException, IOException {
    try (Connection c = admin.getConnection();
        Statement s = c.createStatement()) {
      s.execute(ROLES.formatted(password));
      if (!any(c, "SELECT 1 FROM pg_database WHERE datname = 'jy'")) {
        s.execute("CREATE DATABASE jy");
      }
    }
    try (Connection c = superuser.getConnection();
        Statement s = c.createStatement();
        InputStream script = JyStore.class.getResourceAsStream("/sql/jy.sql")) {
      c.setAutoCommit(false);
      if (!any(c, "SELECT 1 FROM pg_namespace WHERE nspname = 'cz_jy'")) {
        s.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        s.execute(GRANTS);
        fill(c, new Random(seed));
      }
      c.commit();
    }
  }

  private static boolean any(Connection c, String query) throws SQLException {
    try (Statement s = c.createStatement();
        ResultSet r = s.executeQuery(query)) {
      return r.next();
    }
  }

  /** Twenty rows a second share their time; codes are mixed; some numbers have 15 digits. */
  private static void fill(Connection c, Random random) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(REGISTER)) {
      for (int i = 0; i < PERSONS; i++) {
        LocalDate born = LocalDate.of(1962, 1, 1).plusDays(random.nextInt(13_000));
        String number = number(born, random.nextInt(1000));
        boolean old = i % 9 == 0;
        s.setString(1, "SY2016%05d".formatted(i + 1));
        s.setString(2, "" + "赵钱孙李周吴郑王".charAt(random.nextInt(8)) + "安宁和顺".charAt(i % 4));
        s.setString(3, old ? number.substring(0, 6) + number.substring(8, 17) : number);
        s.setString(4, old ? (i % 2 == 0 ? "男" : "女") : "" + (1 + i % 2));
        s.setString(5, i % 3 == 0 ? "01" : "汉");
        s.setString(6, "201608%02d".formatted(1 + i % 28));
        s.setString(7, "" + (1 + i % 3));
        s.setString(8, "2016-09-01 10:00:%02d".formatted(i / 20));
        s.setString(9, i % 20 == 19 ? "1" : "0");
        s.addBatch();
      }
      s.executeBatch();
    }
    try (Statement s = c.createStatement()) {
      s.execute(
          """
          INSERT INTO cz_jy_base.pxjl SELECT 'PX' || substr(djbh, 3), sfzh, '家政服务', '20160905',
            '20160930', '合格', gxsj FROM cz_jy_base.sydj WHERE zt = '1' AND length(sfzh) = 18""");
    }
  }

  private static String number(LocalDate born, int sequence) {
    String digits =
        "110102" + born.format(DateTimeFormatter.BASIC_ISO_DATE) + "%03d".formatted(sequence);
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (digits.charAt(i) - '0');
    }
    return digits + "10X98765432".charAt(sum % 11);
  }

  /** What its clerk types: {@code {djbh, xm, sfzh, scbz?}}, new or changed. */
  void counter(JsonNode typed) throws SQLException {
    try (Connection c = superuser.getConnection();
        PreparedStatement s = c.prepareStatement(COUNTER)) {
      s.setString(1, typed.path("djbh").asText());
      s.setString(2, typed.path("xm").asText());
      s.setString(3, typed.path("sfzh").asText());
      s.setString(4, typed.path("scbz").asText("0"));
      s.executeUpdate();
    }
  }

  /** Renames 姓名 as an unannounced release would, or takes that back. */
  void drift(boolean on) throws SQLException {
    try (Connection c = superuser.getConnection();
        Statement s = c.createStatement()) {
      if (any(c, DRIFTED) != on) {
        s.execute("ALTER VIEW cz_jy.v_sydj RENAME COLUMN " + (on ? "xm TO mc" : "mc TO xm"));
      }
    }
  }

  /** Takes into the journal what came into the inbox since. */
  @Override
  public synchronized void collect() {
    long last =
        journal.effects().stream().map(Entry::ref).mapToLong(Long::longValue).max().orElse(0);
    try (Connection c = superuser.getConnection();
        PreparedStatement s = c.prepareStatement(INBOX)) {
      s.setLong(1, last);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          journal.effectOfRow(
              r.getTimestamp(2).toInstant(),
              new Entry.Call("CREATE", "INSERT t_inbox " + r.getString(4), r.getString(3), true),
              Long.toString(r.getLong(1)),
              1,
              "",
              r.getLong(1),
              r.getString(5));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read the inbox", e);
    }
  }

  @Override
  public void reset() throws SQLException {
    drift(false);
    try (Connection c = superuser.getConnection();
        Statement s = c.createStatement()) {
      s.execute("TRUNCATE cz_jy.t_inbox");
    }
    journal.reset();
  }
}
