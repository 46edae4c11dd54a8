package org.hutong.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer. It takes what waits, runs the units in order on one connection, gives changes and
 * audit rows their numbers, commits once, and only then lets anyone know.
 *
 * <p>A unit that is refused before it wrote costs nothing. One that is refused after, or fails,
 * makes the group roll back and each unit run again in a transaction of its own. When a commit
 * itself fails, the row of {@link WriterState} tells on a new connection whether it happened.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  /** Opens the connection of the writer. */
  @FunctionalInterface
  interface Connector {
    Connection connect() throws SQLException;
  }

  /** A commit whose answer was lost, and with it the database: what hangs on it if it happened. */
  private record Doubt(WriterState next, List<Runnable> actions) {}

  private final Connector connector;
  private final Clock clock;
  private final int most;
  private final GroupLog groupLog;
  private final LongConsumer published;
  private final Progress progress = new Progress();
  private final BlockingQueue<Job<?>> queue;
  private final Map<String, Long> counters = new HashMap<>();
  private Map<String, Long> floors = Map.of();
  private final AfterCommit after = new AfterCommit();
  private final Thread thread = new Thread(this::work, "store-writer");
  private volatile boolean closing;
  private volatile long busySince;
  private @Nullable Connection connection;
  private @Nullable Doubt doubt;
  private Map<String, PreparedStatement> statements = new HashMap<>();
  private @Nullable WriterState state;
  private volatile @Nullable String refused;

  Writer(
      Connector connector,
      DatabaseConfig limits,
      AuditChain chain,
      Clock clock,
      LongConsumer published)
      throws SQLException {
    this.connector = connector;
    this.clock = clock;
    this.most = limits.group();
    this.groupLog = new GroupLog(chain);
    this.published = published;
    this.queue = new ArrayBlockingQueue<>(limits.queue());
    connect();
    published.accept(state.change());
    thread.start();
  }

  String epoch() {
    return state.epoch();
  }

  int waiting() {
    return queue.size();
  }

  /** How long the transaction that is open has been, in nanoseconds. */
  long busyFor() {
    long since = busySince;
    return since == 0 ? 0 : System.nanoTime() - since;
  }

  /** Why the database must not be used, as a Chinese sentence, while that is so. */
  Optional<String> refused() {
    return Optional.ofNullable(refused);
  }

  Progress progress() {
    return progress;
  }

  /** Whether the caller is the writer itself: it cannot wait for its own commit. */
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** Completes on the writer's thread: whoever adds work to it hands that to another. */
  <R> CompletableFuture<R> submit(Unit<R> unit) {
    return submit(new Job<>(unit, false));
  }

  /** The same in a transaction of its own, which nothing shares. */
  <R> CompletableFuture<R> alone(Unit<R> unit) {
    return submit(new Job<>(unit, true));
  }

  private <R> CompletableFuture<R> submit(Job<R> job) {
    if (closing) {
      job.answer.completeExceptionally(Refused.later(Code.STORE_UNAVAILABLE, TRY_AGAIN));
    } else if (!queue.offer(job)) {
      job.answer.completeExceptionally(Refused.later(Code.OVERLOADED_TRY_LATER, TRY_AGAIN));
    }
    return job.answer;
  }

  private void work() {
    List<Job<?>> group = new ArrayList<>(most);
    while (true) {
      group.clear();
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        return;
      }
      queue.drainTo(group, most - 1);
      boolean last = group.removeIf(job -> job.unit == null);
      if (!group.isEmpty()) {
        serveApart(group);
      }
      if (last && queue.isEmpty()) {
        disconnect();
        return;
      }
    }
  }

  private void serveApart(List<Job<?>> group) {
    int from = 0;
    for (int i = 0; i < group.size(); i++) {
      if (group.get(i).alone) {
        if (i > from) {
          serve(group.subList(from, i));
        }
        serve(group.subList(i, i + 1));
        from = i + 1;
      }
    }
    if (from < group.size()) {
      serve(group.subList(from, group.size()));
    }
  }

  private void serve(List<Job<?>> group) {
    try {
      reconnect();
      if (!together(group)) {
        for (Job<?> job : group) {
          alone(job);
        }
      }
    } catch (StoreRefused e) {
      LOG.error("{}", e.getMessage());
      refused = e.getMessage();
      giveUp(group, Refused.later(Code.STORE_UNAVAILABLE, TRY_AGAIN));
    } catch (SQLException e) {
      LOG.warn("The database does not answer the writer: SQLState {}", e.getSQLState());
      giveUp(group, Refused.later(Code.STORE_UNAVAILABLE, TRY_AGAIN));
    } catch (RuntimeException e) { // the writer's own fault must not end the one writer
      LOG.error("The writer failed on its own account", Wordless.of(e));
      giveUp(group, Refused.failed(Code.INTERNAL_ERROR, e));
    }
  }

  private void giveUp(List<Job<?>> group, Refused refused) {
    disconnect();
    for (Job<?> job : group) {
      job.answer.completeExceptionally(refused);
    }
  }

  private void alone(Job<?> job) throws SQLException {
    if (job.answer.isDone()) {
      return;
    }
    reconnect();
    if (!together(List.of(job))) {
      throw new SQLException("A commit was lost twice", "08007");
    }
  }

  /** Runs and commits; false: nothing is committed and every unit not yet answered runs alone. */
  private boolean together(List<? extends Job<?>> group) throws SQLException {
    busySince = System.nanoTime();
    progress.begin();
    try {
      return runAndCommit(group);
    } catch (SQLException | RuntimeException e) {
      disconnect(); // undone before the readers hear that it is over
      throw e;
    } finally {
      progress.end();
      busySince = 0;
    }
  }

  private boolean runAndCommit(List<? extends Job<?>> group) throws SQLException {
    for (Job<?> job : group) {
      if (!run(job)) {
        return undone(group);
      }
    }
    WriterState next;
    try {
      next = number(group);
    } catch (SQLException e) {
      // A row that hangs on one of them does not fit: the others must not pay for it.
      LOG.warn("What a group says beside its rows failed: SQLState {}", e.getSQLState());
      group.get(0).refused = Refused.failed(Code.STORE_UNAVAILABLE, e);
      return undone(group);
    }
    if (next == state) {
      connection.rollback();
    } else if (!commit(next, group)) {
      return false;
    }
    for (Job<?> job : group) {
      job.complete();
      if (job.refused == null) {
        after.run(job.tx.afterCommit());
      }
    }
    return true;
  }

  /** Rolls back; true when the one unit of the group has its answer, which is a refusal. */
  private boolean undone(List<? extends Job<?>> group) throws SQLException {
    connection.rollback();
    progress.undo();
    for (PreparedStatement statement : statements.values()) {
      statement.clearBatch();
    }
    if (group.size() == 1) {
      group.get(0).complete();
    }
    return group.size() == 1;
  }

  /** False: the transaction holds rows of a unit that must not stay. */
  private <R> boolean run(Job<R> job) {
    WriterTx tx = new WriterTx(this::prepare, connection, clock.instant(), counters, floors);
    job.tx = tx;
    job.refused = null;
    try {
      job.result = job.unit.run(tx);
      return true;
    } catch (Refused refused) {
      job.refused = refused;
      tx.forget();
      return !tx.wrote();
    } catch (SQLException e) {
      // Without its words: Derby quotes the value that does not fit.
      LOG.warn("A unit failed in the database: SQLState {}", e.getSQLState(), Wordless.of(e));
      job.refused = Refused.failed(Code.STORE_UNAVAILABLE, e);
      return false;
    } catch (RuntimeException e) { // the seam of the writer: a fault in a unit ends that unit
      LOG.error("A unit failed on its own account", Wordless.of(e));
      job.refused = Refused.failed(Code.INTERNAL_ERROR, e);
      return false;
    }
  }

  private WriterState number(List<? extends Job<?>> group) throws SQLException {
    boolean wrote = false;
    GroupLog.Batch batch = groupLog.begin(this::prepare, state);
    for (Job<?> job : group) {
      if (job.refused == null && job.tx.wrote()) {
        wrote = true;
        batch.add(job.tx);
      }
    }
    return wrote ? batch.write() : state;
  }

  private boolean commit(WriterState next, List<? extends Job<?>> group) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      LOG.warn("The answer to a commit was lost: SQLState {}", e.getSQLState());
      disconnect();
      doubt =
          new Doubt(
              next,
              group.stream()
                  .filter(job -> job.refused == null)
                  .flatMap(job -> job.tx.afterCommit().stream())
                  .toList());
      connect();
      doubt = null;
      if (state.group() != next.group()) {
        return false;
      }
    }
    state = next;
    published.accept(next.change());
    return true;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    } else {
      statement.clearParameters();
    }
    return statement;
  }

  /** Connects if need be, and finds out what became of a commit that nobody could be told of. */
  private void reconnect() throws SQLException {
    if (connection != null) {
      return;
    }
    connect();
    Doubt open = doubt;
    doubt = null;
    if (open != null && state.group() == open.next().group()) {
      published.accept(state.change());
      after.run(open.actions());
    }
  }

  private void connect() throws SQLException {
    Connection opened = connector.connect();
    try {
      opened.setAutoCommit(false);
      opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      WriterState found = WriterState.load(opened);
      mustBeAsLeft(found);
      floors = CounterFloor.all(opened);
      state = found;
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
    statements = new HashMap<>();
    connection = opened;
    refused = null;
  }

  /**
   * Numbers, lanes and counts stand in memory: what others wrote meanwhile would be met by them.
   */
  private void mustBeAsLeft(WriterState found) throws StoreRefused {
    boolean same = state == null || state.isSame(found);
    if (!same && (doubt == null || !doubt.next().isSame(found))) {
      throw new StoreRefused("数据库在连接中断期间被改写或恢复到别的时刻，须重新启动本设备");
    }
  }

  private void disconnect() {
    statements = new HashMap<>();
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        old.rollback();
        old.close();
      } catch (SQLException e) {
        LOG.debug("The old connection could not be closed: SQLState {}", e.getSQLState());
      }
      progress.undo();
    }
  }

  /** Finishes what waits, then ends. */
  void close() throws InterruptedException {
    closing = true;
    queue.put(new Job<Void>(null, false));
    thread.join(TimeUnit.SECONDS.toMillis(20));
    after.close();
  }
}
