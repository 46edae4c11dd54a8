package org.hutong.adapter.jdbc.internal;

import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.HoldingsSource;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.support.BoundedCalls;
import org.hutong.adapter.support.Trees;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.jspecify.annotations.Nullable;

/** Speaks to one system through its database. */
final class JdbcAdapter implements SystemAdapter, RecordSource, HoldingsSource {
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(4);

  private final JdbcSettings settings;
  private final Pool pool;
  private final BoundedCalls calls;

  JdbcAdapter(JdbcSettings settings, Pool pool, BoundedCalls calls) {
    this.settings = settings;
    this.pool = pool;
    this.calls = calls;
  }

  @Override
  public Outcome deliver(Document document, Context context) throws NotSent, InterruptedException {
    JdbcSettings.Plan plan = settings.operations().get(document.operation());
    if (plan == null) {
      return new Outcome.Rejected("OPERATION", "该系统没有配置操作 " + document.operation());
    }
    Values values = Values.of(document);
    List<List<List<@Nullable Object>>> runs = new ArrayList<>();
    for (Step step : plan.steps()) {
      try {
        runs.add(values.runs(step));
      } catch (IllegalArgumentException e) {
        return new Outcome.Rejected("CONTENT", "映射结果的 " + e.getMessage() + " 不是单个值");
      }
    }
    Charset encoding = settings.encoding();
    if (encoding != null && !runs.stream().allMatch(each -> Values.fits(each, encoding))) {
      return new Outcome.NeedsPerson(Trees.sheet(document.content(), settings.labels()));
    }
    return calls.call(
        context.timeLimit(), new DeliveryExchange(pool, settings, plan, runs, document, context));
  }

  @Override
  public LookUp lookUp(DeliveryKey key, Context context) throws InterruptedException {
    if (settings.lookUp().isEmpty()) {
      return new LookUp.CannotTell("未配置按分发标识查询");
    }
    try {
      Duration limit = context.timeLimit();
      return calls.call(limit, new LookUpExchange(pool, settings, key, limit));
    } catch (NotSent e) {
      return new LookUp.CannotTell(e.getMessage());
    }
  }

  @Override
  public List<String> feeds() {
    return List.copyOf(settings.feeds().keySet());
  }

  @Override
  public Batch fetch(@Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException {
    if (settings.feeds().size() != 1) {
      throw new Unavailable("该系统没有配置数据流，或有几个");
    }
    return fetch(feeds().get(0), after, limit, context);
  }

  @Override
  public Batch fetch(String feed, @Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException {
    FeedSettings from = settings.feeds().get(feed);
    if (from == null) {
      throw new Unavailable("接入插件没有配置数据流 " + feed);
    }
    try {
      Duration most = context.timeLimit();
      return calls.call(most, FetchExchange.of(pool, from, after, limit, most)).got();
    } catch (NotSent e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public boolean listsHoldings() {
    return settings.held() != null;
  }

  @Override
  public Holdings holdings(
      Instant from, Instant to, @Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException {
    HeldQuery query = settings.held();
    if (query == null) {
      throw new Unavailable("该系统没有配置清单（held）");
    }
    try {
      Duration most = context.timeLimit();
      HeldExchange.Period period = new HeldExchange.Period(from, to);
      return calls.call(most, new HeldExchange(pool, query, period, after, limit, most)).got();
    } catch (NotSent e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Duration settleTime() {
    return settings.settle();
  }

  @Override
  public boolean resendIsSafe() {
    return settings.keyColumnUnique();
  }

  @Override
  public Health health() {
    try {
      return calls.call(HEALTH_LIMIT, new HealthExchange(pool));
    } catch (NotSent e) {
      return Health.down(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.down("检查被中断");
    }
  }

  @Override
  public void close() {
    calls.close();
    pool.close();
  }

  private static final class HealthExchange extends Exchange<Health> {
    HealthExchange(Pool pool) {
      super(pool, HEALTH_LIMIT);
    }

    @Override
    Health work(Connection connection) throws SQLException {
      // Setting the transaction's time limit was a round trip already.
      connection.rollback();
      return Health.up("目标库可用");
    }

    @Override
    Health unconnected(SQLException e) {
      return SqlFailures.accountRefused(e)
          ? Health.down("目标库拒绝了接入账号")
          : Health.down("连不上目标库（" + SqlFailures.state(e) + "）");
    }

    @Override
    Health failed(SQLException e) {
      return Health.down("目标库出错（" + SqlFailures.state(e) + "）");
    }

    @Override
    public Health abandoned() {
      return Health.down("目标库在时限内没有答复");
    }
  }
}
