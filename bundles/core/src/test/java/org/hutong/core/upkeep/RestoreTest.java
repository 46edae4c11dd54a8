package org.hutong.core.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.hutong.core.upkeep.UpkeepStreet.ADMIN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
  @TempDir Path folder;
  private UpkeepStreet street;
  private Path backup;

  @BeforeEach
  void open() throws Exception {
    street = new UpkeepStreet(folder.resolve("a"), Clock.systemUTC());
    backup = folder.resolve("backup");
    Files.writeString(street.data().resolve("accounts.json"), "{}");
    Files.writeString(folder.resolve("a/config/streets.csv"), "x");
    Files.writeString(folder.resolve("a/etc/org.hutong.core.cfg"), "x");
    street.act("case");
  }

  @AfterEach
  void close() {
    street.close();
  }

  private void restore(Path data) throws Exception {
    restore(data, () -> {});
  }

  /** With what happens while it compares the hashes. */
  private void restore(Path data, Undo.Step meanwhile) throws Exception {
    new Restore(backup, data, street.keyFolder(), null, line -> during(meanwhile)).run();
  }

  private static void during(Undo.Step meanwhile) {
    try {
      meanwhile.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the street and begins it again from its backup, as another one. */
  private void moveTo(String name) throws Exception {
    Path other = folder.resolve(name);
    restore(other.resolve("data"));
    Folders.copy(street.keyFolder(), other.resolve("keys"), each -> true);
    Files.createDirectories(other.resolve("config"));
    Files.writeString(other.resolve("config/streets.csv"), name);
    street.close();
    street = new UpkeepStreet(other, Clock.systemUTC());
  }

  @Test
  void aStreetThatWasRestoredCanBeBackedUpAndRestoredAgain() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, null);
    moveTo("b");
    street.act("another case");
    backup = folder.resolve("second");
    street.desk(Map.of()).backup(ADMIN, backup, null);
    assertThat(backup.resolve("data/restored")).doesNotExist();
    moveTo("c");
    assertThat(street.data().resolve("restored/config/streets.csv")).hasContent("b");
    assertThat(street.data().resolve("accounts.json")).exists();
    assertThat(street.number("SELECT COUNT(*) FROM change_log")).isEqualTo(2);
  }

  @Test
  void aBackupThatHoldsAnEarlierRestoreIsRestoredWithoutIt() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, null);
    for (String name : new String[] {"data/restored/config/streets.csv", "data/restored.mark"}) {
      Path old = backup.resolve(name);
      Files.createDirectories(old.getParent());
      Files.writeString(old, "old");
      Files.writeString(
          backup.resolve("SHA256SUMS"),
          Folders.hash(old) + "  " + name + "\n",
          UTF_8,
          StandardOpenOption.APPEND);
    }
    restore(folder.resolve("b/data"));
    assertThat(folder.resolve("b/data/restored/config/streets.csv")).hasContent("x");
  }

  @Test
  void theMarkOfARestoreLiesThereBeforeAnyOfTheDatabase() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, null);
    Path data = folder.resolve("b/data");
    restore(data);
    assertThat(data.resolve(Claim.MARK)).doesNotExist();
    for (Path file : Folders.files(data.resolve("database/seg0"))) {
      assertThat(Files.getLastModifiedTime(file))
          .isGreaterThanOrEqualTo(Files.getLastModifiedTime(data.resolve("restored.mark")));
    }
  }

  @Test
  void aRefusedRestoreEmptiesAFolderBehindALinkAndLeavesTheLink() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, null);
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Path data = Files.createSymbolicLink(folder.resolve("data"), disk);
    rewrite("rows.change_log=1", "rows.change_log=2");
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(() -> restore(data))
        .withMessageContaining("记录数");
    assertThat(Files.isSymbolicLink(data)).isTrue();
    assertThat(disk).isEmptyDirectory();
    rewrite("rows.change_log=2", "rows.change_log=1");
    assertThatCode(() -> restore(data)).doesNotThrowAnyException();
    assertThat(disk.resolve("accounts.json")).exists();
  }

  private void rewrite(String from, String to) throws IOException {
    Path manifest = backup.resolve(Manifest.FILE);
    Path sums = backup.resolve(BackupRun.SUMS);
    String before = Folders.hash(manifest);
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
    Files.writeString(sums, Files.readString(sums).replace(before, Folders.hash(manifest)));
  }

  @Test
  void anApplianceThatWasStartedMeanwhileKeepsWhatItWrote() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, null);
    Path data = folder.resolve("b/data");
    Path written = data.resolve("database/service.properties");
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(
            () ->
                restore(
                    data,
                    () -> {
                      Files.createDirectories(written.getParent());
                      Files.writeString(written, "of another");
                    }))
        .withMessageContaining("不是空的");
    assertThat(written).hasContent("of another");
    assertThat(Folders.files(data)).containsExactly(written);
  }

  @Test
  void ofTwoRestoresAtOnceOneGoesOnAndTheOtherClearsNothingOfIt() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, null);
    Path data = folder.resolve("b/data");
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(() -> restore(data, () -> another(data)));
    assertThat(data.resolve("accounts.json")).exists();
    assertThat(data.resolve(RestoredMark.FILE)).exists();
    assertThat(data.resolve(Claim.MARK)).doesNotExist();
  }

  private void another(Path data) {
    try {
      restore(data);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFolderThatAnotherRestoreHasClaimedIsLeftToIt() throws Exception {
    Path data = folder.resolve("b/data");
    Claim first = Claim.of(data, "", Instant.EPOCH);
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(() -> Claim.of(data, "", Instant.EPOCH));
    assertThat(data.resolve(Claim.MARK)).hasContent(Instant.EPOCH.toString());
    first.close();
    assertThat(data).doesNotExist();
  }

  @Test
  void keysThatWereMadeMeanwhileStay() throws Exception {
    char[] passphrase = "a made-up passphrase".toCharArray();
    street.desk(Map.of()).backup(ADMIN, backup, passphrase);
    Path data = folder.resolve("b/data");
    Path keys = folder.resolve("b/keys");
    Path made = keys.resolve("data-keys.p12");
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(
            () ->
                new Restore(
                        backup,
                        data,
                        keys,
                        passphrase,
                        line ->
                            during(
                                () -> {
                                  Files.createDirectories(keys);
                                  Files.writeString(made, "of another");
                                }))
                    .run())
        .withMessageContaining("密钥目录不是空的");
    assertThat(Folders.files(keys)).containsExactly(made);
    assertThat(data).doesNotExist();
  }

  @Test
  void aRestoreSaysThatItComparesBeforeItDoes() throws Exception {
    street.desk(Map.of()).backup(ADMIN, backup, null);
    List<String> said = new ArrayList<>();
    Files.delete(backup.resolve(BackupRun.SUMS));
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(
            () ->
                new Restore(backup, folder.resolve("b/data"), street.keyFolder(), null, said::add)
                    .run());
    assertThat(said).singleElement().asString().contains("正在核对", "Checking");
  }

  @Test
  void clearingLeavesWhatLinksLeadTo() throws Exception {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.writeString(kept.resolve("file"), "x");
    Path cleared = Files.createDirectories(folder.resolve("cleared"));
    Files.createDirectories(cleared.resolve("lost+found"));
    Files.createSymbolicLink(cleared.resolve("link"), kept);
    Folders.clear(cleared);
    assertThat(kept.resolve("file")).exists();
    assertThat(Files.exists(cleared.resolve("link"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(cleared.resolve("lost+found")).exists();
    assertThat(Folders.isEmpty(cleared)).isTrue();
  }

  @Test
  void whatFailsInTidyingUpIsAddedToTheReason() {
    assertThatIOException()
        .isThrownBy(
            () -> {
              try (Undo undo =
                  new Undo(
                      () -> {
                        throw new IOException("tidying");
                      })) {
                reason();
                undo.whole();
              }
            })
        .withMessage("reason")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  private static void reason() throws IOException {
    throw new IOException("reason");
  }

  @Test
  void aPassphraseIsReadFromItsFileAsTheBackupReadsIt() throws Exception {
    assertThat(RestoreMain.line(" a b \n")).isEqualTo(" a b ");
    assertThat(RestoreMain.line("a\r\n")).isEqualTo("a");
    assertThat(RestoreMain.line("a\n\n")).isEqualTo("a\n");
    assertThat(RestoreMain.line("a")).isEqualTo("a");
    Path wrapped = folder.resolve("keys.wrapped");
    WrappedKeys.wrap(street.keyFolder(), wrapped, "a made-up passphrase".toCharArray());
    Path keys = folder.resolve("k");
    WrappedKeys.unwrap(wrapped, keys, " a made-up passphrase\n".toCharArray());
    assertThat(keys.resolve("data-keys.p12")).exists();
    WrappedKeys.wrap(street.keyFolder(), wrapped, "a made-up passphrase ".toCharArray());
    Path others = folder.resolve("o");
    WrappedKeys.unwrap(wrapped, others, "a made-up passphrase ".toCharArray());
    assertThat(others.resolve("data-keys.p12")).exists();
  }

  @Test
  void aClockThatWasWrongLeavesNumbersForCases() throws Exception {
    assertThat(caseAfterAClockThatWasWrong()).isBetween(1_000_001L, 1_000_000_001L);
    street.store.write(
        tx ->
            tx.prepare(
                    "UPDATE counter_floor SET floor_value = 9999990000"
                        + " WHERE counter = 'case_file.seq'")
                .executeUpdate());
    assertThat(caseAfterAClockThatWasWrong()).isEqualTo(9_999_995_000L);
  }

  private long caseAfterAClockThatWasWrong() throws Exception {
    street.close();
    Files.writeString(street.data().resolve(RestoredMark.FILE), Instant.EPOCH.toString());
    street = new UpkeepStreet(folder.resolve("a"), Clock.systemUTC());
    return street.next("case_file.seq/2030", 0);
  }
}
