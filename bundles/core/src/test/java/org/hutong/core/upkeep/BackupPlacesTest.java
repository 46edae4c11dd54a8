package org.hutong.core.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hutong.core.upkeep.UpkeepStreet.ADMIN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupPlacesTest {
  @TempDir Path folder;
  private UpkeepStreet street;
  private Path backup;

  @BeforeEach
  void open() throws Exception {
    street = new UpkeepStreet(folder.resolve("a"), Clock.systemUTC());
    backup = folder.resolve("backup");
    write("a/data/accounts.json");
    write("a/data/modules/x/1.jar");
    write("a/config/items/SB-02.yaml");
    write("a/etc/org.hutong.core.cfg");
    write("a/etc/hutong/SB-02.yaml");
  }

  private void write(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }

  @AfterEach
  void close() {
    street.close();
  }

  @Test
  void foldersBehindLinksAreBackedUp() throws Exception {
    write("elsewhere/si-02/system.yaml");
    Files.createSymbolicLink(folder.resolve("a/config/systems"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("a/config/items/loop"), folder.resolve("a/config"));
    Files.createSymbolicLink(folder.resolve("a/config/dangling"), folder.resolve("nowhere"));
    Path links = Files.createDirectories(folder.resolve("links"));
    for (String name : new String[] {"data", "keys", "config", "etc"}) {
      Files.createSymbolicLink(links.resolve(name), folder.resolve("a").resolve(name));
    }
    UpkeepDesk desk = street.desk(Map.of(), links);
    desk.backup(ADMIN, backup, null);
    assertThat(backup.resolve("data/accounts.json")).exists();
    assertThat(backup.resolve("data/modules/x/1.jar")).exists();
    assertThat(backup.resolve("config/items/SB-02.yaml")).exists();
    assertThat(backup.resolve("config/systems/si-02/system.yaml")).exists();
    assertThat(backup.resolve("config/items/loop")).doesNotExist();
    assertThat(backup.resolve("etc/org.hutong.core.cfg")).exists();
    assertThat(backup.resolve("etc/hutong")).doesNotExist();
    assertThat(desk.storage(ADMIN).databaseBytes()).isPositive();
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> desk.backup(ADMIN, street.data().resolve("inside"), null));
  }

  @Test
  void aBackupInsideOfWhatIsBackedUpIsRefused() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a/config"));
    for (Path place :
        new Path[] {
          street.data().resolve("modules/backup"),
          street.keyFolder().resolve("backup"),
          folder.resolve("a/config/backup"),
          folder.resolve("a/config/items/backup"),
          folder.resolve("a/etc/backup"),
          link.resolve("backup")
        }) {
      assertThat(backups(0).refusal(place)).as(place.toString()).contains("不能放在");
    }
    assertThat(backups(0).refusal(backup)).isNull();
  }

  @Test
  void onlyWhatBelongsToTheStreetIsTakenFromItsData() throws Exception {
    for (String name :
        new String[] {"core.4711", "hs_err_pid1.log", "karaf/cache/x", "lost+found/x", "a.hprof"}) {
      write("a/data/" + name);
    }
    write("a/config/lost+found/x");
    write("a/data/identity.json");
    street.desk(Map.of()).backup(ADMIN, backup, null);
    assertThat(Folders.files(backup.resolve("data")))
        .containsExactly(
            backup.resolve("data/accounts.json"),
            backup.resolve("data/identity.json"),
            backup.resolve("data/modules/x/1.jar"));
    assertThat(backup.resolve("config/lost+found")).doesNotExist();
  }

  @Test
  void aBackupOntoTheDiskOfTheStreetLeavesWhatIntakeNeeds() throws Exception {
    write("a/data/modules/x/1.jar");
    long free = Files.getFileStore(folder).getUsableSpace();
    assertThat(backups(0).refusal(backup)).isNull();
    assertThat(backups(free).refusal(backup)).contains("空间不足");
    Path memory = Path.of("/dev/shm");
    if (Files.isWritable(memory)
        && Files.getFileStore(memory).getUsableSpace() > 1L << 29
        && !Files.getAttribute(memory, "unix:dev").equals(Files.getAttribute(folder, "unix:dev"))) {
      assertThat(backups(free).refusal(memory.resolve("hutong-backup-" + free))).isNull();
    }
  }

  private BackupRun backups(long floor) {
    Path a = folder.resolve("a");
    return new BackupRun(
        street.store,
        street.keys,
        new BackupRun.Places(
            a.resolve("data"),
            a.resolve("keys"),
            a.resolve("config"),
            a.resolve("etc"),
            a.resolve("home")),
        floor);
  }

  @Test
  void theEndOfABackupThatFailedStandsInTheTrail() throws Exception {
    street.act("case");
    street.store.write(tx -> tx.prepare("UPDATE audit_log SET target = 'x'").executeUpdate());
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> street.desk(Map.of()).backup(ADMIN, backup, null))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.BACKUP_FAILED));
    assertThat(backup).doesNotExist();
    assertThat(backup.resolveSibling("backup.part")).doesNotExist();
    assertThat(
            street.number(
                "SELECT COUNT(*) FROM audit_log WHERE what = 'backup.end' AND result = 'failed'"))
        .isOne();
  }
}
