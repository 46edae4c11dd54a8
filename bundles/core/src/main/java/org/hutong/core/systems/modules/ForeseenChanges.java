package org.hutong.core.systems.modules;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Karaf says it would do, read from the lines it prints while it simulates; there is no other
 * way to learn it. The one place that knows those lines.
 *
 * @param touched symbolic names of the bundles it would uninstall, update or refresh
 * @param installed locations of the bundles it would install
 */
record ForeseenChanges(Set<String> touched, Set<String> installed) {
  private static final Pattern BUNDLE =
      Pattern.compile("\\s+([^\\s/]+)/(\\S+)(?: (?:\\(.*\\)|with .*))?", Pattern.DOTALL);
  private static final Pattern LOCATION = Pattern.compile("\\s+(\\S+:\\S+)");
  private static final Pattern CHATTER =
      Pattern.compile(
          "(?:Adding|Removing) features: .*|The specified feature: .*|  Region: \\S+"
              + "|Changes to perform:");

  /** A line nobody has seen before: what Karaf would do is not known. */
  static final class UnknownForm extends Exception {
    UnknownForm(String line) {
      super(line);
    }
  }

  private enum Part {
    NONE,
    TOUCHED,
    INSTALLED,
    MANAGED
  }

  static ForeseenChanges of(List<String> lines) throws UnknownForm {
    Set<String> touched = new TreeSet<>();
    Set<String> installed = new TreeSet<>();
    boolean said = false;
    Part part = Part.NONE;
    for (String line : lines) {
      said |= line.equals("Changes to perform:") || line.equals("No deployment change.");
      Part heading = heading(line);
      if (heading != null) {
        part = heading;
        continue;
      }
      Matcher bundle = BUNDLE.matcher(line);
      Matcher location = LOCATION.matcher(line);
      if (part == Part.TOUCHED && bundle.matches()) {
        touched.add(bundle.group(1));
      } else if (part == Part.INSTALLED && location.matches()) {
        installed.add(location.group(1));
      } else if (part != Part.MANAGED || !bundle.matches()) {
        throw new UnknownForm(line);
      }
    }
    if (!said) {
      throw new UnknownForm(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    }
    return new ForeseenChanges(touched, installed);
  }

  private static @Nullable Part heading(String line) {
    return switch (line) {
      case "    Bundles to uninstall:", "    Bundles to update:", "  Bundles to refresh:" ->
          Part.TOUCHED;
      case "    Bundles to install:" -> Part.INSTALLED;
      case "  Managing bundle:" -> Part.MANAGED;
      case "No deployment change." -> Part.NONE;
      default -> CHATTER.matcher(line).matches() ? Part.NONE : null;
    };
  }
}
