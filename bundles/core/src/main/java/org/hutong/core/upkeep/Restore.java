package org.hutong.core.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hutong.core.store.DerbyFolder;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup onto empty folders: hashes first, then the files, then the keys, then the database
 * is opened, counted and its audit chain walked. Whatever fails leaves the folders as they were.
 */
final class Restore {
  private static final String RULES = "restored";

  /** What backups of earlier releases may hold and a restore makes itself. */
  private static final Set<String> OWN =
      Set.of(RULES, RestoredMark.FILE, Claim.MARK, BackupRun.DATABASE);

  private static final String DATA_OCCUPIED = "数据目录不是空的，不覆盖 (the folder of data is not empty): ";
  private static final String KEYS_OCCUPIED = "密钥目录不是空的，不覆盖 (the folder of keys is not empty): ";

  private final Path backup;
  private final Path data;
  private final Path keys;
  private final char @Nullable [] passphrase;
  private final Consumer<String> says;

  /**
   * Of these folders.
   *
   * @param says takes a line for the one who waits, before what takes long
   */
  Restore(Path backup, Path data, Path keys, char @Nullable [] passphrase, Consumer<String> says) {
    this.backup = backup;
    this.data = data;
    this.keys = keys;
    this.passphrase = passphrase;
    this.says = says;
  }

  /** Does it and gives what was restored. */
  Manifest run() throws IOException, SQLException, RestoreRefused {
    Manifest manifest = Manifest.read(backup);
    Claim.mustBeEmpty(data, DATA_OCCUPIED);
    if (passphrase != null) {
      Claim.mustBeEmpty(keys, KEYS_OCCUPIED);
    }
    says.accept(
        "正在核对备份中的每个文件，可能需要几分钟 Checking every file of the backup, this may take minutes: " + backup);
    checkHashes();
    // First of all the mark: a restore that is cut off must not start as if nothing had happened.
    try (Claim ofData = Claim.of(data, DATA_OCCUPIED, manifest.takenAt());
        Claim ofKeys =
            passphrase == null ? null : Claim.of(keys, KEYS_OCCUPIED, manifest.takenAt())) {
      KeyRing ring = ring(manifest);
      copy();
      checkContent(manifest, ring);
      Folders.force(data);
      if (ofKeys != null) {
        ofKeys.unmark();
      }
      ofData.remark(RestoredMark.FILE);
      ofData.whole();
      if (ofKeys != null) {
        ofKeys.whole();
      }
      return manifest;
    }
  }

  private void copy() throws IOException {
    Folders.copy(
        backup.resolve(BackupRun.DATA), data, name -> !OWN.contains(name.getName(0).toString()));
    Folders.copy(
        backup.resolve(BackupRun.DATABASE), data.resolve(BackupRun.DATABASE), name -> true);
    // Derby wants this folder even where there is nothing in it.
    PrivateFiles.folder(data.resolve(BackupRun.DATABASE).resolve("tmp"));
    for (String rules : List.of(BackupRun.CONFIG, BackupRun.ETC)) {
      Folders.copy(backup.resolve(rules), data.resolve(RULES).resolve(rules), name -> true);
    }
  }

  private void checkHashes() throws IOException, RestoreRefused {
    Path sums = backup.resolve(BackupRun.SUMS);
    if (!Files.isRegularFile(sums)) {
      throw new RestoreRefused("备份不完整，缺少 (the backup is not whole, there is no) " + sums);
    }
    Map<String, String> expected = new HashMap<>();
    for (String line : Files.readAllLines(sums, UTF_8)) {
      String[] parts = line.split("  ", 2);
      if (parts.length != 2) {
        throw new RestoreRefused("校验文件有误 (wrong line in) " + sums);
      }
      expected.put(parts[1], parts[0]);
    }
    for (Path file : Folders.files(backup)) {
      String name = backup.relativize(file).toString();
      if (name.equals(BackupRun.SUMS)) {
        continue;
      }
      String sum = expected.remove(name);
      if (!Folders.hash(file).equals(sum)) {
        throw new RestoreRefused("文件被改动或不属于该备份 (altered, or not of this backup): " + name);
      }
    }
    if (!expected.isEmpty()) {
      throw new RestoreRefused("备份缺少文件 (missing): " + expected.keySet().iterator().next());
    }
  }

  private KeyRing ring(Manifest manifest) throws IOException, RestoreRefused {
    if (passphrase != null) {
      Path wrapped = backup.resolve(WrappedKeys.FILE);
      if (!Files.isRegularFile(wrapped)) {
        throw new RestoreRefused("该备份不含密钥 (no keys in this backup): " + wrapped);
      }
      WrappedKeys.unwrap(wrapped, keys, passphrase);
    }
    if (!KeyRing.exists(keys)) {
      throw new RestoreRefused(
          "密钥目录中没有数据密钥，请先放回 HUTONG_KEYS 的副本 (put back your copy of the keys): " + keys);
    }
    KeyRing ring = KeyRing.open(keys);
    Map<String, String> prints = ring.fingerprints();
    for (Map.Entry<String, String> needed : manifest.keys().entrySet()) {
      if (!needed.getValue().equals(prints.get(needed.getKey()))) {
        throw new RestoreRefused(
            "密钥与备份不符 (not the keys of this backup): " + needed.getKey() + ", " + keys);
      }
    }
    return ring;
  }

  private void checkContent(Manifest manifest, KeyRing ring) throws SQLException, RestoreRefused {
    try (DerbyFolder folder = DerbyFolder.open(data.resolve(BackupRun.DATABASE), ring)) {
      Content content = Content.of(folder.connection(), ring);
      if (!content.rows().equals(manifest.rows())) {
        throw new RestoreRefused("记录数与备份时不符 (rows differ from the backup's)");
      }
      if (!content.audit().holds()) {
        throw new RestoreRefused(content.audit().sentence());
      }
    }
  }
}
