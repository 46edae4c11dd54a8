package org.hutong.core.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Outcome;
import org.hutong.core.rules.BadExpression;
import org.hutong.core.rules.Expression;
import org.hutong.core.rules.Fault;
import org.hutong.core.systems.SystemDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JSONata files of the systems' folders, kept compiled. */
public final class JsonataMapper implements Mapper {
  private static final Logger LOG = LoggerFactory.getLogger(JsonataMapper.class);
  private static final Pattern FILE = Pattern.compile("[a-z0-9][a-z0-9-]*\\.jsonata");

  private record Place(Path folder, String file) {}

  private final LongSupplier nanos;
  private final Map<Place, MappingFile> files = new ConcurrentHashMap<>();

  /** Looks at the files again once a second by the machine's own clock. */
  public JsonataMapper() {
    this(System::nanoTime);
  }

  JsonataMapper(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Map<String, Object> document(
      SystemDefinition system, String file, Map<String, Object> input) throws MappingFailed {
    return asMap(evaluate(system, file, input)).orElseThrow(() -> failed(system, file, "结果应为一组字段"));
  }

  /**
   * What a row that came in is: any number of results, none for a row that is of no interest here.
   *
   * @param input {@code {row, key, place, feed, system, street}}
   */
  public List<Map<String, Object>> results(
      SystemDefinition system, String file, Map<String, Object> input) throws MappingFailed {
    Object found = evaluate(system, file, input);
    List<Map<String, Object>> results = new ArrayList<>();
    for (Object each :
        found instanceof List<?> list ? list : found == null ? List.of() : List.of(found)) {
      results.add(asMap(each).orElseThrow(() -> failed(system, file, "每一项结果应为一组字段")));
    }
    return results;
  }

  /** Tells one text of a mapping, with its code tables, from another: 12 hex digits. */
  public String version(SystemDefinition system, String file) throws MappingFailed {
    return at(system, file).version();
  }

  @Override
  public Outcome interpret(SystemDefinition system, Answer answer) {
    String file = system.answer();
    if (file == null) {
      return new Outcome.Unknown("系统未配置回执映射");
    }
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("status", (long) answer.status());
    input.put("headers", answer.headers());
    input.put("body", answer.body());
    try {
      return Outcomes.of(evaluate(system, file, input));
    } catch (MappingFailed e) {
      LOG.warn("An answer could not be interpreted: {}", e.getMessage());
      return new Outcome.Unknown(Outcomes.cut(e.getMessage()));
    }
  }

  /** Forgets what is compiled; the next use reads the files again. */
  public void reload() {
    files.clear();
  }

  /** Checks every mapping of a system's folder without taking it into force. */
  public List<Fault> check(SystemDefinition system) {
    List<Fault> faults = new ArrayList<>();
    if (!Files.isReadable(system.folder())) {
      faults.add(new Fault(system.id(), 0, "", "文件夹无法读取"));
    }
    files(system).forEach(file -> MappingFile.read(system.folder(), file, faults));
    return faults.stream().distinct().toList();
  }

  /** The mappings in a system's folder, by name. */
  public List<String> files(SystemDefinition system) {
    try (Stream<Path> listed = Files.list(system.folder())) {
      return listed
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jsonata"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Every code of the system's tables. */
  public Set<String> codes(SystemDefinition system) {
    return tables(system).flatMap(table -> table.values().stream()).collect(Collectors.toSet());
  }

  /** Every value that the system's tables have a code for. */
  public Set<String> values(SystemDefinition system) {
    return tables(system).flatMap(table -> table.keySet().stream()).collect(Collectors.toSet());
  }

  private static Stream<Map<String, String>> tables(SystemDefinition system) {
    return CodeTables.read(system.folder(), CodeTables.FILE, new ArrayList<>())
        .sets()
        .values()
        .stream();
  }

  private @Nullable Object evaluate(SystemDefinition system, String file, Map<String, Object> input)
      throws MappingFailed {
    Expression loaded = at(system, file).loaded();
    try {
      return loaded.evaluate(input);
    } catch (BadExpression e) {
      throw failed(system, file, e.getMessage());
    }
  }

  private MappingFile at(SystemDefinition system, String file) throws MappingFailed {
    if (!FILE.matcher(file).matches()) {
      throw failed(system, file, "不是映射文件名");
    }
    return files.computeIfAbsent(
        new Place(system.folder(), file), p -> new MappingFile(p.folder(), file, nanos));
  }

  private static MappingFailed failed(SystemDefinition system, String file, String reason) {
    return new MappingFailed("系统 " + system.id() + " 的映射 " + file + "：" + reason);
  }

  @SuppressWarnings("unchecked") // Expression makes the keys texts
  private static Optional<Map<String, Object>> asMap(@Nullable Object value) {
    return value instanceof Map ? Optional.of((Map<String, Object>) value) : Optional.empty();
  }
}
