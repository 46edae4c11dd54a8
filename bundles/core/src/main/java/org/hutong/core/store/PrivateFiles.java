package org.hutong.core.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files that only their owner may read, and that are whole or not there at all. */
public final class PrivateFiles {
  private static final int PIECE = 64 << 10;

  private PrivateFiles() {}

  /** Makes the folder, for its owner only. */
  public static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** Writes aside, syncs, renames, syncs the folder: a power cut leaves the old or the new. */
  public static void write(Path file, byte[] content) throws IOException {
    put(file, Channels.newChannel(new ByteArrayInputStream(content)));
  }

  /** The same with the content of another file, of any size. */
  public static void copy(Path from, Path file) throws IOException {
    try (FileChannel content = FileChannel.open(from)) {
      put(file, content);
    }
  }

  private static void put(Path file, ReadableByteChannel content) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(aside);
    Files.createFile(
        aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      while (content.read(piece) >= 0) {
        piece.flip();
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
        piece.clear();
      }
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(file.toAbsolutePath().getParent());
  }

  /** Removes a folder with all that is in it; nothing happens where none is. */
  public static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Forces a folder's names to the disk. */
  public static void force(Path folder) throws IOException {
    try (FileChannel parent = FileChannel.open(folder)) {
      parent.force(true);
    }
  }
}
