package org.hutong.core.upkeep;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Casework;
import org.hutong.casework.Materials;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Times;
import org.hutong.core.store.Wordless;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Appliance.Check;
import org.hutong.systems.Upkeep;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backup, the nightly sweep and the watch over the disk, one after the other on one thread. */
public final class UpkeepDesk implements Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(UpkeepDesk.class);

  /** Below this much, writing a table anew is not worth it. */
  private static final long WORTH_IT = 16L * 1024 * 1024;

  /**
   * What it works with.
   *
   * @param floorBytes below this much free on the disk intake refuses
   */
  public record Settings(
      String street,
      String version,
      Path data,
      Path keys,
      Path config,
      Path etc,
      Path home,
      long floorBytes,
      Retention retention) {}

  private final Settings settings;
  private final SqlStore store;
  private final BackupRun backups;
  private final TableSpace space;
  private final Sweep sweep;
  private final ClockDoubt doubt;
  private final DiskWatch disk;
  private final Clock clock;
  private final Object oneAtATime = new Object();
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, r -> new Thread(r, "core-upkeep"));
  private @Nullable LocalDate swept;

  /** Begins with {@link #start}. */
  public UpkeepDesk(
      Settings settings, SqlStore store, KeyRing keys, MetricRegistry metrics, Clock clock)
      throws IOException {
    this.settings = settings;
    this.store = store;
    this.backups =
        new BackupRun(
            store,
            keys,
            new BackupRun.Places(
                settings.data(),
                settings.keys(),
                settings.config(),
                settings.etc(),
                settings.home()),
            settings.floorBytes());
    DiskWatch.Room room = room(settings.data());
    this.space = new TableSpace(store, room, settings.floorBytes());
    this.sweep = new Sweep(store, new AuditChain(keys), space, settings.retention(), clock);
    this.doubt = new ClockDoubt(settings.data(), store, clock);
    this.disk = new DiskWatch(room, settings.floorBytes());
    this.clock = clock;
    metrics.gauge("disk.free.bytes", () -> (Gauge<Long>) disk::free);
    metrics.gauge("disk.floor.bytes", () -> (Gauge<Long>) disk::floor);
    metrics.gauge("intake.open", () -> (Gauge<Integer>) () -> disk.open() ? 1 : 0);
  }

  /** The database may lie on a disk of its own. */
  private static DiskWatch.Room room(Path data) throws IOException {
    DiskWatch.Room room = DiskWatch.Room.of(Files.getFileStore(data));
    Path database = data.resolve(BackupRun.DATABASE);
    return Files.exists(database)
        ? DiskWatch.Room.least(room, DiskWatch.Room.of(Files.getFileStore(database)))
        : room;
  }

  /** Whether nights go by the clock. */
  public Check clock() {
    return doubt.check();
  }

  /** Watches the disk every second; sweeps once a night. */
  public void start() {
    disk.look();
    timer.scheduleWithFixedDelay(disk::look, 1, 1, TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.MINUTES);
  }

  /** What keeps intake closed, as a Chinese sentence. */
  public Optional<String> trouble() {
    return disk.open() ? Optional.empty() : Optional.of(Code.STORAGE_LOW.sentence());
  }

  /** Refuses entries while the disk is low. */
  public Casework guard(Casework casework) {
    return new GuardedCasework(casework, disk);
  }

  /** Refuses uploads while the disk is low. */
  public Materials guard(Materials materials) {
    return new GuardedMaterials(materials, disk);
  }

  void tick() {
    LocalDate night = settings.retention().quiet().night(clock.instant()).orElse(null);
    try {
      if (night == null || night.equals(swept)) {
        doubt.look();
        return;
      }
      swept = night;
      if (doubt.believes()) {
        sweep("retention", "schedule", true);
      }
    } catch (RuntimeException e) { // the seam of the timer: the next night comes
      LOG.error("The nightly sweep failed", e);
    }
  }

  @Override
  public Backup backup(Caller caller, Path folder, char @Nullable [] passphrase) {
    caller.mustBe(Role.ADMIN);
    if (!store.isDerby()) {
      throw Refused.because(
          Code.BACKUP_FAILED, "数据库是 PostgreSQL：请用 pg_dump 或 pg_basebackup 备份，步骤见 README 的“备份”");
    }
    if (passphrase != null && passphrase.length < WrappedKeys.LEAST_SIGNS) {
      throw Refused.because(Code.PASSWORD_TOO_WEAK, "口令至少 16 个字符");
    }
    synchronized (oneAtATime) {
      try {
        String refusal = backups.refusal(folder);
        if (refusal != null) {
          throw Refused.because(Code.BACKUP_FAILED, refusal);
        }
        audit(AuditRow.done(caller, "backup.begin", folder.toString(), null, null));
        BackupRun.Done done = backup(caller, passphrase, folder);
        audit(AuditRow.done(caller, "backup.end", folder.toString(), null, null));
        return new Backup(
            folder.toString(),
            done.manifest().takenAt().atZone(Times.ZONE).toOffsetDateTime(),
            done.bytes(),
            done.manifest().rows(),
            passphrase != null);
      } catch (IOException | SQLException e) {
        LOG.error("The backup to {} failed", folder, e);
        throw Refused.because(Code.BACKUP_FAILED, "备份没有完成，未留下文件，原因见日志");
      }
    }
  }

  private BackupRun.Done backup(Caller caller, char @Nullable [] passphrase, Path folder)
      throws IOException, SQLException {
    AuditRow failed = failed(caller.account(), "backup.end", folder.toString(), caller.from());
    try (Undo undo = new Undo(() -> audit(failed))) {
      BackupRun.Done done =
          backups.run(folder, passphrase, settings.street(), settings.version(), clock.instant());
      undo.whole();
      return done;
    }
  }

  private static AuditRow failed(String who, String what, String target, String from) {
    return new AuditRow(who, null, what, target, null, from, "failed");
  }

  private void audit(AuditRow row) {
    store.write(
        tx -> {
          tx.audit(row);
          return 0;
        });
  }

  @Override
  public Storage storage(Caller caller) {
    caller.mustBe(Role.ADMIN, Role.STREET_IT);
    try {
      List<Kept> kept = new ArrayList<>();
      for (Shelf shelf : settings.retention().shelves()) {
        long used = store.read(c -> space.used(c, shelf.table()));
        kept.add(new Kept(shelf.what(), (int) shelf.kept().toDays(), shelf.mostBytes(), used));
      }
      for (EndedRows rows : settings.retention().ended()) {
        String table = rows.table();
        long used = table == null ? 0 : store.read(c -> space.used(c, table));
        kept.add(new Kept(rows.what(), (int) rows.kept().toDays(), 0, used));
      }
      return new Storage(
          Folders.bytes(settings.data().resolve(BackupRun.DATABASE)),
          disk.free(),
          disk.floor(),
          disk.open(),
          kept);
    } catch (IOException e) {
      throw Refused.failed(Code.INTERNAL_ERROR, e);
    }
  }

  @Override
  public Swept sweep(Caller caller, boolean giveBack) {
    caller.mustBe(Role.ADMIN);
    Swept done = sweep(caller.account(), caller.from(), giveBack);
    doubt.confirm();
    return done;
  }

  private Swept sweep(String who, String from, boolean giveBack) {
    synchronized (oneAtATime) {
      Map<String, Long> rows = new TreeMap<>();
      long given = 0;
      // What is gone is gone: the trail says so also where it could not be ended.
      try (Undo undo =
          new Undo(() -> audit(failed(who, "retention.sweep", rows.toString(), from)))) {
        sweep.run(rows);
        given = giveBack ? giveBack() : 0;
        undo.whole();
      } catch (IOException e) {
        throw Refused.failed(Code.INTERNAL_ERROR, e);
      }
      audit(new AuditRow(who, null, "retention.sweep", rows.toString(), null, from, "ok"));
      LOG.info("Retention removed {}, gave back {} KiB", rows, given >> 10);
      return new Swept(rows, given);
    }
  }

  private long giveBack() {
    long given = 0;
    for (String table : settings.retention().tables()) {
      try {
        given += space.giveBack(table, WORTH_IT);
      } catch (IOException | SQLException | Refused e) { // the other tables have their turn
        LOG.warn("{} could not give room back", table, Wordless.of(e));
      }
    }
    return given;
  }

  /** Ends what it began; a sweep under way ends with its unit. */
  public void close() throws InterruptedException {
    timer.shutdown();
    if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
      timer.shutdownNow();
    }
  }
}
