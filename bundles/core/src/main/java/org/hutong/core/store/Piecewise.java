package org.hutong.core.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads a long result without holding it whole: PostgreSQL's driver heeds a fetch size only inside
 * a transaction.
 */
public final class Piecewise {
  private Piecewise() {}

  /** Runs a query that sets its fetch size; it must change nothing. */
  public static <R> R read(Connection connection, Query<R> query) throws SQLException {
    if (!connection.getAutoCommit()) {
      return query.run(connection);
    }
    connection.setAutoCommit(false);
    try {
      return query.run(connection);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
