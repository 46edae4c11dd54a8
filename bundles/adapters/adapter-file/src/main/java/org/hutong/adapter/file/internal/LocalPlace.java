package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hutong.adapter.NotSent;

/** A folder of this machine, such as a share that is mounted here. */
final class LocalPlace implements Place, Place.Visit {
  private final Path root;

  LocalPlace(Path root) {
    this.root = root;
  }

  @Override
  public Visit open() throws NotSent {
    if (!Files.isDirectory(root)) {
      throw new NotSent("交换文件夹不存在");
    }
    return this;
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  @Override
  public Instant modified(String path) throws IOException {
    return Files.getLastModifiedTime(root.resolve(path)).toInstant();
  }

  @Override
  public byte[] read(String path, int most) throws IOException {
    Path file = root.resolve(path);
    if (Files.size(file) > most) {
      throw new TooLarge();
    }
    return Files.readAllBytes(file);
  }

  @Override
  public void write(String path, byte[] bytes) throws IOException {
    Files.write(root.resolve(path), bytes);
  }

  @Override
  public void move(String from, String to) throws IOException {
    Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    // A folder is not held.
  }
}
