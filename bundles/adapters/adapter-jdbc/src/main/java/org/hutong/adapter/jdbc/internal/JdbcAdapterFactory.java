package org.hutong.adapter.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.BoundedCalls;
import org.hutong.adapter.support.Versions;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the adapters of technology {@code jdbc}. */
public final class JdbcAdapterFactory implements AdapterFactory, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JdbcAdapterFactory.class);

  private final String product = Versions.product("hutong-adapter-jdbc", JdbcAdapterFactory.class);

  @Override
  public SystemAdapter create(SystemConfig config) throws InvalidConfig {
    JdbcSettings settings = JdbcSettings.read(config);
    Pool pool = new Pool(config.id(), settings, product, Clock.systemUTC());
    return new JdbcAdapter(settings, pool, new BoundedCalls("hutong-jdbc-" + config.id()));
  }

  /**
   * Takes the driver out of the JVM's list, which would keep this bundle's class loader for good.
   */
  @Override
  public void close() {
    try {
      if (Driver.isRegistered()) {
        Driver.deregister();
      }
    } catch (SQLException e) {
      log.warn("The driver stays registered with the JVM", e);
    }
  }
}
