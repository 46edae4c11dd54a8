package org.hutong.harness.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hutong.harness.Appliance;

/**
 * What {@code itests/proof} calls; ends with 0 only if what it proves held.
 *
 * <pre>
 * bench|kills|swaps|modules|faults|peers CHECKOUT [--long]
 * </pre>
 *
 * <p>{@code kills} is SIGKILLs and then power cuts; {@code --only kills} or {@code --only cuts} is
 * one of them; {@code bench} likewise {@code --only derby} or {@code --only postgresql}. {@code
 * faults --only WORDS} makes the faults that have them in their name, and keeps no result. {@code
 * modules --seed N} does the operations of an earlier run again.
 */
public final class ProofMain {
  private static final int USAGE = 2;
  private static final int LONG_ROUNDS = 20;
  private static final String BENCH = "bench";
  private static final String KILLS = "kills";
  private static final String SWAPS = "swaps";
  private static final String MODULES = "modules";
  private static final String FAULTS = "faults";
  private static final String PEERS = "peers";
  private static final String CUTS = "cuts";
  private static final String DERBY = "derby";
  private static final String POSTGRESQL = "postgresql";
  private static final String SEED = "--seed";
  private static final int LEAST_CUTS = 25;
  private static final int SWAPS_OF_EACH = 10;
  private static final int LONG_SWAPS_OF_EACH = 200;
  private static final int IN_ONE_WINDOW = 2;
  private static final int WARM_UPS = 8;
  private static final int CALLERS = 16;
  private static final int ADD_ONS = 10;
  private static final int OPERATIONS_ON_EACH = 10;
  private static final int LONG_OPERATIONS_ON_EACH = 100;

  private static final String PREFACE =
      """
      # Speed

      Written by `itests/proof bench%s`, never by hand. The work: `POST /cases` (or `SubmitCase`) \
      of about 1 KB, checked, stored with its three deliveries, its audit row and its change in one \
      durable transaction, answered, and delivered to a SOAP system, a database and a REST system, \
      each a process of its own that counts for itself. The limit beside it, in turns in the same \
      run: raw JDBC on Derby, one case of 1 KB and three rows a transaction, 8 threads. Both with \
      AES-256 of the whole database, Derby's default durability and 10,000 pages of 8 KB as cache. \
      Raw Derby has the machine to itself; intake shares it with the generator (32 callers who each \
      wait for their answer), the three systems and its own deliveries. The figures are medians of \
      the rounds.
      """;

  private static final String POSTGRESQL_PREFACE =
      """
      # Speed on PostgreSQL

      Written by `itests/proof bench%s`, never by hand. The same work as in [bench](bench.md), by a \
      street on PostgreSQL. The limit beside it, in turns in the same run: raw JDBC on the same \
      server, one case of 1 KB and three rows a transaction, 8 threads; fsync and synchronous_commit \
      are on for both.
      """;

  private static final String PEERS_PREFACE =
      """
      # Beside others

      Written by `itests/proof peers`, never by hand. The same work in turns within one run, on the \
      same machine: a case of about 1 KB is stored with its three deliveries in one durable \
      transaction of Derby with AES-256, answered, and delivered to the same three REST systems, \
      which count for themselves. Beside the appliance stand the services in \
      [benchmarks/peers](../benchmarks/peers/README.md): Spring Boot with a poller, Camel with a SQL \
      poller. They neither authenticate, nor check a form, nor encrypt bodies, nor keep an audit \
      trail and a change feed, nor claim a delivery durably before they send it. 32 callers, each \
      waits for its answer. The figures are medians of the rounds.
      """;

  private static final String SWAPS_PREFACE =
      """
      # Swaps

      Written by `itests/proof swaps%s`, never by hand. Each of the five adapters is exchanged for \
      another version at the console, by turns, while an open-loop client that repeats nothing enters \
      cases over REST and SOAP at a constant rate: 400 a second, or half of what the machine carries \
      with deliveries when that is less. Windows with exchanges alternate with windows in which the \
      console only reads; answers over 200 ms in these are not the exchange's doing. What was lost or \
      doubled is counted in the systems' own journals. Loaders are counted in the JVM after a forced \
      collection; an adapter that leaves a thread behind must be found by the same count. No other \
      bundle may have changed, and no class outside of the adapters may have come from another loader.
      """;

