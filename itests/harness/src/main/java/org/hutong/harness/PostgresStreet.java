package org.hutong.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * A real PostgreSQL as a database administrator hands it over: one database, one role that owns it
 * and that only its password opens.
 */
public final class PostgresStreet implements AutoCloseable {
  private static final String ROLE = "hutong";
  private static final String PASSWORD = "it's a \\ secret";

  private final EmbeddedPostgres server;

  private PostgresStreet(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts the server, which keeps its files in a folder of its own until it is closed. */
  public static PostgresStreet start() throws IOException, SQLException {
    PostgresStreet street =
        new PostgresStreet(
            EmbeddedPostgres.builder()
                .setPgBinaryResolver(PostgresStreet::binaries)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start());
    try {
      street.handOver();
      return street;
    } catch (IOException | SQLException e) {
      street.close();
      throw e;
    }
  }

  /**
   * The first on the class path: in a whole build the stand-ins' jar brings the same ones again.
   */
  private static InputStream binaries(String system, String machine) throws IOException {
    String kind = machine.replace("amd64", "x86_64").replace("aarch64", "arm_64");
    String name = "/postgres-" + system.toLowerCase(Locale.ROOT) + "-" + kind + ".txz";
    InputStream found = EmbeddedPostgres.class.getResourceAsStream(name);
    if (found == null) {
      throw new IOException("No PostgreSQL for this machine on the class path: " + name);
    }
    return found;
  }

  private void handOver() throws IOException, SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE hutong LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'");
      statement.execute("CREATE DATABASE hutong OWNER hutong ENCODING 'UTF8' TEMPLATE template0");
      try (ResultSet found = statement.executeQuery("SHOW hba_file")) {
        found.next();
        Files.writeString(
            Path.of(found.getString(1)),
            "host all hutong 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n");
      }
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/hutong";
  }

  /** Does what README says: four lines of the one file, the password in a file of its own. */
  public void choose(Appliance appliance) throws IOException {
    Path secret = Files.createDirectories(appliance.keys()).resolve("database-password");
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, PASSWORD + "\n");
    Path cfg = appliance.home().resolve("etc/org.hutong.core.cfg");
    String text = Files.readString(cfg);
    text = set(text, "store.kind = derby", "store.kind = postgresql");
    text =
        set(text, "# store.url = jdbc:postgresql://127.0.0.1:5432/hutong", "store.url = " + url());
    text = set(text, "# store.user = hutong", "store.user = " + ROLE);
    text =
        set(
            text,
            "# store.password = file:/path/outside/the/data",
            "store.password = file:" + secret);
    Files.writeString(cfg, text);
  }

  private static String set(String text, String shipped, String line) {
    if (!text.contains(shipped + "\n")) {
      throw new IllegalStateException("The shipped file has no line " + shipped);
    }
    return text.replace(shipped + "\n", line + "\n");
  }

  /** A connection of the role that owns the database. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), ROLE, PASSWORD);
  }

  /** How many rows the server itself holds, asked apart from the appliance. */
  public long rows(String table) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT count(*) FROM " + table)) {
      found.next();
      return found.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
