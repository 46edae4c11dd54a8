package org.hutong.harness.proof;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code itests/proof} calls.
 *
 * <pre>
 * bench CHECKOUT [--long]
 * </pre>
 */
public final class ProofMain {
  private static final int USAGE = 2;
  private static final String PREFACE =
      """
      # Speed

      Written by `itests/proof bench%s`, never by hand. The work: `POST /cases` (or `SubmitCase`) \
      of about 1 KB, checked, stored with its three deliveries, its audit row and its change in one \
      durable transaction, answered, and delivered to a SOAP system, a database and a REST system, \
      each a process of its own that counts for itself. The limit beside it, in turns in the same \
      run: raw JDBC on Derby, one case of 1 KB and three rows a transaction, 8 threads. Both with \
      AES-256 of the whole database, Derby's default durability and 10,000 pages of 8 KB as cache. Raw \
      Derby has the machine to itself; intake shares it with the generator (32 callers who each \
      wait for their answer), the three systems and its own deliveries. The figures are medians of \
      the rounds.
      """;

  private ProofMain() {}

  /** Prints the table and writes {@code itests/results/<name>.json} and {@code .md}. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> given = List.of(args);
    if (given.size() < 2 || !given.get(0).equals("bench")) {
      out.println("bench CHECKOUT [--long]");
      System.exit(USAGE);
    }
    Path checkout = Path.of(given.get(1));
    Path folder = Files.createTempDirectory("hutong-bench");
    boolean longRun = given.contains("--long");
    Results results = new Bench(out, checkout, folder, longRun).run();
    results.print(out);
    results.write(
        checkout.resolve("itests/results"), "bench", PREFACE.formatted(longRun ? " --long" : ""));
    System.exit(0);
  }
}
