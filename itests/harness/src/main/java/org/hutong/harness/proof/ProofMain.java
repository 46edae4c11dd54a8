package org.hutong.harness.proof;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hutong.harness.Appliance;

/**
 * What {@code itests/proof} calls; ends with 0 only if what it proves held.
 *
 * <pre>
 * bench|kills|faults|peers CHECKOUT [--long]
 * </pre>
 */
public final class ProofMain {
  private static final int USAGE = 2;
  private static final int LONG_ROUNDS = 20;
  private static final String BENCH = "bench";
  private static final String KILLS = "kills";
  private static final String FAULTS = "faults";
  private static final String PEERS = "peers";

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

  private ProofMain() {}

  /** Prints the table and writes {@code itests/results/<name>.json} and {@code .md}. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> given = List.of(args);
    if (given.size() < 2 || !List.of(BENCH, KILLS, FAULTS, PEERS).contains(given.get(0))) {
      out.println("bench|kills|faults|peers CHECKOUT [--long]");
      System.exit(USAGE);
    }
    String name = given.get(0);
    Path checkout = Path.of(given.get(1));
    Path folder = Files.createTempDirectory("hutong-" + name);
    Path results = checkout.resolve("itests/results");
    boolean longRun = given.contains("--long");
    boolean holds =
        switch (name) {
          case KILLS -> kills(out, checkout, folder, longRun);
          case FAULTS -> faults(out, checkout, folder, longRun ? LONG_ROUNDS : 1);
          case PEERS -> peers(out, checkout, folder, longRun);
          default -> bench(out, checkout, folder, longRun);
        };
    out.println();
    out.println((holds ? "[是] held" : "[否] not held") + "; " + results + "; the runs: " + folder);
    System.exit(holds ? 0 : 1);
  }

  private static boolean bench(PrintStream out, Path checkout, Path folder, boolean longRun)
      throws Exception {
    Results results = new Bench(out, checkout, folder, longRun).run();
    results.print(out);
    Path written = checkout.resolve("itests/results");
    results.write(written.resolve("bench.json"));
    results.writeFor(written.resolve("bench.md"), PREFACE.formatted(longRun ? " --long" : ""));
    return results.hold();
  }

  private static boolean peers(PrintStream out, Path checkout, Path folder, boolean longRun)
      throws Exception {
    String flush = System.getenv().getOrDefault("SLOW_FLUSH_MS", "");
    Results results = new Peers(out, checkout, folder, longRun, flush).run();
    results.print(out);
    String name = flush.isEmpty() ? "peers" : "peers-slow-flush";
    Path written = checkout.resolve("itests/results");
    results.write(written.resolve(name + ".json"));
    results.writeFor(written.resolve(name + ".md"), PEERS_PREFACE);
    return results.hold();
  }

  private static boolean kills(PrintStream out, Path checkout, Path folder, boolean longRun)
      throws Exception {
    Kills kills = new Kills(out, Appliance.tarball(checkout), folder);
    Kills.Result result = kills.run(longRun);
    kills.print();
    Sheet.write(checkout.resolve("itests/results/kills.md"), "Kills", kills.sheets());
    Results figures = new Results();
    figures.atLeast("kills", longRun ? 1_000 : 25, result.kills(), "SIGKILLs", 1);
    figures.atMost("lost-doubled-half", 0, result.faults().size(), "cases or changes", 1);
    figures.write(checkout.resolve("itests/results/kills.json"));
    return result.holds();
  }

  private static boolean faults(PrintStream out, Path checkout, Path folder, int rounds)
      throws Exception {
    boolean holds = true;
    int broken = 0;
    for (int i = 1; i <= rounds && holds; i++) {
      Faults faults = new Faults(out, Appliance.tarball(checkout), folder.resolve("round-" + i));
      broken = faults.run(true).size();
      holds = broken == 0;
      faults.print();
      Sheet.write(checkout.resolve("itests/results/faults.md"), "Faults", faults.sheets());
    }
    Results figures = new Results();
    figures.atMost("faults", 0, broken, "promises not held", rounds);
    figures.write(checkout.resolve("itests/results/faults.json"));
    return holds;
  }
}
