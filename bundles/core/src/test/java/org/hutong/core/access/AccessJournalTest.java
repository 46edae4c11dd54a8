package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.hutong.core.store.AuditRow;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessJournalTest {
  @TempDir Path data;
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneOffset.UTC);
  private final List<AuditRow> trail = new CopyOnWriteArrayList<>();
  private volatile boolean down;

  private final Function<AuditRow, CompletableFuture<?>> store =
      row -> {
        if (down) {
          return CompletableFuture.failedFuture(Refused.because(Code.STORE_UNAVAILABLE));
        }
        trail.add(row);
        return CompletableFuture.completedFuture(null);
      };

  private AccessJournal open() throws IOException {
    return AccessJournal.open(data, clock);
  }

  private static AuditRow row(String who) {
    return new AuditRow(who, null, "access.login", null, null, "10.0.0.1", "ok");
  }

  @Test
  void whatHappensBeforeTheDatabaseIsThereIsHandedOverWithItsTime() throws IOException {
    AccessJournal journal = open();
    journal.record(row("one"));
    journal.record(row("two"));
    assertThat(trail).isEmpty();
    journal.attach(store);
    assertThat(trail).extracting(AuditRow::who).containsExactly("one", "two");
    assertThat(trail).allMatch(r -> "补记 2026-11-23T09:00+08:00".equals(r.why()));
    journal.record(row("three"));
    assertThat(trail).last().isEqualTo(row("three"));
    assertThat(data.resolve("access-acts")).doesNotExist();
  }

  @Test
  void whatWaitsOutlivesARestartInAFileForTheOwnerOnly() throws IOException {
    open().record(row("one"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("access-acts"))))
        .isEqualTo("rw-------");
    open().attach(store);
    assertThat(trail).extracting(AuditRow::who).containsExactly("one");
  }

  @Test
  void whatTheDatabaseRefusedFollowsOnceItTakesRowsAgain() throws IOException {
    AccessJournal journal = open();
    journal.attach(store);
    down = true;
    journal.record(row("one"));
    journal.record(row("two"));
    assertThat(trail).isEmpty();
    down = false;
    journal.record(row("three"));
    assertThat(trail).extracting(AuditRow::who).containsExactlyInAnyOrder("three", "one", "two");
    assertThat(data.resolve("access-acts")).doesNotExist();
  }

  @Test
  void whatIsHandedOverStaysInTheFileUntilItIsWritten() throws IOException {
    open().record(row("one"));
    CompletableFuture<Void> writing = new CompletableFuture<>();
    open().attach(row -> writing);
    open().attach(store);
    assertThat(trail).as("after a kill meanwhile").extracting(AuditRow::who).containsExactly("one");

    open().record(row("two"));
    AccessJournal last = open();
    last.attach(row -> writing);
    assertThat(data.resolve("access-acts")).exists();
    writing.complete(null);
    assertThat(data.resolve("access-acts")).doesNotExist();
  }

  @Test
  void beyondItsBoundItCountsAndSaysSo() throws IOException {
    AccessJournal journal = open();
    for (int i = 0; i < 2_005; i++) {
      journal.record(row("n" + i));
    }
    journal.attach(store);
    assertThat(trail).hasSize(2_001);
    assertThat(trail).last().extracting(AuditRow::what).isEqualTo("access.lost");
    assertThat(trail).last().extracting(AuditRow::why).asString().startsWith("5 条");
  }
}
