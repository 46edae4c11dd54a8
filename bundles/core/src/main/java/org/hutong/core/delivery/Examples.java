package org.hutong.core.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hutong.core.store.PrivateFiles;
import org.hutong.core.store.Trees;

/** Results of mappings that were accepted: one JSON file each in {@code examples} of a folder. */
final class Examples {
  static final String FOLDER = "examples";

  /**
   * One result.
   *
   * @param name of its file
   */
  record Example(
      String name, String mapping, Map<String, Object> input, Map<String, Object> expected) {}

  private Examples() {}

  /** Those of a system's folder, by name; throws when one cannot be read. */
  static List<Example> of(Path folder) throws IOException {
    Path examples = folder.resolve(FOLDER);
    List<Example> found = new ArrayList<>();
    if (Files.isDirectory(examples)) {
      try (Stream<Path> files = Files.list(examples)) {
        for (Path file : files.sorted().toList()) {
          if (file.getFileName().toString().endsWith(".json")) {
            found.add(read(file));
          }
        }
      }
    }
    return found;
  }

  private static Example read(Path file) throws IOException {
    String name = file.getFileName().toString();
    Map<String, Object> tree;
    try {
      tree = Trees.read(Files.readAllBytes(file));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException("not JSON", e);
    }
    return new Example(
        name,
        String.valueOf(tree.get("mapping")),
        map(tree.get("input")),
        map(tree.get("expected")));
  }

  @SuppressWarnings("unchecked") // JSON's keys are texts
  private static Map<String, Object> map(Object tree) throws IOException {
    if (!(tree instanceof Map)) {
      throw new IOException("not an example");
    }
    return (Map<String, Object>) tree;
  }

  /** Keeps one; the same input and result again are one file. True when it is new. */
  static boolean keep(
      Path folder, String mapping, Map<String, Object> input, Map<String, Object> expected)
      throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("mapping", mapping);
    tree.put("input", input);
    tree.put("expected", expected);
    String text = text(tree);
    Path examples = folder.resolve(FOLDER);
    Files.createDirectories(examples);
    String print = Fingerprint.of(mapping + text(input), 4);
    Path file = examples.resolve(mapping.replace(".jsonata", "") + "-" + print + ".json");
    boolean fresh = !Files.exists(file) || !Files.readString(file).strip().equals(text);
    PrivateFiles.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    return fresh;
  }

  private static String text(Object tree) {
    return new String(Trees.canonical(tree), StandardCharsets.UTF_8);
  }
}
