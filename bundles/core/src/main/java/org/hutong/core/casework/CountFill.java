package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hutong.core.statistics.FormLoad;
import org.hutong.core.statistics.StateFill;
import org.hutong.core.store.SqlStore;
import org.hutong.problem.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the cases, and the records of ended ones, that were there before an upgrade brought their
 * counters: once, in small units between the others. What was counted stays counted when it is
 * interrupted. Counters from before an upgrade brought the states get theirs in one unit. Materials
 * from before an upgrade brought the links to their cases get them first.
 */
public final class CountFill {
  private static final Logger LOG = LoggerFactory.getLogger(CountFill.class);
  private static final int MOST_IN_A_UNIT = 100;
  private static final String OPEN =
      "(channel IS NULL OR record_month IS NULL AND state IN ("
          + CaseCounting.ENDED.stream()
              .map(state -> "'" + state + "'")
              .collect(Collectors.joining(", "))
          + "))";
  private static final String LEFT = "SELECT COUNT(*) FROM case_file WHERE " + OPEN;
  private static final String NEXT =
      "SELECT id FROM case_file WHERE "
          + OPEN
          + " AND id > ? ORDER BY id FETCH FIRST "
          + MOST_IN_A_UNIT
          + " ROWS ONLY";

  private final SqlStore store;
  private final CaseCounting counting;
  private final MaterialFill materials;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "count-fill"));
  private volatile long left;
  private volatile boolean closing;

  CountFill(SqlStore store, FormLoad load) {
    this.store = store;
    CaseFiles files = new CaseFiles(store.vault());
    this.counting = new CaseCounting(files, load);
    this.materials = new MaterialFill(store, files);
  }

  /** Cases that are not counted yet, or not by their state, or not by their record. */
  public long left() {
    return left;
  }

  /** Begins at once. */
  public void start() {
    left = store.read(CountFill::countAll);
    if (left > 0 || store.read(MaterialFill::left) > 0) {
      worker.execute(this::run);
    }
  }

  private void run() {
    try {
      materials.fill(() -> closing);
      LOG.info("{} cases from before the counters are counted now", left);
      fill();
    } catch (Refused e) {
      LOG.warn("The older cases could not be counted now, and will be at the next start");
    }
  }

  /** Counts all that are left, here and now. */
  public void fill() {
    StateFill.fill(store);
    long after = 0;
    while (!closing) {
      long last = after;
      List<Long> next = store.read(c -> next(c, last));
      if (next.isEmpty()) {
        left = store.read(CountFill::countAll);
        return;
      }
      store.write(
          tx -> {
            for (long id : next) {
              counting.fill(tx, id);
            }
            return 0;
          });
      after = next.get(next.size() - 1);
      left = Math.max(0, left - next.size());
    }
  }

  private static long countAll(Connection c) throws SQLException {
    return countLeft(c) + StateFill.lacking(c);
  }

  private static long countLeft(Connection c) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(LEFT);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<Long> next(Connection c, long after) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(NEXT)) {
      s.setLong(1, after);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
        }
      }
    }
    return ids;
  }

  /** Ends what is under way. */
  public void close() throws InterruptedException {
    closing = true;
    worker.shutdown();
    if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
      worker.shutdownNow();
    }
  }
}
