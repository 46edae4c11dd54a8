package org.hutong.standins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Context;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemConfig;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A folder of config/systems as its adapter gets it, pointed at a stand-in. */
final class ShippedFolder {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Z0-9_]+)(?::-([^{}]*))?\\}");

  private ShippedFolder() {}

  /** The settings with these in the places of their variables, and these secrets. */
  static SystemConfig of(String id, Map<String, String> variables, Map<String, String> secrets)
      throws IOException {
    return of(id, variables, secrets, text -> text);
  }

  /** The same with its text changed before it is read. */
  static SystemConfig of(
      String id,
      Map<String, String> variables,
      Map<String, String> secrets,
      UnaryOperator<String> change)
      throws IOException {
    Path folder = Path.of("..", "..", "config", "systems", id);
    String text = change.apply(Files.readString(folder.resolve("system.yaml")));
    String filled =
        PLACE
            .matcher(text)
            .replaceAll(
                place ->
                    Matcher.quoteReplacement(
                        variables.getOrDefault(
                            place.group(1), Optional.ofNullable(place.group(2)).orElse(""))));
    Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(filled);
    return new SystemConfig(id, map(yaml.get("settings")), secrets, folder);
  }

  private static Map<String, Object> map(Object tree) {
    Map<String, Object> copy = new LinkedHashMap<>();
    ((Map<?, ?>) tree).forEach((name, value) -> copy.put(name.toString(), value(value)));
    return copy;
  }

  private static Object value(Object value) {
    if (value instanceof Map) {
      return map(value);
    }
    return value instanceof List<?> list ? list.stream().map(ShippedFolder::value).toList() : value;
  }

  /** A call's frame with a mapping of answers. */
  static Context context(Function<Answer, Outcome> mapping) {
    return new Context() {
      @Override
      public Duration timeLimit() {
        return Duration.ofSeconds(30);
      }

      @Override
      public Optional<String> traceparent() {
        return Optional.empty();
      }

      @Override
      public Outcome interpret(Answer answer) {
        return mapping.apply(answer);
      }
    };
  }

  /** The same, knowing no answer. */
  static Context context() {
    return context(answer -> new Outcome.Unknown("unmapped"));
  }
}
