package org.hutong.core.casework;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hutong.casework.Case.Event;
import org.hutong.catalogue.Item;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.problem.Refused;
import org.hutong.systems.Appliance.Check;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cases that were accepted without calendar data for their limit: while there are any an alarm
 * stands in the health checks and the metrics, and once the data are in force each gets its due day
 * with a note in its history. A limit that has its day is never touched again.
 */
public final class DueWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DueWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int MOST_IN_A_UNIT = 100;
  private static final String ACCOUNT = "hutong";
  private static final String NOTE = "工作日历已补充，按受理之日起算补算办理时限";
  private static final String OPEN =
      "f.due_status = 'CALENDAR_MISSING' AND f.state IN ('ACCEPTED', 'IN_PROGRESS')";
  private static final String COUNT = "SELECT COUNT(*) FROM case_file f WHERE " + OPEN;
  private static final String NEXT =
      "SELECT "
          + CaseFiles.COLUMNS
          + " FROM case_file f WHERE "
          + OPEN
          + " AND f.id > ? ORDER BY f.id FETCH FIRST "
          + MOST_IN_A_UNIT
          + " ROWS ONLY";

  private final Store store;
  private final KeptStandards kept;
  private final CaseFiles files;
  private final Deadlines deadlines;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "due-watch"));
  private volatile long missing;
  private volatile LongSupplier others = () -> 0;

  DueWatch(Store store, Standards standards, MetricRegistry metrics) {
    this.store = store;
    this.kept = new KeptStandards(standards.catalogue());
    this.files = new CaseFiles(store.vault());
    this.deadlines = new Deadlines(standards.calendar());
    metrics.gauge("cases.calendar.missing", () -> (Gauge<Long>) () -> missing);
  }

  /**
   * What else has limits, looked at in the same turn.
   *
   * @param settle gives their day to those that can have one, and says how many still have none
   */
  public void also(LongSupplier settle) {
    others = settle;
  }

  /** Looks for the first time at once. */
  public void start() {
    timer.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      sweep();
    } catch (Refused e) {
      LOG.info("The limits without a calendar could not be looked at now: {}", e.code());
    }
  }

  /** Gives their due day to all that can have one now; how many still have none is kept. */
  int sweep() {
    int done = 0;
    Batch batch = new Batch(0, 0, true);
    while (batch.more()) {
      long after = batch.last();
      batch = store.write(tx -> batch(tx, after));
      done += batch.done();
    }
    missing = store.read(c -> count(c.prepareStatement(COUNT))) + others.getAsLong();
    return done;
  }

  /** The check for the appliance's health. */
  public Check check() {
    return missing == 0
        ? new Check("calendar", true, "正常")
        : new Check("calendar", false, missing + " 件办件或任务因缺少年度工作日历没有时限，请补充 calendar 文件后装载");
  }

  private record Batch(long last, int done, boolean more) {}

  private static long count(PreparedStatement statement) throws SQLException {
    try (statement;
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private Batch batch(Tx tx, long after) throws SQLException {
    List<CaseFile> found = new ArrayList<>();
    PreparedStatement s = tx.prepare(NEXT);
    s.setLong(1, after);
    try (ResultSet row = s.executeQuery()) {
      while (row.next()) {
        found.add(files.file(tx.connection(), row));
      }
    }
    int done = 0;
    for (CaseFile file : found) {
      done += settle(tx, file) ? 1 : 0;
    }
    long last = found.isEmpty() ? after : found.get(found.size() - 1).id();
    return new Batch(last, done, found.size() == MOST_IN_A_UNIT);
  }

  private boolean settle(Tx tx, CaseFile file) throws SQLException {
    Optional<Item> item = kept.of(tx.connection(), file);
    Long accepted = file.acceptedAt();
    if (item.isEmpty() || accepted == null) {
      return false;
    }
    Deadlines.Due due = deadlines.from(item.get(), Times.shown(accepted).toLocalDate());
    if (due.day() == null) {
      return false;
    }
    CaseFile next = file.due(due.day(), due.status()).changed(tx.now().toEpochMilli(), false);
    files.update(tx, next, null);
    files.event(
        tx,
        next,
        next.version(),
        new Event(
            Times.shown(next.changedAt()),
            "due",
            null,
            Units.OFFICE,
            ACCOUNT,
            next.revision(),
            NOTE,
            null));
    tx.change("CASE", next.number(), next.revision(), "due");
    tx.audit(new AuditRow(ACCOUNT, null, "case.due", next.number(), null, "local", "ok"));
    return true;
  }

  /** Ends what is under way. */
  public void close() throws InterruptedException {
    timer.shutdown();
    if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
      timer.shutdownNow();
    }
  }
}
