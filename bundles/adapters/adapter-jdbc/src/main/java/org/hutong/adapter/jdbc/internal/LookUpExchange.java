package org.hutong.adapter.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.hutong.adapter.LookUp;
import org.hutong.kernel.DeliveryKey;

/** Asks the system's database for the receipt of a key. */
final class LookUpExchange extends Exchange<LookUp> {
  private final JdbcSettings settings;
  private final DeliveryKey key;

  LookUpExchange(Pool pool, JdbcSettings settings, DeliveryKey key, Duration limit) {
    super(pool, limit);
    this.settings = settings;
    this.key = key;
  }

  @Override
  LookUp work(Connection connection) throws SQLException {
    LookUp found = find(connection, settings, key);
    connection.rollback();
    return found;
  }

  static LookUp find(Connection connection, JdbcSettings settings, DeliveryKey key)
      throws SQLException {
    Values values = Values.of(key);
    LookUp answer = new LookUp.CannotTell("未配置按分发标识查询");
    for (Step step : settings.lookUp()) {
      Exchange.Result result = perform(connection, step, values.runs(step));
      String receipt = result.receipt(step);
      if (receipt != null) {
        answer = new LookUp.Found(receipt);
      } else if (result.rows().isEmpty()) {
        answer = new LookUp.Absent();
      } else {
        answer = new LookUp.CannotTell("目标库有记录但没有回执");
      }
    }
    return answer;
  }

  @Override
  LookUp unconnected(SQLException e) {
    return failed(e);
  }

  @Override
  LookUp failed(SQLException e) {
    return new LookUp.CannotTell("查询目标库失败（" + SqlFailures.state(e) + "）");
  }

  @Override
  public LookUp abandoned() {
    return new LookUp.CannotTell("目标库在时限内没有答复");
  }
}
