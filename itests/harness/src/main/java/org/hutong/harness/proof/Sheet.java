package org.hutong.harness.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A proof's table: printed, and kept as Markdown in {@code itests/results}. */
final class Sheet {
  private final String title;
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();

  Sheet(String title, String... head) {
    this.title = title;
    this.head = List.of(head);
  }

  synchronized void row(Object... cells) {
    rows.add(java.util.Arrays.stream(cells).map(String::valueOf).toList());
  }

  /** A line under the table. */
  synchronized void say(String sentence) {
    sentences.add(sentence);
  }

  void print(PrintStream out) {
    int[] widths = new int[head.size()];
    List<List<String>> all = new ArrayList<>(rows);
    all.add(0, head);
    all.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(row.get(i)));
          }
        });
    out.println();
    out.println(title);
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    sentences.forEach(sentence -> out.println("  " + sentence));
  }

  /** A terminal gives a Chinese character two columns. */
  private static int width(String text) {
    return text.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
  }

  /** The table as Markdown, under a heading. */
  String markdown() {
    StringBuilder text = new StringBuilder("## " + title + "\n\n");
    line(text, head);
    line(text, head.stream().map(cell -> "---").toList());
    rows.forEach(row -> line(text, row));
    if (!sentences.isEmpty()) {
      text.append('\n');
      sentences.forEach(sentence -> text.append("- ").append(sentence).append('\n'));
    }
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ");
    text.append(String.join(" | ", cells.stream().map(c -> c.replace("|", "\\|")).toList()));
    text.append(" |\n");
  }

  /** Writes some tables to one file, with the day and the machine's size. */
  static void write(Path file, String heading, List<Sheet> sheets) throws IOException {
    StringBuilder text = new StringBuilder("# " + heading + "\n\n");
    text.append(LocalDate.now())
        .append(", ")
        .append(Runtime.getRuntime().availableProcessors())
        .append(" cores, Java ")
        .append(System.getProperty("java.version"))
        .append(".\n\n");
    sheets.forEach(sheet -> text.append(sheet.markdown()));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text.toString().stripTrailing() + "\n");
  }
}
