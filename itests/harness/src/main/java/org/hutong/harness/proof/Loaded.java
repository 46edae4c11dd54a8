package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hutong.harness.Appliance;
import org.hutong.harness.Waiting;

/**
 * The classes in a running appliance with the loaders they came by, as the JVM tells from outside,
 * and its bundles as the framework keeps them. A bundle that was refreshed has its classes again
 * from another loader.
 */
final class Loaded {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern LINE = Pattern.compile("([\\w.$]+)/(0x[0-9a-f]+)");

  private final Map<String, Set<String>> classes = new TreeMap<>();
  private final Map<String, String> bundles = new TreeMap<>();

  private Loaded() {}

  /** As it is after a forced collection. */
  static Loaded in(Appliance appliance) throws IOException, InterruptedException {
    Loaded loaded = new Loaded();
    jcmd(appliance.pid(), "GC.run");
    for (String line : jcmd(appliance.pid(), "VM.class_hierarchy").lines().toList()) {
      Matcher found = LINE.matcher(line);
      if (found.find() && !found.group(1).contains("$$")) {
        loaded.classes.computeIfAbsent(found.group(1), name -> new TreeSet<>()).add(found.group(2));
      }
    }
    try (Stream<Path> kept = Files.list(appliance.data().resolve("karaf/cache"))) {
      for (Path bundle : kept.map(folder -> folder.resolve("bundle.info")).toList()) {
        if (Files.exists(bundle)) {
          loaded.bundles.put(bundle.getParent().getFileName().toString(), text(bundle));
        }
      }
    }
    return loaded;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd failed: " + text);
    }
    return text;
  }

  /** How many loaders hold a class of that name. */
  int loaders(String className) {
    return classes.getOrDefault(className, Set.of()).size();
  }

  /**
   * Classes that other loaders hold than may, though they are collected and asked again.
   *
   * @param left how many loaders may hold each of them
   */
  static List<String> notCollected(Appliance appliance, Collection<String> classNames, int left)
      throws Exception {
    Loaded[] last = new Loaded[1];
    Waiting.patiently(
        LIMIT,
        () -> {
          last[0] = in(appliance);
          return classNames.stream().allMatch(name -> last[0].loaders(name) == left);
        });
    return classNames.stream()
        .filter(name -> last[0].loaders(name) != left)
        .map(name -> name + " ×" + last[0].loaders(name))
        .toList();
  }

  /**
   * What was disturbed from then to now: bundles that are not as they were, and classes that came
   * again from another loader; those of the exchanged ones left out.
   *
   * @param exchanged a class of each that was exchanged
   * @param exempt whether what the framework keeps of a bundle is of one that was exchanged
   */
  Set<String> disturbedSince(
      Loaded before, Collection<String> exchanged, Predicate<String> exempt) {
    Set<String> theirs = new HashSet<>();
    exchanged.forEach(name -> theirs.addAll(before.classes.getOrDefault(name, Set.of())));
    Set<String> disturbed = new TreeSet<>();
    before.classes.forEach(
        (name, loaders) -> {
          Set<String> now = classes.getOrDefault(name, loaders);
          if (!theirs.containsAll(loaders) && now.stream().noneMatch(loaders::contains)) {
            disturbed.add(name);
          }
        });
    before.bundles.forEach(
        (id, info) -> {
          if (!exempt.test(info) && !info.equals(bundles.get(id))) {
            disturbed.add(named(id, info));
          }
        });
    return disturbed;
  }

  /** Bundles that are there now and were not then. */
  Set<String> cameSince(Loaded before) {
    Set<String> came = new TreeSet<>();
    bundles.forEach(
        (id, info) -> {
          if (!before.bundles.containsKey(id)) {
            came.add(named(id, info));
          }
        });
    return came;
  }

  private static String named(String id, String info) {
    return id + " " + info.lines().skip(1).findFirst().orElse("");
  }

  /** How many bundles and classes were looked at. */
  String size() {
    return bundles.size() + " bundles, " + classes.size() + " classes";
  }
}
