package org.hutong.core.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hutong.core.upkeep.UpkeepStreet.ADMIN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.AuditWalk;
import org.hutong.core.store.ChangeFeed;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  private static final char[] PASSPHRASE = "a made-up passphrase 1".toCharArray();
  private static final Caller HUB = new Caller("hub", Set.of(Role.HUB), null, "127.0.0.1", null);

  @TempDir Path folder;
  private UpkeepStreet street;
  private Path backup;

  @BeforeEach
  void openWithSomeRows() throws Exception {
    street = new UpkeepStreet(folder.resolve("a"), Clock.systemUTC());
    backup = folder.resolve("backup");
    Files.writeString(street.data().resolve("accounts.json"), "{}");
    Files.writeString(street.data().resolve("initial-passwords"), "admin:secret");
    for (int i = 0; i < 20; i++) {
      street.act("case-" + i);
    }
    street.delivery(1, "WAITING", 0);
    street.delivery(2, "SENDING", 0);
    street.delivery(3, "DELIVERED", 1);
    street.delivery(4, "QUARANTINED", 0);
  }

  @AfterEach
  void close() {
    street.close();
  }

  private Manifest restore(Path to, Path keys) throws Exception {
    return new Restore(backup, to.resolve("data"), keys, null, line -> {}).run();
  }

  @Test
  void aBackupTakenWhileOthersWriteIsWholeAndComesBackChecked() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Integer> load =
        CompletableFuture.supplyAsync(
            () -> {
              int written = 0;
              while (!enough.get()) {
                street.act("load-" + written++);
              }
              return written;
            });
    var taken = street.desk(Map.of()).backup(ADMIN, backup, null);
    enough.set(true);
    assertThat(load.join()).isPositive();
    assertThat(taken.rows().get("change_log")).isGreaterThanOrEqualTo(20);
    assertThat(taken.keysInside()).isFalse();

    Manifest restored = restore(folder.resolve("b"), street.keyFolder());
    assertThat(restored.rows()).isEqualTo(taken.rows());
    assertThat(folder.resolve("b/data/accounts.json")).exists();
    assertThat(folder.resolve("b/data/initial-passwords")).doesNotExist();
  }

  @Test
  void nothingOfTheKeysLiesInABackupWithoutAPassphrase() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, null);
    String password = Files.readString(street.keyFolder().resolve("data-keys.password")).strip();
    try (Stream<Path> files = Files.walk(backup)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file.getFileName().toString()).doesNotContain("p12", "password");
        assertThat(new String(Files.readAllBytes(file), UTF_8)).doesNotContain(password);
      }
    }
  }

  @Test
  void keysWrappedByAPassphraseComeBackWithItAndWithNoOther() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, PASSPHRASE);
    Path data = folder.resolve("b/data");
    Path keys = folder.resolve("b/keys");
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(
            () ->
                new Restore(backup, data, keys, "another passphrase".toCharArray(), line -> {})
                    .run())
        .withMessageContaining("口令不正确");
    assertThat(data).doesNotExist();
    new Restore(backup, data, keys, PASSPHRASE, line -> {}).run();
    assertThat(keys.resolve("data-keys.p12"))
        .hasSameBinaryContentAs(street.keyFolder().resolve("data-keys.p12"));
  }

  @Test
  void anAlteredFileMissingFileOrForeignKeysAreRefusedAndLeaveNothingBehind() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, null);
    Path data = folder.resolve("b/data");
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(() -> restore(folder.resolve("b"), folder.resolve("no-keys")))
        .withMessageContaining("HUTONG_KEYS");
    try (UpkeepStreet other = new UpkeepStreet(folder.resolve("c"), Clock.systemUTC())) {
      assertThatExceptionOfType(RestoreRefused.class)
          .isThrownBy(() -> restore(folder.resolve("b"), other.keyFolder()))
          .withMessageContaining("密钥与备份不符");
    }
    Path accounts = backup.resolve("data/accounts.json");
    Files.writeString(accounts, "{ }");
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(() -> restore(folder.resolve("b"), street.keyFolder()))
        .withMessageContaining("accounts.json");
    Files.delete(accounts);
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(() -> restore(folder.resolve("b"), street.keyFolder()))
        .withMessageContaining("缺少");
    assertThat(data).doesNotExist();
  }

  @Test
  void aBackupOverwritesNothingAndARestoreNeither() throws Exception {
    UpkeepDesk desk = street.desk(Map.of());
    for (Path place :
        new Path[] {
          street.data().resolve("x"), street.keyFolder().resolve("x"), folder, Path.of("relative")
        }) {
      assertThatExceptionOfType(Refused.class)
          .isThrownBy(() -> desk.backup(ADMIN, place, null))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.BACKUP_FAILED));
    }
    desk.backup(ADMIN, backup, null);
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(
            () -> new Restore(backup, street.data(), street.keyFolder(), null, line -> {}).run());
    assertThat(street.data().resolve("accounts.json")).exists();
  }

  @Test
  void afterARestoreWhatHadNotEndedIsUnknownCursorsAreGoneAndNumbersGoOnAbove() throws Exception {
    ChangeFeed feed = new ChangeFeed(street.store, "110102014", 1);
    String cursor = feed.after(HUB, null, 10, Duration.ZERO).next();
    long given = street.store.write(tx -> tx.next("delivery.id", c -> 4L));
    street.desk(Map.of()).backup(ADMIN, backup, null);
    for (int i = 0; i < 50; i++) {
      given = street.store.write(tx -> tx.next("delivery.id", c -> 4L));
    }
    street.close();
    restore(folder.resolve("b"), folder.resolve("a/keys"));
    copyKeys(folder.resolve("a/keys"), folder.resolve("b/keys"));
    street = new UpkeepStreet(folder.resolve("b"), Clock.systemUTC());

    assertThat(street.number("SELECT COUNT(*) FROM delivery WHERE state = 'UNKNOWN'")).isEqualTo(2);
    assertThat(street.number("SELECT COUNT(*) FROM delivery WHERE state = 'DELIVERED'")).isOne();
    assertThat(street.number("SELECT maybe_held FROM delivery WHERE id = 4")).isOne();
    assertThat(street.next("delivery.id", 4)).isGreaterThan(given);
    assertThat(street.next("case_file.seq/2030", 0)).isGreaterThan(1_000_000);
    ChangeFeed after = new ChangeFeed(street.store, "110102014", 1);
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> after.after(HUB, cursor, 10, Duration.ZERO))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.CURSOR_EXPIRED));
    assertThat(after.after(HUB, null, 10, Duration.ZERO).changes()).hasSize(10);
    street.act("the first in another life");
    AuditWalk.Finding trail =
        street.store.read(
            c -> AuditWalk.walk(c, new AuditChain(street.keys), AuditWalk.Head.read(c)));
    assertThat(trail.holds()).as(trail.sentence()).isTrue();
    assertThat(street.data().resolve("restored.mark")).doesNotExist();
  }

  private static void copyKeys(Path from, Path to) throws IOException {
    Folders.copy(from, to, name -> true);
  }
}
