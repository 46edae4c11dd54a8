package org.hutong.core.systems.modules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One path of a manifest header with the attributes ({@code =}) and directives ({@code :=}) of its
 * clause.
 */
record Clause(String path, Map<String, String> attributes, Map<String, String> directives) {

  /** All paths of a header; none when there is no such header. */
  static List<Clause> of(@Nullable String header) {
    List<Clause> clauses = new ArrayList<>();
    if (header != null) {
      for (String clause : split(header, ',')) {
        clauses.addAll(clause(clause));
      }
    }
    return clauses;
  }

  boolean optional() {
    return "optional".equals(directives.get("resolution"));
  }

  private static List<Clause> clause(String text) {
    List<String> paths = new ArrayList<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    Map<String, String> directives = new LinkedHashMap<>();
    for (String part : split(text, ';')) {
      int equals = firstOutsideQuotes(part, '=');
      if (equals < 0) {
        paths.add(part);
      } else if (equals > 0 && part.charAt(equals - 1) == ':') {
        directives.put(part.substring(0, equals - 1).strip(), bare(part.substring(equals + 1)));
      } else {
        // An attribute may name its type: version:Version=1.
        String name = part.substring(0, equals).strip();
        int colon = name.indexOf(':');
        attributes.put(
            colon < 0 ? name : name.substring(0, colon), bare(part.substring(equals + 1)));
      }
    }
    return paths.stream().map(path -> new Clause(path, attributes, directives)).toList();
  }

  private static String bare(String value) {
    String text = value.strip();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static int firstOutsideQuotes(String text, char wanted) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == wanted && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    String rest = text;
    int at = firstOutsideQuotes(rest, separator);
    while (at >= 0) {
      parts.add(rest.substring(0, at).strip());
      rest = rest.substring(at + 1);
      at = firstOutsideQuotes(rest, separator);
    }
    parts.add(rest.strip());
    parts.removeIf(String::isEmpty);
    return parts;
  }
}
