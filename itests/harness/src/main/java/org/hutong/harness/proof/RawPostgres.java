package org.hutong.harness.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.hutong.harness.PostgresStreet;

/** The limit on the PostgreSQL that intake uses, in tables beside its own. */
final class RawPostgres extends RawJdbc {
  private final PostgresStreet database;

  RawPostgres(PostgresStreet database) throws SQLException {
    this.database = database;
    try (Connection c = connect();
        Statement s = c.createStatement()) {
      create(s, "BYTEA");
    }
  }

  @Override
  Connection connect() throws SQLException {
    return database.connect();
  }

  @Override
  String name() {
    return "raw PostgreSQL, 8 threads, same server";
  }

  @Override
  public void close() throws SQLException {
    try (Connection c = connect();
        Statement s = c.createStatement()) {
      s.execute("DROP TABLE raw_case, raw_delivery");
    }
  }
}
