package org.hutong.core.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.hutong.core.store.DataIdentity;
import org.hutong.core.store.DerbyFolder;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.PrivateFiles;
import org.hutong.core.store.SqlStore;
import org.jspecify.annotations.Nullable;

/**
 * One backup. It grows in {@code FOLDER.part} and is renamed when it is whole: the copy of the
 * database was opened and counted, its audit chain walked, every file forced to the disk and its
 * hash written down.
 */
final class BackupRun {
  static final String DATABASE = "database";
  static final String DATA = "data";
  static final String CONFIG = "config";
  static final String ETC = "etc";
  static final String SUMS = "SHA256SUMS";
  private static final String MODULES = "modules";

  /** What of the data is backed up beside the database: what a start cannot make again. */
  private static final Set<String> KEPT =
      Set.of("accounts.json", "access-acts", DataIdentity.FILE, MODULES);

  /**
   * The folders of the appliance.
   *
   * @param config items, systems, catalogue, calendar
   * @param etc the machine's settings; holds no secrets
   */
  record Places(Path data, Path keys, Path config, Path etc, Path home) {}

  /** For what is small, and for what comes while it is taken. */
  private static final long MARGIN = 64L * 1024 * 1024;

  /** What came of it. */
  record Done(Manifest manifest, long bytes) {}

  private final SqlStore store;
  private final KeyRing ring;
  private final Places places;
  private final long floor;

  /**
   * Of these folders.
   *
   * @param floor bytes that stay free on the disk of the street: below it intake refuses
   */
  BackupRun(SqlStore store, KeyRing ring, Places places, long floor) {
    this.store = store;
    this.ring = ring;
    this.places = places;
    this.floor = floor;
  }

  /** Why a backup cannot go there, as a Chinese sentence; null when it can. */
  @Nullable String refusal(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (!folder.isAbsolute() || parent == null || !folder.equals(folder.normalize())) {
      return "请给出备份目录的完整路径";
    }
    if (Files.exists(folder)) {
      return "该目录已存在，备份不覆盖任何文件：" + folder;
    }
    if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
      return "上级目录不存在或不可写：" + parent;
    }
    Path target = parent.toRealPath();
    for (Path closed :
        new Path[] {places.data(), places.keys(), places.config(), places.etc(), places.home()}) {
      if (Files.exists(closed) && target.startsWith(closed.toRealPath())) {
        return "备份不能放在数据、密钥、配置或程序目录之内：" + closed;
      }
    }
    Path database = places.data().resolve(DATABASE);
    long needed = Folders.bytes(database) + Folders.bytes(places.data().resolve(MODULES)) + MARGIN;
    if (onOneDisk(target, places.data()) || onOneDisk(target, database)) {
      needed += floor + floor / 10; // intake that closed opens with a tenth more
    }
    long free = Files.getFileStore(parent).getUsableSpace();
    return free < needed
        ? "备份所在磁盘空间不足：需要 " + (needed >> 20) + " MiB，剩余 " + (free >> 20) + " MiB"
        : null;
  }

  /** By the device: through two mounts one disk shows itself as two file stores. */
  private static boolean onOneDisk(Path one, Path other) throws IOException {
    return Files.exists(other)
        && Files.getAttribute(one, "unix:dev").equals(Files.getAttribute(other, "unix:dev"));
  }

  /** Takes it. */
  Done run(Path folder, char @Nullable [] passphrase, String street, String version, Instant now)
      throws IOException, SQLException {
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    Folders.remove(part);
    PrivateFiles.folder(part);
    try (Undo undo = new Undo(() -> Folders.remove(part))) {
      store.copyTo(part);
      Folders.gather(places.data(), part.resolve(DATA), BackupRun::belongs);
      Folders.gather(places.config(), part.resolve(CONFIG), name -> true);
      Folders.gather(
          places.etc(), part.resolve(ETC), name -> !Files.isDirectory(places.etc().resolve(name)));
      if (passphrase != null) {
        WrappedKeys.wrap(places.keys(), part.resolve(WrappedKeys.FILE), passphrase);
      }
      Content content = content(part.resolve(DATABASE));
      if (!content.audit().holds()) {
        throw new IOException(content.audit().sentence());
      }
      Manifest manifest =
          new Manifest(
              street,
              version,
              now,
              content.epoch(),
              content.auditSeq(),
              content.rows(),
              ring.fingerprints());
      manifest.write(part);
      sums(part);
      Folders.force(part);
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      PrivateFiles.force(folder.getParent());
      undo.whole();
      return new Done(manifest, Folders.bytes(folder));
    }
  }

  private static boolean belongs(Path name) {
    return KEPT.contains(name.getName(0).toString()) && !name.toString().endsWith(".new");
  }

  private Content content(Path database) throws SQLException {
    try (DerbyFolder copy = DerbyFolder.open(database, ring)) {
      return Content.of(copy.connection(), ring);
    }
  }

  /** In the form that {@code sha256sum -c} reads. */
  private static void sums(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : Folders.files(folder)) {
      text.append(Folders.hash(file)).append("  ").append(folder.relativize(file)).append('\n');
    }
    PrivateFiles.write(folder.resolve(SUMS), text.toString().getBytes(UTF_8));
  }
}
