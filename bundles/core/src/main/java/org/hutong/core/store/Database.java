package org.hutong.core.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** Opens connections: one for the writer, a small pool for readers. Derby or PostgreSQL. */
final class Database implements AutoCloseable {
  private final DatabaseConfig config;
  private final String url;
  private final Properties properties = new Properties();
  private final Properties patient = new Properties();
  private final Driver driver;
  private final HikariDataSource readers;
  private final SoleUse soleUse = new SoleUse();

  Database(DatabaseConfig config, KeyRing keys) throws SQLException, IOException {
    this.config = config;
    switch (config.kind()) {
      case "derby" -> {
        PrivateFiles.folder(config.folder().toAbsolutePath().getParent());
        url = "jdbc:derby:" + config.folder().toAbsolutePath();
        properties.putAll(DerbyFolder.properties(keys));
        if (new FirstOpening(config.folder().toAbsolutePath()).begin()) {
          properties.put("create", "true");
        }
        setIfAbsent("derby.storage.pageCacheSize", "10000");
        // Of itself Derby gives 32 KB to every table with a BLOB: as much to encrypt for one row,
        // and a cache of 10,000 such pages is larger than the heap.
        setIfAbsent("derby.storage.pageSize", "8192");
        setIfAbsent("derby.locks.waitTimeout", "20");
        boundLog(config.folder().toAbsolutePath().resolveSibling("derby-%g.log"));
        driver = new org.apache.derby.jdbc.EmbeddedDriver();
      }
      case "postgresql" -> {
        url = String.valueOf(config.url());
        properties.put("user", String.valueOf(config.user()));
        properties.put("password", String.valueOf(config.password()));
        properties.put("reWriteBatchedInserts", "true");
        properties.put("ApplicationName", "hutong");
        properties.put("connectTimeout", "10");
        properties.put("tcpKeepAlive", "true");
        // The server would quote the failing row, and with it personal data.
        properties.put("logServerErrorDetail", "false");
        driver = new org.postgresql.Driver();
      }
      default -> throw new IOException("store.kind is derby or postgresql, not " + config.kind());
    }
    patient.putAll(properties);
    if (!isDerby()) {
      // A machine that is gone never closes its connection: without this the writer waits for
      // hours.
      properties.put("socketTimeout", String.valueOf(config.answerSeconds()));
    }
    readers = readPool();
  }

  /** Derby's own file grows without end while it runs; of these the oldest goes. */
  private static void boundLog(Path pattern) {
    if (System.getProperty("derby.stream.error.file") == null) {
      setIfAbsent("derby.stream.error.style", "rollingFile");
      setIfAbsent("derby.stream.error.rollingFile.pattern", pattern.toString());
      setIfAbsent("derby.stream.error.rollingFile.limit", "10485760");
      setIfAbsent("derby.stream.error.rollingFile.count", "3");
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private HikariDataSource readPool() {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("store-readers");
    pool.setDataSource(new DriverDataSource(driver, url, properties));
    pool.setMaximumPoolSize(config.readers());
    // None before it is asked for: two threads that boot Derby at once make one of them fail.
    pool.setMinimumIdle(0);
    pool.setReadOnly(false);
    pool.setAutoCommit(true);
    if (isDerby()) {
      // A committed read of several rows holds a row while it waits for the next: against a group
      // of the writer that is a deadlock, and the writer stands still until Derby finds it. So
      // readers take no locks, and SqlStore.read waits for the commit of what they may have seen.
      pool.setTransactionIsolation("TRANSACTION_READ_UNCOMMITTED");
    }
    pool.setConnectionTimeout(5_000);
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }

  boolean isDerby() {
    return "derby".equals(config.kind());
  }

  /** Whether a reader may see rows before their commit. */
  boolean showsUncommitted() {
    return isDerby();
  }

  /** Its schema is complete: from now on the folder is what it holds. */
  void complete() throws IOException {
    if (isDerby()) {
      new FirstOpening(config.folder().toAbsolutePath()).end();
    }
  }

  /**
   * A connection of its own for the writer, with which the database is this appliance's alone.
   *
   * @throws StoreRefused it is another's
   */
  Connection connect() throws SQLException {
    return alone(connect(properties));
  }

  /** The same for migrations, before the writer's; to be given back by {@link #release}. */
  Connection connectToMigrate() throws SQLException {
    return alone(connect(patient));
  }

  private Connection alone(Connection connection) throws SQLException {
    if (isDerby()) {
      return connection;
    }
    try {
      soleUse.take(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The connection no longer holds the database for this appliance. */
  void release(Connection connection) throws SQLException {
    if (!isDerby()) {
      SoleUse.free(connection);
    }
  }

  /** One for what may take as long as it takes: copies, giving room back. */
  Connection connectPatiently() throws SQLException {
    return connect(patient);
  }

  private Connection connect(Properties with) throws SQLException {
    Connection connection;
    try {
      connection = driver.connect(url, with);
    } catch (SQLException e) {
      throw isDerby() ? DerbyFolder.explained(e) : e;
    }
    properties.remove("create");
    patient.remove("create");
    if (connection == null) {
      throw new SQLException("The driver does not take this URL", "08001");
    }
    return connection;
  }

  Connection reader() throws SQLException {
    return readers.getConnection();
  }

  @Override
  public void close() {
    readers.close();
    if (isDerby()) {
      Properties shutdown = new Properties();
      shutdown.put("shutdown", "true");
      try {
        driver.connect(url, shutdown).close();
      } catch (SQLException e) {
        // Derby reports a clean shutdown as 08006, and one that was down already as XJ004.
        if (!"08006".equals(e.getSQLState()) && !"XJ004".equals(e.getSQLState())) {
          throw new IllegalStateException(
              "Derby did not shut down: " + e.getSQLState().toUpperCase(Locale.ROOT), e);
        }
      }
    }
  }
}
