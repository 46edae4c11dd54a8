package org.hutong.itests.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules that the compiled classes no longer show, over every Java file of the tree. */
final class Sources {
  /** A file that does not fit is two files; the median here is under 100 lines. */
  static final int LINES = 400;

  // Composed, so that this file is not found by itself.
  private static final Pattern SLEEP =
      Pattern.compile(
          "\\b(Thread|TimeUnit|[A-Z]*SECONDS|MINUTES|HOURS|DAYS)\\s*\\.\\s*" + "sleep\\s*\\(");

  /** Every {@code .java} under a {@code src} folder, none that was generated. */
  static List<Path> of(Path checkout) throws IOException {
    try (Stream<Path> files = Files.walk(checkout)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(
              file -> {
                String inside = checkout.relativize(file).toString();
                return inside.contains("src/") && !inside.contains("target/");
              })
          .sorted()
          .toList();
    }
  }

  /** What is wrong with one file, in sentences. */
  static List<String> faults(String name, List<String> lines) {
    List<String> faults = new ArrayList<>();
    if (lines.size() >= LINES) {
      faults.add(name + " has " + lines.size() + " lines, the limit is under " + LINES);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (SLEEP.matcher(lines.get(i)).find()) {
        faults.add(name + ":" + (i + 1) + " sleeps: wait on a condition with a limit instead");
      }
    }
    return faults;
  }

  private Sources() {}
}
