package org.hutong.peers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * The tables of both peers: a case with its body of about 1 KB and one row a delivery, with the
 * indexes that intake and the poller need. Derby with AES-256 of the whole database and its default
 * durability, pages of 8 KB, 10,000 of them as cache: as the product has them.
 */
public final class PeerDatabase {
  /** One case. */
  public static final String INSERT_CASE =
      "INSERT INTO intake_case (id, number, state, at_ms, body) VALUES (?, ?, 'ACCEPTED', ?, ?)";

  /** One delivery of a case to the target of that number. */
  public static final String INSERT_DELIVERY =
      "INSERT INTO delivery (id, case_id, number, item, target, state, at_ms, attempts)"
          + " VALUES (?, ?, ?, ?, ?, 'WAITING', ?, 0)";

  /** What waits, the oldest first. */
  public static final String WAITING =
      "SELECT id, number, item, target, at_ms FROM delivery WHERE state = 'WAITING' ORDER BY id"
          + " FETCH FIRST 300 ROWS ONLY";

  private PeerDatabase() {}

  /** Makes the database and its tables where they are missing; gives its JDBC address. */
  public static String open(PeerSettings settings) throws SQLException {
    System.setProperty("derby.storage.pageCacheSize", "10000");
    System.setProperty("derby.storage.pageSize", "8192");
    System.setProperty("derby.stream.error.file", settings.data() + ".log");
    String url = "jdbc:derby:" + settings.data().toAbsolutePath();
    Properties first = new Properties();
    first.put("create", "true");
    first.put("dataEncryption", "true");
    first.put("encryptionAlgorithm", "AES/CBC/NoPadding");
    first.put("encryptionKey", settings.key());
    try (Connection c = DriverManager.getConnection(url, first);
        Statement s = c.createStatement()) {
      s.execute(
          "CREATE TABLE intake_case (id BIGINT PRIMARY KEY, number VARCHAR(32) NOT NULL UNIQUE,"
              + " state VARCHAR(24) NOT NULL, at_ms BIGINT NOT NULL, body BLOB NOT NULL)");
      s.execute(
          "CREATE TABLE delivery (id BIGINT PRIMARY KEY, case_id BIGINT NOT NULL,"
              + " number VARCHAR(32) NOT NULL, item VARCHAR(32) NOT NULL, target INTEGER NOT NULL,"
              + " state VARCHAR(20) NOT NULL, at_ms BIGINT NOT NULL, attempts INTEGER NOT NULL,"
              + " receipt VARCHAR(64))");
      s.execute("CREATE INDEX delivery_due ON delivery (state, id)");
    }
    return url;
  }
}
