package org.hutong.core.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.hutong.core.upkeep.UpkeepStreet.ADMIN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.hutong.core.store.PrivateFiles;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappedKeysTest {
  private static final char[] PASSPHRASE = "a made-up passphrase 1".toCharArray();
  private static final int MIB = 1 << 20;

  /** Made by a release that wrapped the top level only. */
  private static final String EARLIER =
      "AbO8+1HoK4yIODzwU2CHP/B0xbhkc4ERTVpw5YYsYePBailpAK9i8MFqg/pBdP1OVgoHYWSfUgc1qjg9"
          + "8kMXNXJjbPzlhwOeDst/aID/Pm/3J+G7AcAK9cJDaYE4Ra4qT0xtJM5LSkuQsbOJOV5zb2kAgjN5yveT"
          + "AqT9FdlWxP0fjgyqzMqhsIXzZPKV+xtZgTuyVv8yOF4XXoJXDKLWyuBroMbCklxJ8XmVsetBq/sXSi6Q"
          + "LU/2cFQeATGL2qSjcFlcE20UQkKZpZ5Xbg==";

  @TempDir Path folder;
  private Path keys;
  private Path wrapped;
  private Path opened;

  @BeforeEach
  void begin() throws Exception {
    keys = Files.createDirectories(folder.resolve("keys"));
    wrapped = folder.resolve("keys.wrapped");
    opened = folder.resolve("opened");
  }

  private void write(String name, byte[] content) throws Exception {
    Path file = keys.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** What no zip makes smaller. */
  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void secretsInFoldersBelowComeBackForTheirOwnerOnly() throws Exception {
    write("top", random(10));
    write("si-02/password", random(20));
    write("si-02/tls/客户端.p12", random(100_000));
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.write(folder.resolve("elsewhere/secret"), random(30));
    Files.createSymbolicLink(keys.resolve("si-04"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(keys.resolve("si-02/loop"), keys);
    WrappedKeys.wrap(keys, wrapped, PASSPHRASE);
    WrappedKeys.unwrap(wrapped, opened, PASSPHRASE);
    for (String name :
        new String[] {"top", "si-02/password", "si-02/tls/客户端.p12", "si-04/secret"}) {
      assertThat(opened.resolve(name)).hasSameBinaryContentAs(keys.resolve(name));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(opened.resolve(name))))
          .isEqualTo("rw-------");
    }
    for (String name : new String[] {"", "si-02", "si-02/tls", "si-04"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(opened.resolve(name))))
          .isEqualTo("rwx------");
    }
    assertThat(Folders.files(opened)).hasSize(4);
  }

  @Test
  void keysThatCouldNotBeOpenedAgainAreNotWrapped() throws Exception {
    write("a", random(10));
    write("sub/large.bin", random(17 * MIB));
    write("z", random(10));
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> WrappedKeys.wrap(keys, wrapped, PASSPHRASE))
        .withMessageContaining("16 MiB")
        .withMessageContaining("sub/large.bin")
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.BACKUP_FAILED));
    assertThat(wrapped).doesNotExist();
  }

  @Test
  void whatJustFitsAndWhatEarlierReleasesWrappedWithoutALimitOpens() throws Exception {
    write("large", random(16 * MIB - (64 << 10)));
    WrappedKeys.wrap(keys, wrapped, PASSPHRASE);
    WrappedKeys.unwrap(wrapped, opened, PASSPHRASE);
    assertThat(opened.resolve("large")).hasSameBinaryContentAs(keys.resolve("large"));
    write("more", random(2 * MIB));
    WrappedKeys.wrap(keys, wrapped, PASSPHRASE, 64 * MIB);
    Path second = folder.resolve("second");
    WrappedKeys.unwrap(wrapped, second, PASSPHRASE);
    assertThat(second.resolve("more")).hasSameBinaryContentAs(keys.resolve("more"));
  }

  @Test
  void aBackupWhoseKeysAreTooLargeLeavesNothingBehindAndSaysWhy() throws Exception {
    try (UpkeepStreet street = new UpkeepStreet(folder.resolve("a"), Clock.systemUTC())) {
      keys = street.keyFolder();
      write("sub/large.bin", random(17 * MIB));
      Path backup = folder.resolve("backup");
      UpkeepDesk desk = street.desk(Map.of());
      assertThatExceptionOfType(Refused.class)
          .isThrownBy(() -> desk.backup(ADMIN, backup, PASSPHRASE))
          .withMessageContaining("sub/large.bin");
      assertThat(backup).doesNotExist();
      assertThat(backup.resolveSibling("backup.part")).doesNotExist();
      desk.backup(ADMIN, backup, null);
    }
  }

  @Test
  void whatDoesNotOpenAgainOrHoldsOtherNamesIsSeen() throws Exception {
    write("a", random(10));
    write("sub/b", random(10));
    WrappedKeys.wrap(keys, wrapped, PASSPHRASE);
    WrappedKeys.check(wrapped, PASSPHRASE, Set.of("a", "sub/b"));
    assertThatIOException()
        .isThrownBy(() -> WrappedKeys.check(wrapped, PASSPHRASE, Set.of("a", "sub/b", "sub/c")));
    assertThatIOException()
        .isThrownBy(
            () -> WrappedKeys.check(wrapped, "another passphrase".toCharArray(), Set.of("a")));
  }

  @Test
  void aPathOutOfPlaceIsRefused() throws Exception {
    Path outside = folder.resolve("outside");
    for (String name : new String[] {"../outside", outside.toString(), "a/../../outside", "a/"}) {
      assertThatExceptionOfType(RestoreRefused.class)
          .as(name)
          .isThrownBy(() -> WrappedKeys.place(opened, name));
    }
    assertThat(WrappedKeys.place(opened, "a/b")).isEqualTo(opened.resolve("a/b"));
    PrivateFiles.folder(opened);
    Files.createSymbolicLink(opened.resolve("link"), folder);
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(() -> WrappedKeys.place(opened, "link/outside"));
    assertThatExceptionOfType(RestoreRefused.class)
        .isThrownBy(() -> WrappedKeys.place(opened, "link"));
  }

  @Test
  void aPackageOfAnEarlierReleaseOpens() throws Exception {
    Files.write(wrapped, Base64.getDecoder().decode(EARLIER));
    WrappedKeys.unwrap(wrapped, opened, PASSPHRASE);
    assertThat(opened.resolve("data-keys.password")).hasContent("made up");
  }
}
