package org.hutong.itests.architecture;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packages that a bundle exports, each with its version, or with an empty one. */
final class Exports {
  // Commas stand inside quotes too (uses:="a,b").
  private static final Pattern CLAUSE = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+");
  private static final Pattern VERSION = Pattern.compile(";version=\"?([^\";]+)\"?");

  static Map<String, String> of(Bundle bundle) {
    return of(bundle.manifest().getMainAttributes().getValue("Export-Package"));
  }

  static Map<String, String> of(String header) {
    Map<String, String> exports = new TreeMap<>();
    if (header != null) {
      Matcher clauses = CLAUSE.matcher(header);
      while (clauses.find()) {
        String clause = clauses.group().strip();
        Matcher version = VERSION.matcher(clause);
        exports.put(clause.split(";", 2)[0], version.find() ? version.group(1) : "");
      }
    }
    return exports;
  }

  private Exports() {}
}
