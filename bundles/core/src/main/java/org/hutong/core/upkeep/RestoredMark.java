package org.hutong.core.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.hutong.core.store.PrivateFiles;

/**
 * The file {@code HUTONG_DATA/restored.mark}: the database is an older one put back, and the next
 * start makes another life of it. Holds the moment of the backup; an empty file, as one makes it by
 * hand after PostgreSQL's own restore, counts its age from the file's own date.
 */
final class RestoredMark {
  static final String FILE = "restored.mark";

  private RestoredMark() {}

  static Optional<Instant> find(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file, UTF_8).strip();
    try {
      return Optional.of(
          text.isEmpty() ? Files.getLastModifiedTime(file).toInstant() : Instant.parse(text));
    } catch (DateTimeException e) {
      throw new IOException("Not a moment such as 2026-01-31T08:00:00Z: " + file, e);
    }
  }

  static void clear(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(FILE));
    PrivateFiles.force(data);
  }
}
