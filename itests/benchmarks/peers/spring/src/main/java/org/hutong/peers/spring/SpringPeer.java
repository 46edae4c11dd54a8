package org.hutong.peers.spring;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.hutong.peers.PeerDatabase;
import org.hutong.peers.PeerSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Spring Boot, JDBC and a poller: the outbox that many would write. */
@SpringBootApplication
@EnableScheduling
public class SpringPeer {
  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(SpringPeer.class);
    application.setDefaultProperties(
        Map.of(
            "server.address", "127.0.0.1",
            "server.port", System.getenv("PEER_PORT"),
            "spring.main.banner-mode", "off"));
    application.run(args);
  }

  @Bean
  PeerSettings settings() {
    return PeerSettings.fromEnvironment();
  }

  @Bean
  DataSource dataSource(PeerSettings settings) throws SQLException {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(PeerDatabase.open(settings));
    pool.setMaximumPoolSize(16);
    return pool;
  }
}
