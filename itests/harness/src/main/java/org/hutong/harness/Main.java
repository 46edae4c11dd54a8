package org.hutong.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a shell script calls.
 *
 * <pre>
 * demo CHECKOUT FOLDER HTTP-PORT SSH-PORT [--once] [--every-system]
 * </pre>
 */
public final class Main {
  private static final int USAGE = 2;
  private static final int DEMO_ARGUMENTS = 5;

  private Main() {}

  /** Ends with 0 only if everything held. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> given = List.of(args);
    if (given.size() < DEMO_ARGUMENTS || !given.get(0).equals("demo")) {
      out.println("demo CHECKOUT FOLDER HTTP-PORT SSH-PORT [--once] [--every-system]");
      System.exit(USAGE);
    }
    Demo demo =
        new Demo(
            new Screen(out),
            Path.of(given.get(1)),
            Path.of(given.get(2)),
            Integer.parseInt(given.get(3)),
            Integer.parseInt(given.get(4)),
            given.subList(DEMO_ARGUMENTS, given.size()));
    try {
      System.exit(demo.run() ? 0 : 1);
    } catch (IOException | IllegalStateException e) {
      if (!demo.stopping()) {
        out.println("\n演示没有完成。 The demo did not end well: " + e.getMessage());
      }
      System.exit(1);
    }
  }
}
