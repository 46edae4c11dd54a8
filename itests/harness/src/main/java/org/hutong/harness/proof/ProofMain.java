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

  private ProofMain() {}

  /** Prints the table and writes {@code itests/results/<name>.json}. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> given = List.of(args);
    if (given.size() < 2 || !given.get(0).equals("bench")) {
      out.println("bench CHECKOUT [--long]");
      System.exit(USAGE);
    }
    Path checkout = Path.of(given.get(1));
    Path folder = Files.createTempDirectory("hutong-bench");
    Results results = new Bench(out, checkout, folder, given.contains("--long")).run();
    results.print(out);
    results.write(checkout.resolve("itests/results/bench.json"));
    System.exit(0);
  }
}
