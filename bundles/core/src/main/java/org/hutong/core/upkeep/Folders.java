package org.hutong.core.upkeep;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hutong.core.store.PrivateFiles;
import org.jspecify.annotations.Nullable;

/** Folders copied, hashed, forced to the disk and emptied as a whole. */
final class Folders {
  private Folders() {}

  /** The files below a folder, in order; links inside are not followed and not given. */
  static List<Path> files(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path name : names(folder, false, name -> true)) {
      found.add(folder.resolve(name));
    }
    return found;
  }

  private static List<Path> names(Path folder, boolean links, Predicate<Path> wanted)
      throws IOException {
    List<Path> found = new ArrayList<>();
    Walk.over(folder, links, wanted, (name, a) -> found.add(name));
    Collections.sort(found);
    return found;
  }

  static long bytes(Path folder) throws IOException {
    AtomicLong sum = new AtomicLong();
    Walk.over(folder, true, name -> true, (name, a) -> sum.addAndGet(a.size()));
    return sum.get();
  }

  /** Whether there is nothing of anybody's in it, or no such folder. */
  static boolean isEmpty(Path folder) throws IOException {
    return isEmpty(folder, Walk.LOST_AND_FOUND);
  }

  /** The same beside a file of that name. */
  static boolean isEmpty(Path folder, String beside) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.allMatch(each -> each.endsWith(Walk.LOST_AND_FOUND) || each.endsWith(beside));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Copies the files that are wanted, for their owner only, each forced to the disk. No link is
   * followed.
   *
   * @param wanted asked of files and folders with the path below {@code from}
   */
  static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
    PrivateFiles.folder(to);
    for (Path name : names(from, false, wanted)) {
      copy(from.resolve(name), to.resolve(name));
    }
  }

  /** The same of what is in use: links are followed, and a file may go meanwhile. */
  static void gather(Path from, Path to, Predicate<Path> wanted) throws IOException {
    PrivateFiles.folder(to);
    for (Path name : names(from, true, wanted)) {
      Path file = from.resolve(name);
      try {
        copy(file, to.resolve(name));
      } catch (NoSuchFileException e) {
        if (Files.exists(file)) {
          throw e;
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from)) {
      PrivateFiles.folder(to.getParent());
      Files.createFile(
          to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        in.transferTo(out);
        channel.force(true);
      }
    }
  }

  /** Forces every file and every folder below to the disk. */
  static void force(Path folder) throws IOException {
    Path root = folder.toRealPath();
    TreeSet<Path> folders = new TreeSet<>(List.of(root));
    for (Path file : files(root)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Path each = file.getParent();
      while (folders.add(each)) { // up to one that was met before, as the root was
        each = each.getParent();
      }
    }
    for (Path each : folders) {
      PrivateFiles.force(each);
    }
  }

  /** SHA-256, 64 hex digits. */
  static String hash(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Removes what is below a folder, and the folder; nothing to do where there is none. */
  static void remove(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      clear(folder);
    }
    Files.deleteIfExists(folder);
  }

  /** Removes what is below a folder, which may be a link; what links inside lead to stays. */
  static void clear(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Path root = folder.toRealPath();
    Path foreign = root.resolve(Walk.LOST_AND_FOUND);
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
            return dir.equals(foreign) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(foreign)) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            if (!dir.equals(root)) {
              Files.delete(dir);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
