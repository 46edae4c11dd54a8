package org.hutong.adapter.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.support.Trees;
import org.jspecify.annotations.Nullable;

/** Writes one document in one transaction of the system's database. */
final class DeliveryExchange extends Exchange<Outcome> {
  private enum Phase {
    WORKING,
    COMMITTING,
    LOOKING_UP
  }

  private final JdbcSettings settings;
  private final JdbcSettings.Plan plan;
  private final List<List<List<@Nullable Object>>> runs;
  private final Document document;
  private final Context context;
  private volatile Phase phase = Phase.WORKING;

  DeliveryExchange(
      Pool pool,
      JdbcSettings settings,
      JdbcSettings.Plan plan,
      List<List<List<@Nullable Object>>> runs,
      Document document,
      Context context) {
    super(pool, context.timeLimit());
    this.settings = settings;
    this.plan = plan;
    this.runs = runs;
    this.document = document;
    this.context = context;
  }

  @Override
  Outcome work(Connection connection) throws SQLException {
    try {
      return write(connection);
    } catch (SQLException e) {
      if (phase == Phase.WORKING && settings.keyColumnUnique() && SqlFailures.keyTaken(e)) {
        Outcome held = alreadyHeld(connection);
        return held == null ? failed(e) : held;
      }
      throw e;
    }
  }

  private Outcome write(Connection connection) throws SQLException {
    String receipt = null;
    Result last = new Result(0, 0, List.of());
    for (int i = 0; i < plan.steps().size(); i++) {
      Step step = plan.steps().get(i);
      last = perform(connection, step, runs.get(i));
      if (!step.rows().holds(last.count()) || !step.rows().holds(last.most())) {
        return unexpectedRows(connection, i, last);
      }
      String found = last.receipt(step);
      receipt = found == null ? receipt : found;
    }
    Outcome outcome = plan.interpret() ? interpreted(last) : received(receipt);
    if (outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Pending) {
      phase = Phase.COMMITTING;
      connection.commit();
    } else {
      connection.rollback();
    }
    return outcome;
  }

  private Outcome interpreted(Result last) {
    Outcome outcome =
        context.interpret(new Answer(last.count(), Map.of(), Map.of("rows", last.rows())));
    if (outcome instanceof Outcome.Unknown) {
      return new Outcome.Rejected("ANSWER", "映射不认识目标库的答复，已回滚");
    }
    return outcome;
  }

  private Outcome received(@Nullable String receipt) {
    if (receipt != null) {
      return new Outcome.Delivered(receipt);
    }
    String earlier = document.earlierReceipt();
    if (!plan.givesReceipt() && earlier != null) {
      return new Outcome.Delivered(earlier);
    }
    return new Outcome.Rejected("NO_RECEIPT", "目标库没有给出回执，已回滚");
  }

  private Outcome unexpectedRows(Connection connection, int step, Result result)
      throws SQLException {
    // An INSERT … ON CONFLICT DO NOTHING touches no row when the key is there already.
    if (settings.keyColumnUnique() && result.count() == 0) {
      Outcome held = alreadyHeld(connection);
      if (held != null) {
        return held;
      }
    }
    connection.rollback();
    return new Outcome.Rejected(
        "ROWS", "第" + (step + 1) + "条语句影响了" + result.count() + "行，与配置不符，已回滚");
  }

  private @Nullable Outcome alreadyHeld(Connection connection) throws SQLException {
    connection.rollback();
    phase = Phase.LOOKING_UP;
    LookUp found = LookUpExchange.find(connection, settings, document.key());
    return found instanceof LookUp.Found held ? new Outcome.Delivered(held.receipt()) : null;
  }

  @Override
  Outcome unconnected(SQLException e) throws NotSent {
    return SqlFailures.noConnection(e, settings.repair());
  }

  @Override
  Outcome failed(SQLException e) {
    if (phase == Phase.COMMITTING) {
      return SqlFailures.atCommit(e, settings.repair(), context);
    }
    if (SqlFailures.untranslatable(e)) {
      return new Outcome.NeedsPerson(Trees.sheet(document.content(), settings.labels()));
    }
    return SqlFailures.beforeCommit(e, settings.repair(), context);
  }

  @Override
  public Outcome abandoned() {
    return new Outcome.Unknown("目标库在时限内没有答复");
  }
}
