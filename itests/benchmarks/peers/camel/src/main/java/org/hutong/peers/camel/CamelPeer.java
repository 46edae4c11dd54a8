package org.hutong.peers.camel;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.main.Main;
import org.hutong.peers.PeerDatabase;
import org.hutong.peers.PeerSettings;

/** Camel's main with an HTTP front, a transaction and a SQL poller. */
public final class CamelPeer {
  private CamelPeer() {}

  /** Starts it. */
  public static void main(String[] args) throws Exception {
    PeerSettings settings = PeerSettings.fromEnvironment();
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(PeerDatabase.open(settings));
    pool.setMaximumPoolSize(16);
    Main main = new Main();
    main.addInitialProperty("camel.server.enabled", "true");
    main.addInitialProperty("camel.server.host", "127.0.0.1");
    main.addInitialProperty("camel.server.port", Integer.toString(settings.port()));
    main.bind("cases", pool);
    main.configure().addRoutesBuilder(new CaseRoutes(settings, new CaseStore(pool, settings)));
    main.run(args);
  }
}
