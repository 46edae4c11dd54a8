package org.hutong.harness.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limit that intake is measured against: raw JDBC, one case of about 1 KB and three rows in
 * each transaction, eight threads.
 */
abstract class RawJdbc implements AutoCloseable {
  static final int THREADS = 8;

  private final AtomicLong ids = new AtomicLong();
  private final byte[] payload = new byte[1_024];

  RawJdbc() {
    new Random(1).nextBytes(payload);
  }

  /** A connection to the database. */
  abstract Connection connect() throws SQLException;

  /** What it is, for the tables. */
  abstract String name();

  /** The two tables; bytes are stored as that type. */
  static void create(Statement s, String bytes) throws SQLException {
    s.execute(
        "CREATE TABLE raw_case (id BIGINT PRIMARY KEY, number VARCHAR(32) NOT NULL UNIQUE,"
            + " state VARCHAR(24) NOT NULL, at_ms BIGINT NOT NULL, body "
            + bytes
            + " NOT NULL)");
    s.execute(
        "CREATE TABLE raw_delivery (id BIGINT PRIMARY KEY, case_id BIGINT NOT NULL,"
            + " system_id VARCHAR(40) NOT NULL, state VARCHAR(20) NOT NULL,"
            + " at_ms BIGINT NOT NULL)");
    s.execute("CREATE INDEX raw_due ON raw_delivery (system_id, state, at_ms)");
  }

  /** Cases a second over the time, by eight threads, each case committed by itself. */
  double run(Duration time) throws Exception {
    return run(time, THREADS, 1);
  }

  /** Cases a second over the time, by so many threads, so many cases a commit. */
  double run(Duration time, int writers, int group) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      long end = System.nanoTime() + time.toNanos();
      List<Future<Long>> parts = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        Callable<Long> part = () -> one(end, group);
        parts.add(threads.submit(part));
      }
      long cases = 0;
      for (Future<Long> part : parts) {
        cases += part.get();
      }
      return cases / (time.toNanos() / 1e9);
    } finally {
      threads.shutdownNow();
    }
  }

  private long one(long end, int group) throws SQLException {
    long cases = 0;
    try (Connection c = connect()) {
      c.setAutoCommit(false);
      try (PreparedStatement insert =
              c.prepareStatement("INSERT INTO raw_case VALUES (?, ?, 'ACCEPTED', ?, ?)");
          PreparedStatement rows =
              c.prepareStatement("INSERT INTO raw_delivery VALUES (?, ?, ?, 'WAITING', ?)")) {
        while (System.nanoTime() < end) {
          long id = ids.incrementAndGet();
          insert.setLong(1, id);
          insert.setString(2, "110102014-2026-" + id);
          insert.setLong(3, id);
          insert.setBytes(4, payload);
          insert.executeUpdate();
          for (int i = 0; i < 3; i++) {
            rows.setLong(1, id * 3 + i);
            rows.setLong(2, id);
            rows.setString(3, "si-0" + i);
            rows.setLong(4, id);
            rows.addBatch();
          }
          rows.executeBatch();
          cases++;
          if (cases % group == 0) {
            c.commit();
          }
        }
      }
      c.rollback();
    }
    return cases - cases % group;
  }

  @Override
  public abstract void close() throws SQLException;
}
