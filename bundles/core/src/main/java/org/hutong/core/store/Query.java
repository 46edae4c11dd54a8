package org.hutong.core.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A read on a connection of the read pool; sees what was committed before it began. On Derby it
 * takes no locks and may see rows of the group that the writer is committing.
 */
@FunctionalInterface
public interface Query<R> {
  R run(Connection connection) throws SQLException;
}
