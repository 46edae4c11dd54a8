package org.hutong.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One unit's view of the writer, and what it leaves behind for the commit. */
final class WriterTx implements Tx {
  /** A change without its number. */
  record PendingChange(String kind, String reference, int revision, String what, long at) {}

  /** An audit row without its number. */
  record PendingAudit(AuditRow row, long at) {}

  /** What is to be added to a row of sums. */
  record PendingSum(SumTable table, List<Object> key, long[] amounts) {}

  /** Prepares a statement once. */
  @FunctionalInterface
  interface Statements {
    PreparedStatement prepare(String sql) throws SQLException;
  }

  private final Statements statements;
  private final Connection connection;
  private final Instant now;
  private final Map<String, Long> counters;
  private final Map<String, Long> floors;
  private final List<PendingChange> changes = new ArrayList<>(2);
  private final List<PendingAudit> audits = new ArrayList<>(2);
  private final List<PendingSum> sums = new ArrayList<>(4);
  private final List<Runnable> after = new ArrayList<>(2);
  private @Nullable String trace;
  private boolean wrote;

  WriterTx(
      Statements statements,
      Connection connection,
      Instant now,
      Map<String, Long> counters,
      Map<String, Long> floors) {
    this.statements = statements;
    this.connection = connection;
    this.now = now;
    this.counters = counters;
    this.floors = floors;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public PreparedStatement prepare(String sql) throws SQLException {
    wrote |= !sql.startsWith("SELECT");
    return statements.prepare(sql);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long next(String counter, Query<Long> highest) throws SQLException {
    Long last = counters.get(counter);
    long next = (last == null ? Math.max(highest.run(connection), floor(counter)) : last) + 1;
    counters.put(counter, next);
    return next;
  }

  /** A floor holds for a counter and for its parts, such as a year's. */
  private long floor(String counter) {
    int part = counter.indexOf('/');
    return floors.getOrDefault(part < 0 ? counter : counter.substring(0, part), 0L);
  }

  @Override
  public void change(String kind, String reference, int revision, String what) {
    wrote = true;
    changes.add(new PendingChange(kind, reference, revision, what, now.toEpochMilli()));
  }

  @Override
  public void audit(AuditRow row) {
    wrote = true;
    audits.add(new PendingAudit(row, now.toEpochMilli()));
  }

  @Override
  public void sum(SumTable table, List<Object> key, long... amounts) {
    wrote = true;
    sums.add(new PendingSum(table, key, amounts));
  }

  @Override
  public void traced(@Nullable String traceparent) {
    trace = traceparent;
  }

  @Override
  public @Nullable String trace() {
    return trace;
  }

  @Override
  public void afterCommit(Runnable action) {
    after.add(action);
  }

  boolean wrote() {
    return wrote;
  }

  /** A refused unit leaves nothing behind. */
  void forget() {
    changes.clear();
    audits.clear();
    sums.clear();
    after.clear();
  }

  List<PendingChange> changes() {
    return changes;
  }

  List<PendingAudit> audits() {
    return audits;
  }

  List<PendingSum> sums() {
    return sums;
  }

  List<Runnable> afterCommit() {
    return after;
  }
}
