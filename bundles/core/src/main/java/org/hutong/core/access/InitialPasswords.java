package org.hutong.core.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hutong.core.store.PrivateFiles;
import org.jspecify.annotations.Nullable;

/** The passwords of the first start: given in a file, or random and written into one. */
final class InitialPasswords {
  private final Path written;

  InitialPasswords(Path written) {
    this.written = written;
  }

  /**
   * The given ones by account.
   *
   * @param given lines {@code user:password}; empty lines and {@code #} are left out
   * @throws IOException naming the line, never its content
   */
  static Map<String, String> read(@Nullable Path given, Set<String> names) throws IOException {
    Map<String, String> passwords = new TreeMap<>();
    if (given == null) {
      return passwords;
    }
    int number = 0;
    for (String line : Files.readAllLines(given, StandardCharsets.UTF_8)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 1 || colon == line.length() - 1) {
        throw new IOException(given + " line " + number + ": not user:password");
      }
      if (!names.contains(line.substring(0, colon))) {
        throw new IOException(given + " line " + number + ": only " + names + " begin here");
      }
      if (passwords.put(line.substring(0, colon), line.substring(colon + 1)) != null) {
        throw new IOException(given + " line " + number + ": the account stands twice");
      }
    }
    return passwords;
  }

  /** Writes the random ones down for the owner of the machine. */
  void write(Map<String, String> passwords) throws IOException {
    if (passwords.isEmpty()) {
      Files.deleteIfExists(written);
      return;
    }
    save(passwords.entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).toList());
  }

  /** Takes away the lines of accounts whose password is no longer the first one. */
  void keepOnly(Predicate<String> stillInitial) throws IOException {
    if (!Files.exists(written)) {
      return;
    }
    List<String> lines = Files.readAllLines(written, StandardCharsets.UTF_8);
    List<String> kept =
        lines.stream().filter(line -> account(line).map(stillInitial::test).orElse(false)).toList();
    if (kept.isEmpty()) {
      Files.deleteIfExists(written);
    } else if (kept.size() < lines.size()) {
      save(kept);
    }
  }

  private static Optional<String> account(String line) {
    int colon = line.indexOf(':');
    return colon < 1 ? Optional.empty() : Optional.of(line.substring(0, colon));
  }

  private void save(List<String> lines) throws IOException {
    PrivateFiles.write(
        written,
        lines.stream()
            .collect(Collectors.joining("\n", "", "\n"))
            .getBytes(StandardCharsets.UTF_8));
  }
}
