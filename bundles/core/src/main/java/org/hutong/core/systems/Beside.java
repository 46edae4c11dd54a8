package org.hutong.core.systems;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files that a system's adapter may read when it is made, such as the certificates it trusts:
 * those beside {@code system.yaml} and those its settings name. Mappings and code tables are not
 * among them, they are taken up without the adapter.
 */
final class Beside {
  private static final int MOST_NAME = 255;
  private static final long MOST_BYTES = 16L << 20;

  private Beside() {}

  /** Files that texts of the settings name; an absolute path also when nothing is there yet. */
  static Set<Path> named(Path folder, Map<String, Object> settings) {
    Set<Path> named = new TreeSet<>();
    collect(folder, settings, named);
    return named;
  }

  private static void collect(Path folder, Object value, Set<Path> into) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(each -> collect(folder, each, into));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(folder, each, into));
    } else if (value instanceof String text && !text.isEmpty() && text.length() <= MOST_NAME) {
      try {
        Path file = folder.resolve(text).normalize();
        if (Path.of(text).isAbsolute() || Files.isRegularFile(file)) {
          into.add(file);
        }
      } catch (InvalidPathException e) {
        // A text like any other.
      }
    }
  }

  /** Tells one content of these files from another; empty when there are none. */
  static String print(Path folder, Collection<Path> named) {
    Set<Path> files = new TreeSet<>(named);
    try (Stream<Path> listed = Files.list(folder)) {
      listed.forEach(files::add);
    } catch (IOException e) {
      // Its system.yaml was read just now: the next look sees what became of it.
    }
    files.removeIf(file -> !Files.isRegularFile(file) || isTakenUpApart(folder, file));
    if (files.isEmpty()) {
      return "";
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update((file + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(content(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static boolean isTakenUpApart(Path folder, Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".")
        || name.endsWith(".jsonata")
        || folder.equals(file.getParent())
            && (name.equals(SystemReader.FILE) || name.equals("codes.csv"));
  }

  private static byte[] content(Path file) {
    try {
      return Files.size(file) <= MOST_BYTES
          ? Files.readAllBytes(file)
          : (Files.size(file) + " " + Files.getLastModifiedTime(file))
              .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
