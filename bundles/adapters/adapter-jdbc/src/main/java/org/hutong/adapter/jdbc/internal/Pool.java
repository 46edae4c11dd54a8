package org.hutong.adapter.jdbc.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.support.NamedThreads;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections to one system's database. */
final class Pool implements AutoCloseable {
  private static final Duration THREADS_END = Duration.ofSeconds(5);

  private final NamedThreads threads;
  private final HikariDataSource hikari;
  private final Guard guard;

  Pool(String systemId, JdbcSettings settings, String product, Clock clock) throws InvalidConfig {
    String name = "hutong-jdbc-" + systemId;
    threads = new NamedThreads(name + "-pool");
    guard = new Guard(source(settings, product), clock);
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(guard);
    config.setMaximumPoolSize(settings.connections());
    // No connection is made until one is asked for: a system that is down delays nobody.
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(settings.connect().toMillis());
    config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
    config.setMaxLifetime(Duration.ofMinutes(30).toMillis());
    config.setAutoCommit(false);
    config.setThreadFactory(threads);
    hikari = new HikariDataSource(config);
  }

  private static DataSource source(JdbcSettings settings, String product) throws InvalidConfig {
    JdbcSettings.Target target = settings.target();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(target.hosts().toArray(String[]::new));
    source.setPortNumbers(target.ports().stream().mapToInt(Integer::intValue).toArray());
    source.setDatabaseName(target.database());
    source.setUser(target.user());
    source.setPassword(target.password());
    for (Map.Entry<String, String> each : target.parameters().entrySet()) {
      try {
        source.setProperty(each.getKey(), each.getValue());
      } catch (SQLException e) {
        String path = "settings.parameters." + each.getKey();
        throw new InvalidConfig(path, "配置项 " + path + "：值有误。");
      }
    }
    // The system sees which version of the adapter wrote.
    source.setApplicationName(product);
    int seconds = (int) settings.connect().toSeconds();
    source.setConnectTimeout(seconds);
    source.setSocketTimeout(seconds);
    // The server finds the type: a date column takes the text of a date.
    source.setStringType("unspecified");
    // No plan is kept at the server: a table that changes there would make it fail.
    source.setPrepareThreshold(0);
    // The detail of an error quotes the row.
    source.setLogServerErrorDetail(false);
    return source;
  }

  Connection connection() throws SQLException {
    guard.check();
    return hikari.getConnection();
  }

  /** Takes a connection out of the pool that is broken, or was left in the middle of something. */
  void drop(Connection broken) {
    hikari.evictConnection(broken);
  }

  /** Returns when the pool's threads have ended; the pool itself does not wait for all of them. */
  @Override
  public void close() {
    hikari.close();
    threads.join(THREADS_END);
  }

  /**
   * Keeps a refused password from being tried again and again by the pool, which would lock the
   * account at the system.
   */
  private static final class Guard implements DataSource {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final DataSource source;
    private final Clock clock;
    private volatile @Nullable SQLException refused;
    private volatile Instant until = Instant.MIN;

    Guard(DataSource source, Clock clock) {
      this.source = source;
      this.clock = clock;
    }

    void check() throws SQLException {
      SQLException last = refused;
      if (last != null && clock.instant().isBefore(until)) {
        throw new SQLException(last.getMessage(), last.getSQLState());
      }
    }

    @Override
    public Connection getConnection() throws SQLException {
      check();
      try {
        Connection connection = source.getConnection();
        refused = null;
        return connection;
      } catch (SQLException e) {
        if (SqlFailures.accountRefused(e)) {
          until = clock.instant().plus(PAUSE);
          refused = e;
        }
        throw e;
      }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      throw new SQLFeatureNotSupportedException("one account a system");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
      return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
      source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
      // The connect and socket timeouts bound it; the driver's own would start a thread a login.
    }

    @Override
    public int getLoginTimeout() throws SQLException {
      return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return source.isWrapperFor(type);
    }
  }
}
