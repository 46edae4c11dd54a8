package org.hutong.core.systems;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hutong.core.rules.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The systems of {@code systems/<id>/system.yaml}. Each stands for itself: a wrong file leaves that
 * system's old definition in force and touches no other; a folder that is gone takes its system
 * away.
 */
public final class SystemFiles implements SystemRegister {
  private record State(
      Map<String, SystemDefinition> systems,
      Map<String, List<String>> errors,
      Set<Path> elsewhere) {}

  private final Path folder;
  private final SystemReader reader;
  private volatile State current = new State(Map.of(), Map.of(), Set.of());

  /**
   * Nothing is read before {@link #reload}.
   *
   * @param config holds {@code systems/}
   * @param keys where a secret's {@code file:name} lies
   * @param environment what {@code ${NAME}} and {@code env:NAME} mean; null for an unknown name
   */
  public SystemFiles(Path config, Path keys, Function<String, @Nullable String> environment) {
    this.folder = config.resolve("systems");
    this.reader = new SystemReader(keys, environment);
  }

  /** The process's own names: a system property, else an environment variable. */
  public static @Nullable String environment(String name) {
    String property = System.getProperty(name);
    return property != null ? property : System.getenv(name);
  }

  /**
   * Reads all folders again.
   *
   * @return what is wrong, over all systems; a finding on a secret's file mode changes nothing
   */
  public synchronized List<String> reload() {
    Map<String, SystemDefinition> systems = new TreeMap<>();
    Map<String, List<String>> errors = new HashMap<>();
    Set<Path> elsewhere = new HashSet<>();
    try (Stream<Path> listed = Files.list(folder)) {
      for (Path one : listed.filter(SystemFiles::isSystem).sorted().toList()) {
        String id = one.getFileName().toString();
        SystemReader.Read read = reader.read(one);
        SystemDefinition old = current.systems().get(id);
        SystemDefinition next =
            read.definition() != null && (read.complete() || old == null) ? read.definition() : old;
        if (next != null) {
          systems.put(id, next.equals(old) ? old : next);
        }
        elsewhere.addAll(read.elsewhere());
        errors.put(id, read.faults().stream().map(Fault::line).toList());
      }
    } catch (IOException e) {
      return List.of("systems：文件夹无法读取");
    }
    current = new State(systems, errors, elsewhere);
    return findings();
  }

  /** Files that the systems name and that may lie outside of their folders, there or not. */
  Set<Path> elsewhere() {
    return current.elsewhere();
  }

  /** What was wrong when the folders were last read. */
  List<String> findings() {
    return current.errors().values().stream().flatMap(List::stream).sorted().toList();
  }

  private static boolean isSystem(Path folder) {
    return Files.isDirectory(folder) && !folder.getFileName().toString().startsWith(".");
  }

  @Override
  public List<SystemDefinition> all() {
    return List.copyOf(current.systems().values());
  }

  @Override
  public Optional<SystemDefinition> find(String id) {
    return Optional.ofNullable(current.systems().get(id));
  }

  @Override
  public List<String> errors(String id) {
    return current.errors().getOrDefault(id, List.of());
  }
}
