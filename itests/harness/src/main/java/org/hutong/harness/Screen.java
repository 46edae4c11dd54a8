package org.hutong.harness;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Lines for a person at a terminal, Chinese first. */
final class Screen {
  private final PrintStream out;
  private final long begin = System.nanoTime();

  Screen(PrintStream out) {
    this.out = out;
  }

  /** What is being done now. */
  void step(String chinese, String english) {
    long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
    out.printf("%n[%3d s] %s  %s%n", seconds, chinese, english);
  }

  void line(String text) {
    out.println("        " + text);
  }

  /** Whether something held. */
  void check(boolean holds, String text) {
    out.println((holds ? "   [是] " : "   [否] ") + text);
  }

  /** Rows under a head, columns as wide as they need. */
  void table(List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(rows);
    all.add(0, head);
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    for (List<String> row : all) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 3));
      }
      line(text.toString().stripTrailing());
    }
  }

  /** A terminal gives a Chinese character two columns. */
  private static int width(String text) {
    return text.codePoints().map(c -> c >= 0x1100 && c != 0x2713 && c != 0x2717 ? 2 : 1).sum();
  }
}
