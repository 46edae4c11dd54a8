package org.hutong.core.store;

import java.sql.SQLException;

/**
 * A unit of work for the one writer: it reads and writes through its {@link Tx}, has no other
 * effect, and may be run twice. Throwing {@link org.hutong.problem.Refused} undoes this unit alone.
 */
@FunctionalInterface
public interface Unit<R> {
  R run(Tx tx) throws SQLException;
}
