package org.hutong.core.systems;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.core.rules.BadExpression;
import org.hutong.core.rules.Expression;
import org.hutong.core.rules.Fault;
import org.hutong.core.rules.Section;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.hutong.kernel.SystemId;
import org.jspecify.annotations.Nullable;

/** One system's folder as its definition. */
final class SystemReader {
  static final String FILE = "system.yaml";
  private static final Pattern SHORT = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h)");
  static final Pattern MAPPING = Pattern.compile("[a-z0-9][a-z0-9-]*\\.jsonata");

  private final Function<String, @Nullable String> environment;
  private final Secrets secrets;

  SystemReader(Path keys, Function<String, @Nullable String> environment) {
    this.environment = environment;
    this.secrets = new Secrets(keys, environment);
  }

  /**
   * What a folder says.
   *
   * @param definition null when the file is wrong in itself; without what could not be resolved
   *     when only a variable or a secret is missing, so that the system is known and its adapter
   *     says what it lacks
   * @param complete whether everything was resolved
   * @param elsewhere files that it names and that may lie outside of the folder, there or not
   */
  record Read(
      @Nullable SystemDefinition definition,
      boolean complete,
      Set<Path> elsewhere,
      List<Fault> faults) {}

  Read read(Path folder) {
    List<Fault> faults = new ArrayList<>();
    String name = folder.getFileName() + "/" + FILE;
    Optional<Section> root = Section.read(folder.resolve(FILE), name, faults);
    if (root.isEmpty()) {
      return new Read(null, false, Set.of(), faults);
    }
    Section file = root.get();
    SystemDefinition declared = declared(file, folder);
    file.end();
    if (Fault.wrong(faults) > 0) {
      return new Read(null, false, Set.of(), List.copyOf(faults));
    }
    int before = faults.size();
    Placeholders places = new Placeholders(environment, file::fault);
    Map<String, Object> settings = places.map("settings", declared.settings());
    Map<String, String> resolved = new LinkedHashMap<>();
    Set<Path> named = Beside.named(folder, settings);
    String beside = Beside.print(folder, named);
    Set<Path> elsewhere = new HashSet<>(named);
    boolean all = faults.size() == before;
    for (Map.Entry<String, String> secret : declared.secrets().entrySet()) {
      String path = "secrets." + secret.getKey();
      String reference = places.text(path, secret.getValue());
      Path secretFile = secrets.file(reference);
      if (secretFile != null) {
        elsewhere.add(secretFile);
      }
      String value = secrets.resolve(reference, reason -> file.fault(path, reason));
      all &= value != null;
      if (value != null) {
        resolved.put(secret.getKey(), value);
      }
    }
    SystemDefinition definition = with(declared, settings, resolved, beside);
    return new Read(definition, all, elsewhere, List.copyOf(faults));
  }

  private static SystemDefinition with(
      SystemDefinition d,
      Map<String, Object> settings,
      Map<String, String> secrets,
      String beside) {
    return new SystemDefinition(
        d.id(),
        d.name(),
        d.aliases(),
        d.owner(),
        d.level(),
        d.depth(),
        d.technology(),
        d.limits(),
        d.answer(),
        settings,
        secrets,
        d.folder(),
        d.inbound(),
        beside);
  }

  private static SystemDefinition declared(Section file, Path folder) {
    String id = file.text("id");
    file.parsed("id", SystemId::new);
    if (!id.equals(folder.getFileName().toString())) {
      file.fault("id", "应与文件夹同名");
    }
    String technology = file.text("technology");
    if (!technology.toLowerCase(Locale.ROOT).equals(technology)) {
      file.fault("technology", "应为小写");
    }
    return new SystemDefinition(
        id,
        file.text("name"),
        List.copyOf(file.texts("aliases")),
        file.optional("owner"),
        file.optional("level"),
        file.optional("depth"),
        technology,
        limits(file),
        answer(file, folder),
        file.tree("settings"),
        references(file),
        folder,
        InboundReader.read(file, folder),
        "");
  }

  private static @Nullable String answer(Section file, Path folder) {
    String answer = file.optional("answer");
    if (answer == null) {
      return null;
    }
    if (!MAPPING.matcher(answer).matches() || !Files.isReadable(folder.resolve(answer))) {
      file.fault("answer", "应为本文件夹中的 .jsonata 文件");
      return answer;
    }
    try {
      Expression.compile(Files.readString(folder.resolve(answer), StandardCharsets.UTF_8));
    } catch (BadExpression e) {
      file.fault("answer", answer + "：" + e.getMessage());
    } catch (IOException e) {
      file.fault("answer", answer + "：文件无法读取，或不是 UTF-8 编码");
    }
    return answer;
  }

  private static Map<String, String> references(Section file) {
    Map<String, String> references = new LinkedHashMap<>();
    Section section = file.section("secrets");
    if (section != null) {
      for (String key : section.keys()) {
        String reference = section.text(key);
        if (!Secrets.isReference(reference)) {
          section.fault(key, "只能写成 file: 或 env: 引用，不能写密钥本身");
        }
        references.put(key, reference);
      }
    }
    return references;
  }

  private static Limits limits(Section file) {
    Section section = file.section("limits");
    if (section == null) {
      return new Limits(
          4, Duration.ofSeconds(30), 20, Duration.ofSeconds(1), Duration.ofMinutes(5));
    }
    Limits limits =
        new Limits(
            section.integer("concurrency", 1, 64, 4),
            duration(section, "timeLimit", Duration.ofSeconds(30)),
            section.integer("attempts", 1, 10_000, 20),
            duration(section, "firstRetry", Duration.ofSeconds(1)),
            duration(section, "mostRetry", Duration.ofMinutes(5)),
            section.integer("retryShare", 0, 1_000, SystemDefinition.RETRY_SHARE),
            section.integer("retryFloor", 1, 100_000, SystemDefinition.RETRY_FLOOR));
    if (limits.mostRetry().compareTo(limits.firstRetry()) < 0) {
      section.fault("mostRetry", "不能小于 firstRetry");
    }
    section.end();
    return limits;
  }

  static Duration duration(Section section, String key, Duration otherwise) {
    if (section.optional(key) == null) {
      return otherwise;
    }
    Duration read = section.parsed(key, SystemReader::duration);
    return read == null ? otherwise : read;
  }

  /** {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h} or ISO 8601. */
  private static Duration duration(String text) {
    Matcher m = SHORT.matcher(text);
    if (!m.matches()) {
      Duration read = Duration.parse(text);
      if (read.isZero() || read.isNegative()) {
        throw new DateTimeException("A limit is more than nothing");
      }
      return read;
    }
    long amount = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
