package org.hutong.core.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.PrivateFiles;
import org.hutong.core.store.Trees;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the acts of access to the audit trail, and keeps them in {@code <data>/access-acts} while
 * there is no database to take them. They are handed over later with the time they happened. A kill
 * meanwhile leaves some in the trail twice rather than none. Bounded: beyond the most it keeps, it
 * counts, and the count goes into the trail too.
 */
public final class AccessJournal implements AccessLog {
  private static final Logger log = LoggerFactory.getLogger(AccessJournal.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String FILE = "access-acts";
  private static final int MOST = 2_000;

  /** What is kept in the file, one JSON object a line. */
  record Waiting(OffsetDateTime at, AuditRow row) {}

  private final Path file;
  private final Clock clock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Those that waited and are on their way: they stay in the file until all are written. */
  private final List<Waiting> handed = new ArrayList<>();

  private long lost;
  private @Nullable Function<AuditRow, CompletableFuture<?>> trail;

  private AccessJournal(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Opens the journal with what the last run could not hand over. */
  public static AccessJournal open(Path data, Clock clock) throws IOException {
    AccessJournal journal = new AccessJournal(data.resolve(FILE), clock);
    if (Files.exists(journal.file)) {
      for (String line : Files.readAllLines(journal.file)) {
        journal.waiting.add(Trees.read(line.getBytes(StandardCharsets.UTF_8), Waiting.class));
      }
    }
    return journal;
  }

  /**
   * From now on rows go there, first those that waited.
   *
   * @param to writes one row; its future fails when the row was not written
   */
  public void attach(Function<AuditRow, CompletableFuture<?>> to) {
    synchronized (this) {
      trail = to;
    }
    handWaiting();
  }

  /** From now on rows wait: the database is going away. */
  public synchronized void detach() {
    trail = null;
  }

  @Override
  public void record(AuditRow row) {
    Waiting act = new Waiting(clock.instant().atZone(ZONE).toOffsetDateTime(), row);
    Function<AuditRow, CompletableFuture<?>> to;
    synchronized (this) {
      to = trail;
    }
    if (to == null) {
      keep(act);
    } else {
      hand(to, act, row);
    }
  }

  private void handWaiting() {
    Function<AuditRow, CompletableFuture<?>> to;
    List<Waiting> late;
    synchronized (this) {
      to = trail;
      if (to == null || waiting.isEmpty()) {
        return;
      }
      late = List.copyOf(waiting);
      handed.addAll(waiting);
      waiting.clear();
      if (lost > 0) {
        late = new ArrayList<>(late);
        late.add(lost(late.get(late.size() - 1).at()));
        lost = 0;
      }
    }
    for (Waiting act : late) {
      hand(to, act, late(act));
    }
  }

  private void hand(Function<AuditRow, CompletableFuture<?>> to, Waiting act, AuditRow row) {
    CompletableFuture<?> written;
    try {
      written = to.apply(row);
    } catch (Refused e) {
      back(act);
      return;
    }
    written.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            written(act);
            // The database takes rows again: what it refused meanwhile follows.
            handWaiting();
          } else {
            back(act);
          }
        });
  }

  private synchronized void written(Waiting act) {
    if (handed.removeIf(one -> one == act) && handed.isEmpty()) {
      save();
    }
  }

  private synchronized void back(Waiting act) {
    handed.removeIf(one -> one == act);
    keep(act);
  }

  private synchronized void keep(Waiting act) {
    if (waiting.size() >= MOST) {
      lost++;
      return;
    }
    waiting.add(act);
    save();
  }

  private Waiting lost(OffsetDateTime at) {
    return new Waiting(
        at,
        new AuditRow(
            "(appliance)", null, "access.lost", null, lost + " 条未能保存", Address.CONSOLE, "ok"));
  }

  private void save() {
    try {
      if (waiting.isEmpty() && handed.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        PrivateFiles.write(
            file,
            Stream.concat(handed.stream(), waiting.stream())
                .map(act -> new String(Trees.write(act), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // They are still in memory; only a restart before the database is back would lose them.
      log.error("The acts of access that wait for the audit trail cannot be kept on disk", e);
    }
  }

  private static AuditRow late(Waiting act) {
    AuditRow row = act.row();
    String when = "补记 " + act.at();
    return new AuditRow(
        row.who(),
        row.whom(),
        row.what(),
        row.target(),
        row.why() == null ? when : row.why() + "；" + when,
        row.from(),
        row.result());
  }
}