  private static final String MODULES_PREFACE =
      """
      # Modules

      Written by `itests/proof modules%s`, never by hand. Ten modules that the distribution does not \
      bring (bundles with a Blueprint, a service of their own or an activator, archives of one and of \
      two bundles; each with a thread of its own, every second one serving a system) are installed, \
      updated, removed and brought in a version that does not come up, in random order, while an \
      open-loop client that repeats nothing enters cases over REST and SOAP at a constant rate. \
      Windows with operations alternate with windows in which the console only reads; answers over \
      200 ms in these are not the operations' doing. What stands is read at the console before every \
      few operations. What was lost or doubled is counted in the systems' own journals. Loaders are \
      counted in the JVM after a forced collection, of those that stand and, when all are removed, of \
      none; a module that leaves a thread behind must be found by the same count. No bundle may have \
      changed or been left behind, and no class may have come from another loader.
      """;

  private ProofMain() {}

  /** Prints the table and writes {@code itests/results/<name>.json} and {@code .md}. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> given = List.of(args);
    if (!isKnown(given)) {
      out.println(
          "bench [--long] [--only derby|postgresql] · swaps|peers [--long] · kills [--long] [--only kills|cuts] · faults [--long] [--only"
              + " WORDS] · modules [--long] [--seed N]");
      System.exit(USAGE);
    }
    // A proof that is ended takes with it whatever it has started.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    String name = given.get(0);
    Path checkout = Path.of(given.get(1));
    Path folder = Files.createTempDirectory("hutong-" + name);
    Path results = checkout.resolve("itests/results");
    boolean longRun = given.contains("--long");
    int onlyAt = given.indexOf("--only");
    String only = onlyAt < 0 ? "" : given.get(onlyAt + 1);
    boolean holds =
        switch (name) {
          case KILLS ->
              (only.equals(CUTS) || kills(out, checkout, folder, longRun))
                  & (only.equals(KILLS) || cuts(out, checkout, folder));
          case SWAPS -> swaps(out, checkout, folder, longRun);
          case MODULES -> modules(out, checkout, folder, longRun, seed(given));
          case FAULTS ->
              only.isEmpty()
                  ? faults(out, checkout, folder, longRun ? LONG_ROUNDS : 1)
                  : some(out, checkout, folder, only);
          case PEERS -> peers(out, checkout, folder, longRun);
          default ->
              (only.equals(POSTGRESQL) || bench(out, checkout, folder, longRun, false))
                  & (only.equals(DERBY) || bench(out, checkout, folder, longRun, true));
        };
    out.println();
    out.println((holds ? "[是] held" : "[否] not held") + "; " + results + "; the runs: " + folder);
    System.exit(holds ? 0 : 1);
  }

  private static boolean isKnown(List<String> given) {
    if (given.size() < 2
        || !List.of(BENCH, KILLS, SWAPS, MODULES, FAULTS, PEERS).contains(given.get(0))) {
      return false;
    }
    List<String> options = new ArrayList<>(given.subList(2, given.size()));
    options.remove("--long");
    if (options.isEmpty()) {
      return true;
    }
    if (given.get(0).equals(MODULES)) {
      return options.size() == 2
          && options.get(0).equals(SEED)
          && options.get(1).matches("-?\\d{1,18}");
    }
    boolean parts = options.size() == 2 && options.get(0).equals("--only");
    return parts
        && switch (given.get(0)) {
          case FAULTS -> true;
          case KILLS -> List.of(KILLS, CUTS).contains(options.get(1));
          case BENCH -> List.of(DERBY, POSTGRESQL).contains(options.get(1));
          default -> false;
        };
  }

  private static long seed(List<String> given) {
    int at = given.indexOf(SEED);
    return at < 0 ? System.nanoTime() : Long.parseLong(given.get(at + 1));
  }

  private static boolean bench(
      PrintStream out, Path checkout, Path folder, boolean longRun, boolean onPostgres)
      throws Exception {
    String name = onPostgres ? "bench-postgresql" : BENCH;
    Results results = new Bench(out, checkout, folder.resolve(name), longRun, onPostgres).run();
    String preface = onPostgres ? POSTGRESQL_PREFACE : PREFACE;
    return kept(out, results, checkout, name, preface.formatted(longRun ? " --long" : ""));
  }

  private static boolean peers(PrintStream out, Path checkout, Path folder, boolean longRun)
      throws Exception {
    String flush = System.getenv().getOrDefault("SLOW_FLUSH_MS", "");
    Results results = new Peers(out, checkout, folder, longRun, flush).run();
    return kept(
        out, results, checkout, flush.isEmpty() ? PEERS : "peers-slow-flush", PEERS_PREFACE);
  }

  private static boolean kills(PrintStream out, Path checkout, Path folder, boolean longRun)
      throws Exception {
    Kills kills = new Kills(out, Appliance.tarball(checkout), folder.resolve(KILLS));
    Kills.Result result = kills.run(longRun);
    kills.print();
    Path written = checkout.resolve("itests/results");
    Sheet.write(written.resolve("kills.md"), "Kills", kills.sheets());
    Results figures = new Results();
    figures.atLeast("kills", longRun ? 1_000 : 25, result.kills(), "SIGKILLs", 1);
    figures.atMost("lost-doubled-half", 0, result.faults().size(), "cases or changes", 1);
    figures.write(written.resolve("kills.json"));
    return result.holds();
  }

  private static boolean cuts(PrintStream out, Path checkout, Path folder) throws Exception {
    Cuts cuts = new Cuts(out, Appliance.tarball(checkout), folder.resolve(CUTS));
    Cuts.Result result = cuts.run(LEAST_CUTS);
    cuts.print();
    Path written = checkout.resolve("itests/results");
    Sheet.write(written.resolve("cuts.md"), "Power cuts", cuts.sheets());
    Results figures = new Results();
    figures.atLeast("cuts", LEAST_CUTS, result.cuts(), "power cuts", 1);
    figures.atMost("lost-doubled-half", 0, result.faults().size(), "cases or changes", 1);
    figures.atLeast(
        "cuts-bite", 1, result.bites() ? 1 : 0, "databases that force nothing found out", 1);
    figures.write(written.resolve("cuts.json"));
    return result.holds();
  }

  private static boolean swaps(PrintStream out, Path checkout, Path folder, boolean longRun)
      throws Exception {
    int each = longRun ? LONG_SWAPS_OF_EACH : SWAPS_OF_EACH;
    try (UnderLoad load =
        UnderLoad.start(out, Appliance.tarball(checkout), folder, CALLERS, WARM_UPS)) {
      Swaps swaps = new Swaps(load);
      Swaps.Result result = swaps.run(each, IN_ONE_WINDOW);
      Results figures = swaps.figures(result, each * result.exchanged().size());
      result.faults().forEach(out::println);
      return kept(out, figures, checkout, SWAPS, SWAPS_PREFACE.formatted(longRun ? " --long" : ""));
    }
  }

  private static boolean modules(
      PrintStream out, Path checkout, Path folder, boolean longRun, long seed) throws Exception {
    int each = longRun ? LONG_OPERATIONS_ON_EACH : OPERATIONS_ON_EACH;
    try (UnderLoad load =
        UnderLoad.start(out, Appliance.tarball(checkout), folder, CALLERS, WARM_UPS)) {
      Modules modules = new Modules(load);
      Modules.Result result = modules.run(ADD_ONS, each, seed);
      Results figures = modules.figures(result, each * ADD_ONS);
      modules.lookForALeak(figures);
      result.faults().forEach(out::println);
      result.notCollected().forEach(out::println);
      result.disturbed().forEach(out::println);
      return kept(
          out, figures, checkout, MODULES, MODULES_PREFACE.formatted(longRun ? " --long" : ""));
    }
  }

  private static boolean kept(
      PrintStream out, Results figures, Path checkout, String name, String preface)
      throws IOException {
    figures.print(out);
    Path written = checkout.resolve("itests/results");
    figures.write(written.resolve(name + ".json"));
    figures.writeFor(written.resolve(name + ".md"), preface);
    return figures.hold();
  }

  /** Those with the words in their name, to see what one does; keeps no result. */
  private static boolean some(PrintStream out, Path checkout, Path folder, String only)
      throws Exception {
    Faults faults = new Faults(out, Appliance.tarball(checkout), folder, only);
    boolean holds = faults.run(true).isEmpty();
    faults.print();
    if (faults.made() + faults.skipped() == 0) {
      out.println("no fault has these words in its name: " + only);
      return false;
    }
    return holds;
  }

  private static boolean faults(PrintStream out, Path checkout, Path folder, int rounds)
      throws Exception {
    boolean holds = true;
    int broken = 0;
    int made = 0;
    int skipped = 0;
    for (int i = 1; i <= rounds && holds; i++) {
      Faults faults = new Faults(out, Appliance.tarball(checkout), folder.resolve("round-" + i));
      broken = faults.run(true).size();
      made += faults.made();
      skipped += faults.skipped();
      holds = broken == 0;
      faults.print();
      Sheet.write(checkout.resolve("itests/results/faults.md"), "Faults", faults.sheets());
    }
    Results figures = new Results();
    figures.atMost("faults", 0, broken, "promises not held", rounds);
    figures.figure("made", made, "faults made, in all rounds");
    figures.figure("skipped", skipped, "faults that this machine did not let be made");
    figures.write(checkout.resolve("itests/results/faults.json"));
    return holds;
  }
}
