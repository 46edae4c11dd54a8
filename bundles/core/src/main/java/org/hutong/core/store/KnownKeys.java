package org.hutong.core.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Under which keys a database was written, by their fingerprints: with others, or with a ring that
 * lacks one, rows could not be read and new ones would not fit the old.
 */
final class KnownKeys {
  private static final String ALL = "SELECT key_alias, fingerprint FROM data_key";
  private static final String INSERT =
      "INSERT INTO data_key (key_alias, fingerprint) VALUES (?, ?)";

  private KnownKeys() {}

  /**
   * Holds the ring against what the database knows and adds what it does not know yet; the caller
   * commits, and closes the statements.
   *
   * @throws StoreRefused the ring lacks a key, or has another of its name
   */
  static void check(WriterTx.Statements statements, KeyRing ring) throws SQLException {
    Map<String, String> known = known(statements);
    Map<String, String> prints = ring.fingerprints();
    for (Map.Entry<String, String> key : known.entrySet()) {
      String print = prints.get(key.getKey());
      if (!key.getValue().equals(print)) {
        throw new StoreRefused(
            (print == null ? "HUTONG_KEYS 中缺少写入数据所用的密钥 " : "HUTONG_KEYS 中的密钥不是写入数据所用的 ")
                + key.getKey());
      }
    }
    prints.keySet().removeAll(known.keySet());
    PreparedStatement insert = statements.prepare(INSERT);
    for (Map.Entry<String, String> key : prints.entrySet()) {
      insert.setString(1, key.getKey());
      insert.setString(2, key.getValue());
      insert.executeUpdate();
    }
  }

  private static Map<String, String> known(WriterTx.Statements statements) throws SQLException {
    Map<String, String> known = new HashMap<>();
    try (ResultSet row = statements.prepare(ALL).executeQuery()) {
      while (row.next()) {
        known.put(row.getString(1), row.getString(2));
      }
    }
    return known;
  }
}
