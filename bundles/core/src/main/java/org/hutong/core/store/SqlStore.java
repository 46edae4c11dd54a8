package org.hutong.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import liquibase.exception.LiquibaseException;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store on Derby or PostgreSQL: migrated before anyone sees it, one writer, pooled readers. */
public final class SqlStore implements Store, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(30);

  /** A read meets a roll-back rarely; this many in a row say that something is wrong. */
  private static final int MOST_READS = 50;

  private final Database database;
  private final Writer writer;
  private final Vault vault;
  private final ExecutorService answers =
      Executors.newFixedThreadPool(2, r -> new Thread(r, "store-answers"));
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition newChange = lock.newCondition();
  private final ReentrantLock asking = new ReentrantLock();
  private long askedAt = System.nanoTime();
  private volatile boolean silent;
  private volatile long published;

  private SqlStore(Database database, KeyRing keys, DatabaseConfig config, Clock clock)
      throws SQLException {
    this.database = database;
    this.vault = new AesVault(keys);
    this.writer = new Writer(database::connect, config, new AuditChain(keys), clock, this::publish);
    keys.whenRotated(() -> writer.submit(tx -> know(tx, keys)));
  }

  /** What is done to a migrated database before anyone sees it. */
  @FunctionalInterface
  public interface Prelude {
    /** On a connection of its own, which is rolled back afterwards. */
    void play(Connection connection) throws SQLException, IOException;
  }

  /** Opens and migrates the database and starts the writer. */
  public static SqlStore open(DatabaseConfig config, KeyRing keys, Clock clock)
      throws SQLException, IOException {
    return open(config, keys, clock, connection -> {});
  }

  /** The same, with something to be done in between. */
  public static SqlStore open(DatabaseConfig config, KeyRing keys, Clock clock, Prelude prelude)
      throws SQLException, IOException {
    Database database = new Database(config, keys);
    try {
      try (Connection connection = database.connectToMigrate()) {
        Migrations.run(connection);
        connection.rollback();
        database.complete();
        connection.setAutoCommit(false);
        KnownKeys.check(connection::prepareStatement, keys);
        connection.commit();
        prelude.play(connection);
        connection.rollback();
        database.release(connection);
        connection.rollback();
      }
      return new SqlStore(database, keys, config, clock);
    } catch (LiquibaseException e) {
      database.close();
      throw new SQLException("The schema could not be brought up to date", e);
    } catch (SQLException | IOException e) {
      database.close();
      throw e;
    }
  }

  private static Void know(Tx tx, KeyRing keys) throws SQLException {
    KnownKeys.check(tx::prepare, keys);
    return null;
  }

  private void publish(long seq) {
    lock.lock();
    try {
      if (seq != published) {
        published = seq;
        newChange.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <R> CompletableFuture<R> submit(Unit<R> unit) {
    // What hangs on the answer runs on these threads, never on the writer's.
    return writer.submit(unit).thenApplyAsync(result -> result, answers);
  }

  @Override
  public <R> R write(Unit<R> unit) {
    return await(writer.submit(unit));
  }

  private static <R> R await(CompletableFuture<R> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refused.later(Code.STORE_UNAVAILABLE, TRY_AGAIN);
    }
  }

  @Override
  public <R> R read(Query<R> query) {
    if (!database.showsUncommitted()) {
      return peek(query);
    }
    if (writer.isCurrent()) {
      throw new IllegalStateException("A unit reads through its own transaction");
    }
    Progress progress = writer.progress();
    for (int i = 0; i < MOST_READS; i++) {
      long undone = progress.undone();
      R result = peek(query);
      // Whatever it saw too early was written by this transaction or one before it.
      if (over(progress, progress.begun()) && progress.undone() == undone) {
        return result;
      }
    }
    throw Refused.later(Code.STORE_UNAVAILABLE, TRY_AGAIN);
  }

  private static boolean over(Progress progress, long transaction) {
    try {
      if (progress.awaitEnd(transaction, LONGEST_COMMIT.toMillis())) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Refused.later(Code.STORE_UNAVAILABLE, TRY_AGAIN);
  }

  @Override
  public <R> R peek(Query<R> query) {
    try (Connection connection = database.reader()) {
      return query.run(connection);
    } catch (SQLException e) {
      LOG.warn("A read failed: SQLState {}", e.getSQLState(), Wordless.of(e));
      throw Refused.later(Code.STORE_UNAVAILABLE, TRY_AGAIN);
    }
  }

  @Override
  public long published() {
    return published;
  }

  @Override
  public long awaitPublished(long after, Duration wait) {
    long left = wait.toNanos();
    lock.lock();
    try {
      while (published <= after && left > 0) {
        left = newChange.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return published;
  }

  @Override
  public String epoch() {
    return writer.epoch();
  }

  @Override
  public Vault vault() {
    return vault;
  }

  /** Whether the database is Derby in its folder. */
  public boolean isDerby() {
    return database.isDerby();
  }

  /**
   * Runs a unit of upkeep in a transaction that nothing shares; the others wait meanwhile.
   *
   * @throws Refused as {@link #write}
   */
  public <R> R alone(Unit<R> unit) {
    return await(writer.alone(unit));
  }

  /**
   * A copy of the running database, Derby only: {@code folder/database}, complete up to a moment
   * during the call. Writing goes on meanwhile.
   */
  public void copyTo(Path folder) throws SQLException {
    try (Connection connection = database.connectPatiently();
        CallableStatement copy =
            connection.prepareCall("CALL SYSCS_UTIL.SYSCS_BACKUP_DATABASE(?)")) {
      copy.setString(1, folder.toAbsolutePath().toString());
      copy.execute();
    }
  }

  /** Gives room within PostgreSQL's tables free again; outside of any transaction. */
  public void vacuum(String table) throws SQLException {
    try (Connection connection = database.connectPatiently();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM " + table);
    }
  }

  /**
   * What keeps the database from serving just now, as a Chinese sentence. Asks it at most every two
   * seconds; whoever comes meanwhile hears what was found last.
   */
  public Optional<String> trouble() {
    if (asking.tryLock()) {
      try {
        if (System.nanoTime() - askedAt > TRY_AGAIN.toNanos()) {
          answers();
          askedAt = System.nanoTime();
        }
      } finally {
        asking.unlock();
      }
    }
    boolean stands = writer.busyFor() > LONGEST_COMMIT.toNanos();
    Optional<String> refused = writer.refused();
    return refused.isPresent() || !(silent || stands) ? refused : Optional.of("数据库没有应答");
  }

  private void answers() {
    try (Connection connection = database.reader()) {
      silent = !connection.isValid(2);
    } catch (SQLException e) {
      silent = true;
    }
  }

  /** Units that wait for the writer now. */
  public int waiting() {
    return writer.waiting();
  }

  @Override
  public void close() {
    try {
      writer.close();
      answers.shutdown();
      if (!answers.awaitTermination(5, TimeUnit.SECONDS)) {
        answers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      database.close();
    }
  }
}
