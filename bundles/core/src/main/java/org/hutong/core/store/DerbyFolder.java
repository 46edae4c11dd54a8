package org.hutong.core.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Properties;
import org.apache.derby.jdbc.EmbeddedDriver;

/**
 * A folder of Derby's that serves nobody: a backup or what was restored, opened to be looked at.
 */
public final class DerbyFolder implements AutoCloseable {
  private static final String OTHER_KEY = "XBCXK";
  private static final String OTHER_PROCESS = "XSDB6";

  private final Driver driver = new EmbeddedDriver();
  private final String url;
  private final Connection connection;

  private DerbyFolder(Path folder, KeyRing keys) throws SQLException {
    this.url = "jdbc:derby:" + folder.toAbsolutePath();
    this.connection = driver.connect(url, properties(keys));
    connection.setAutoCommit(false);
  }

  /** Boots it under the ring's key; what its log holds is brought in. */
  public static DerbyFolder open(Path folder, KeyRing keys) throws SQLException {
    return new DerbyFolder(folder, keys);
  }

  /** Names and addresses lie under this encryption; the key never stands in a URL. */
  static Properties properties(KeyRing keys) {
    Properties properties = new Properties();
    properties.put("dataEncryption", "true");
    properties.put("encryptionAlgorithm", "AES/CBC/NoPadding");
    properties.put("encryptionKey", HexFormat.of().formatHex(keys.bits("derby-1")));
    return properties;
  }

  /** What Derby says at its first connection, as a refusal where it is one. */
  static SQLException explained(SQLException said) {
    for (SQLException e = said; e != null; e = e.getNextException()) {
      if (OTHER_KEY.equals(e.getSQLState())) {
        return new StoreRefused("HUTONG_KEYS 中的密钥不是写入数据所用的");
      }
      if (OTHER_PROCESS.equals(e.getSQLState())) {
        return new StoreRefused("数据库正由另一个进程使用");
      }
    }
    return said;
  }

  /** The one connection. */
  public Connection connection() {
    return connection;
  }

  /** Shuts this database down, with its log written. */
  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
    Properties shutdown = new Properties();
    shutdown.put("shutdown", "true");
    try {
      driver.connect(url, shutdown).close();
    } catch (SQLException e) {
      // How Derby says that one database was shut down cleanly.
      if (!"08006".equals(e.getSQLState())) {
        throw e;
      }
    }
  }
}
