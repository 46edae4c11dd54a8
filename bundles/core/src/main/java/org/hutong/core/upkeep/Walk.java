package org.hutong.core.upkeep;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a folder that may be a link itself and whose files may go meanwhile. What is not
 * wanted is not looked into, nor is the {@code lost+found} of a file system of its own.
 */
final class Walk extends SimpleFileVisitor<Path> {
  static final String LOST_AND_FOUND = "lost+found";

  /** What is done with each file. */
  @FunctionalInterface
  interface Each {
    /**
     * Does it.
     *
     * @param name below the folder
     */
    void file(Path name, BasicFileAttributes attributes) throws IOException;
  }

  private final Path root;
  private final Predicate<Path> wanted;
  private final Each each;

  private Walk(Path root, Predicate<Path> wanted, Each each) {
    this.root = root;
    this.wanted = wanted;
    this.each = each;
  }

  /**
   * Walks; nothing to do where there is no folder.
   *
   * @param links whether those inside are followed; else they are not given
   * @param wanted asked of files and folders with the path below the folder
   */
  static void over(Path folder, boolean links, Predicate<Path> wanted, Each each)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Path root = folder.toRealPath();
    Files.walkFileTree(
        root,
        links ? Set.of(FileVisitOption.FOLLOW_LINKS) : Set.of(),
        Integer.MAX_VALUE,
        new Walk(root, wanted, each));
  }

  private boolean isLeftOut(Path path) {
    return !path.equals(root)
        && (path.endsWith(LOST_AND_FOUND) || !wanted.test(root.relativize(path)));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
    return isLeftOut(dir) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
    if (a.isRegularFile() && !isLeftOut(file)) {
      each.file(root.relativize(file), a);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof NoSuchFileException
        || e instanceof FileSystemLoopException
        || isLeftOut(file)) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
    if (e != null && !(e instanceof NoSuchFileException)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }
}
