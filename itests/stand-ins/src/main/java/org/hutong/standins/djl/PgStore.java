package org.hutong.standins.djl;

import java.sql.SQLException;

/** The tables of a system that is a database. */
public interface PgStore {
  /** Takes into the journal what has been committed since. */
  void collect();

  /** Forgets what came from outside; what was seeded stays. */
  void reset() throws SQLException;
}
