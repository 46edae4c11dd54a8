package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that takes a commit, and is gone before it says so. */
class LostCommitTest {
  @TempDir private Path folder;
  private final AtomicInteger commitsToLose = new AtomicInteger();
  private final AtomicInteger connectsToFail = new AtomicInteger();
  private final AtomicLong published = new AtomicLong();
  private Database database;
  private Writer writer;

  @BeforeEach
  void open() throws Exception {
    DatabaseConfig config = DatabaseConfig.derby(folder.resolve("data/db"));
    KeyRing keys = KeyRing.open(folder.resolve("keys"));
    database = new Database(config, keys);
    try (Connection connection = database.connectPatiently()) {
      Migrations.run(connection);
    }
    writer =
        new Writer(this::connect, config, new AuditChain(keys), Clock.systemUTC(), published::set);
  }

  @AfterEach
  void close() throws Exception {
    writer.close();
    database.close();
  }

  private Connection connect() throws SQLException {
    if (connectsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new SQLException("away", "08001");
    }
    Connection real = database.connect();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                if (method.getName().equals("commit")
                    && commitsToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                  throw new SQLException("gone", "08006");
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private CompletableFuture<Integer> change(String reference, CountDownLatch after) {
    return writer.submit(
        tx -> {
          tx.change("CASE", reference, 1, "registered");
          tx.afterCommit(after::countDown);
          return 1;
        });
  }

  @Test
  void aCommitThatHappenedIsAnsweredAndEverybodyIsTold() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    commitsToLose.set(1);
    assertThat(change("one", told).get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(published).hasValue(1);
  }

  @Test
  void whatHangsOnACommitIsToldOnceTheDatabaseIsBack() throws Exception {
    CountDownLatch told = new CountDownLatch(2);
    commitsToLose.set(1);
    connectsToFail.set(1);
    CompletableFuture<Integer> lost = change("one", told);
    assertThatThrownBy(() -> lost.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(Refused.class);
    assertThat(published).hasValue(0);

    assertThat(change("two", told).get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(published).hasValue(2);
  }
}
