package org.hutong.core.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.hutong.core.store.PrivateFiles;

/**
 * A folder that one restore alone fills: it was empty, and a mark lies in it that only one can
 * make. So whatever does not become whole clears its own work and nobody else's.
 */
final class Claim implements AutoCloseable {
  /** Its mark; {@code bin/karaf} starts nothing on a folder that holds it. */
  static final String MARK = "restore.unfinished";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final boolean found;
  private boolean whole;

  private Claim(Path folder, boolean found) {
    this.folder = folder;
    this.found = found;
  }

  /**
   * Claims it, and makes it where there is none.
   *
   * @param occupied the sentence for a folder that is not empty
   */
  static Claim of(Path folder, String occupied, Instant takenAt)
      throws IOException, RestoreRefused {
    mustBeEmpty(folder, occupied);
    boolean found = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    PrivateFiles.folder(folder);
    Path mark = folder.resolve(MARK);
    try {
      Files.createFile(mark, OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      throw new RestoreRefused("另一次恢复正在进行 (another restore is under way): " + mark);
    }
    try (Undo undo = new Undo(() -> Files.delete(mark))) {
      write(mark, takenAt);
      // Who came before is seen by this second look; who comes after it sees the mark.
      if (!Folders.isEmpty(folder, MARK)) {
        throw new RestoreRefused(occupied + folder);
      }
      undo.whole();
    }
    return new Claim(folder, found);
  }

  /** Refuses with the sentence where it is not. */
  static void mustBeEmpty(Path folder, String occupied) throws IOException, RestoreRefused {
    if (!Folders.isEmpty(folder)) {
      throw new RestoreRefused(occupied + folder);
    }
  }

  private static void write(Path mark, Instant takenAt) throws IOException {
    try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(takenAt.toString().getBytes(UTF_8)));
      channel.force(true);
    }
    PrivateFiles.force(mark.getParent());
  }

  /** Takes the mark away. */
  void unmark() throws IOException {
    Files.delete(folder.resolve(MARK));
    PrivateFiles.force(folder);
  }

  /** Gives the mark another name. */
  void remark(String name) throws IOException {
    Files.move(folder.resolve(MARK), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.force(folder);
  }

  /** What lies there stays. */
  void whole() {
    whole = true;
  }

  /** Makes the folder as it was, empty or not there, unless it became whole. */
  @Override
  public void close() throws IOException {
    if (whole) {
      return;
    }
    if (found) {
      Folders.clear(folder);
    } else {
      Folders.remove(folder);
    }
  }
}
