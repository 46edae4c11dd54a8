package org.hutong.systems;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/** Backup (备份), retention (保存期限) and room on the disk; for {@code admin}. */
public interface Upkeep {
  /**
   * A backup that was opened and checked after it was taken.
   *
   * @param bytes of all its files
   * @param rows table to rows
   * @param keysInside whether the keys lie in it, wrapped by the passphrase
   */
  record Backup(
      String folder,
      OffsetDateTime takenAt,
      long bytes,
      Map<String, Long> rows,
      boolean keysInside) {}

  /**
   * How long something is kept.
   *
   * @param what such as {@code audit}
   * @param days at least this long, and then until the next sweep
   * @param mostBytes above this the oldest go first; 0 for no bound
   * @param usedBytes what it takes now
   */
  record Kept(String what, int days, long mostBytes, long usedBytes) {}

  /**
   * Room on the disk.
   *
   * @param freeBytes left where the data lie
   * @param floorBytes below this intake refuses
   */
  record Storage(
      long databaseBytes, long freeBytes, long floorBytes, boolean intakeOpen, List<Kept> kept) {}

  /**
   * What a sweep removed.
   *
   * @param rows what to rows
   * @param bytesGivenBack to the disk
   */
  record Swept(Map<String, Long> rows, long bytesGivenBack) {}

  /**
   * Takes a backup of the running street: whole or not there at all.
   *
   * @param folder a full path that does not exist yet, outside data, keys and program
   * @param passphrase wraps the keys into the backup; null leaves them out
   * @throws org.hutong.problem.Refused {@code BACKUP_FAILED} with the reason
   */
  Backup backup(Caller caller, Path folder, char @Nullable [] passphrase);

  /** How much room there is, and what takes it. */
  Storage storage(Caller caller);

  /**
   * Removes what is older than it is kept, now.
   *
   * @param giveBack also gives the room back to the disk; writing waits meanwhile
   */
  Swept sweep(Caller caller, boolean giveBack);
}
