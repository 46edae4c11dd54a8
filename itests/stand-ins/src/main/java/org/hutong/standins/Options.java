package org.hutong.standins;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command line.
 *
 * @param system such as si-02
 * @param port the system's port, 0 = choose one
 * @param control the control port, 0 = choose one
 * @param dir where the system keeps its data
 * @param seed of the made-up data
 * @param others options of one system only, without their dashes
 */
record Options(
    String system, int port, int control, Path dir, long seed, Map<String, String> others) {

  static final String USAGE =
      """
      java -jar stand-ins.jar si-01|si-02|si-03|si-04|si-05|si-07|si-08|si-10a|si-11|si-12 --dir DIR [--port P] [--control P2] [--seed N]
        si-02 also: [--delay-ms MIN-MAX] [--no-dedup] [--no-lookup]""";

  private static final long DEFAULT_SEED = 20160930;

  static Options parse(String... args) {
    if (args.length == 0) {
      throw new IllegalArgumentException("Which system?");
    }
    Map<String, String> named = new TreeMap<>();
    for (int i = 1; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        throw new IllegalArgumentException("Not an option: " + args[i]);
      }
      boolean hasValue = i + 1 < args.length && !args[i + 1].startsWith("--");
      named.put(args[i].substring(2), hasValue ? args[++i] : "true");
    }
    if (!named.containsKey("dir")) {
      throw new IllegalArgumentException("--dir is missing");
    }
    int port = Integer.parseInt(take(named, "port", "0"));
    int control = Integer.parseInt(take(named, "control", "0"));
    long seed = Long.parseLong(take(named, "seed", "" + DEFAULT_SEED));
    Path dir = Path.of(named.remove("dir")).toAbsolutePath().normalize();
    return new Options(args[0], port, control, dir, seed, named);
  }

  private static String take(Map<String, String> named, String name, String otherwise) {
    String value = named.remove(name);
    return value == null ? otherwise : value;
  }
}
