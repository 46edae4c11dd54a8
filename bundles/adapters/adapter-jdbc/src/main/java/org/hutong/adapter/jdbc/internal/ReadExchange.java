package org.hutong.adapter.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.hutong.adapter.Unavailable;
import org.jspecify.annotations.Nullable;

/** Reads something of the system and changes nothing there. */
abstract class ReadExchange<T> extends Exchange<ReadExchange.Result<T>> {
  /** What was read, or why nothing was. */
  record Result<T>(@Nullable T value, String reason) {
    T got() throws Unavailable {
      if (value == null) {
        throw new Unavailable(reason);
      }
      return value;
    }
  }

  ReadExchange(Pool pool, Duration limit) {
    super(pool, limit);
  }

  abstract T read(Connection connection) throws SQLException, Unavailable;

  @Override
  final Result<T> work(Connection connection) throws SQLException {
    try {
      T value = read(connection);
      connection.rollback();
      return new Result<>(value, "");
    } catch (Unavailable e) {
      return new Result<>(null, String.valueOf(e.getMessage()));
    }
  }

  @Override
  final Result<T> unconnected(SQLException e) {
    return new Result<>(null, SqlFailures.notReached(e));
  }

  @Override
  final Result<T> failed(SQLException e) {
    return new Result<>(null, SqlFailures.notRead(e));
  }

  @Override
  public final Result<T> abandoned() {
    return new Result<>(null, "目标库在时限内没有答复");
  }
}
