package org.hutong.harness.proof;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Random;

/** The limit on embedded Derby, with the database encryption and durability that intake has. */
final class RawDerby extends RawJdbc {
  private final Driver driver = new org.apache.derby.jdbc.EmbeddedDriver();
  private final String url;

  RawDerby(Path folder) throws SQLException {
    url = "jdbc:derby:" + folder.toAbsolutePath();
    System.setProperty("derby.storage.pageCacheSize", "10000");
    System.setProperty("derby.storage.pageSize", "8192");
    System.setProperty("derby.stream.error.file", folder + ".log");
    Properties first = new Properties();
    byte[] key = new byte[32];
    new Random(2).nextBytes(key);
    first.put("create", "true");
    first.put("dataEncryption", "true");
    first.put("encryptionAlgorithm", "AES/CBC/NoPadding");
    first.put("encryptionKey", HexFormat.of().formatHex(key));
    try (Connection c = driver.connect(url, first);
        Statement s = c.createStatement()) {
      create(s, "BLOB");
    }
  }

  @Override
  Connection connect() throws SQLException {
    return driver.connect(url, new Properties());
  }

  @Override
  String name() {
    return "raw Derby, 8 threads, same encryption";
  }

  @Override
  public void close() throws SQLException {
    Properties shutdown = new Properties();
    shutdown.put("shutdown", "true");
    try {
      driver.connect(url, shutdown).close();
    } catch (SQLException e) {
      if (!"08006".equals(e.getSQLState())) {
        throw e;
      }
    }
  }
}
