package org.hutong.core.store;

import java.sql.Connection;
import java.sql.SQLException;

/** A read on a connection of the read pool; sees what was committed before it began. */
@FunctionalInterface
public interface Query<R> {
  R run(Connection connection) throws SQLException;
}
