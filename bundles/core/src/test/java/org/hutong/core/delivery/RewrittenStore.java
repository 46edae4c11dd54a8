package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Query;
import org.hutong.core.store.Store;
import org.hutong.core.store.SumTable;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Unit;
import org.hutong.core.store.Vault;
import org.jspecify.annotations.Nullable;

/**
 * The real store, but for statements that a defect has changed.
 *
 * @param early whether its reads show what is not committed
 */
record RewrittenStore(Store inner, UnaryOperator<String> sql, boolean early) implements Store {
  RewrittenStore(Store inner, UnaryOperator<String> sql) {
    this(inner, sql, false);
  }

  @Override
  public <R> CompletableFuture<R> submit(Unit<R> unit) {
    return inner.submit(tx -> unit.run(new RewrittenTx(tx, sql)));
  }

  @Override
  public <R> R write(Unit<R> unit) {
    return inner.write(tx -> unit.run(new RewrittenTx(tx, sql)));
  }

  @Override
  public <R> R read(Query<R> query) {
    return early ? inner.peek(query) : inner.read(query);
  }

  @Override
  public <R> R peek(Query<R> query) {
    return inner.peek(query);
  }

  @Override
  public long published() {
    return inner.published();
  }

  @Override
  public long awaitPublished(long after, Duration wait) {
    return inner.awaitPublished(after, wait);
  }

  @Override
  public String epoch() {
    return inner.epoch();
  }

  @Override
  public Vault vault() {
    return inner.vault();
  }

  private record RewrittenTx(Tx inner, UnaryOperator<String> sql) implements Tx {
    @Override
    public void sum(SumTable table, List<Object> key, long... amounts) {
      inner.sum(table, key, amounts);
    }

    @Override
    public Connection connection() {
      return inner.connection();
    }

    @Override
    public PreparedStatement prepare(String statement) throws SQLException {
      return inner.prepare(sql.apply(statement));
    }

    @Override
    public Instant now() {
      return inner.now();
    }

    @Override
    public long next(String counter, Query<Long> highest) throws SQLException {
      return inner.next(counter, highest);
    }

    @Override
    public void change(String kind, String reference, int revision, String what) {
      inner.change(kind, reference, revision, what);
    }

    @Override
    public void audit(AuditRow row) {
      inner.audit(row);
    }

    @Override
    public void traced(@Nullable String traceparent) {
      inner.traced(traceparent);
    }

    @Override
    public @Nullable String trace() {
      return inner.trace();
    }

    @Override
    public void afterCommit(Runnable action) {
      inner.afterCommit(action);
    }
  }
}
