package org.hutong.gateway.console.internal.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table whose columns stand in line, also where characters are two columns wide. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> headers;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> headers) {
    this.headers = headers;
  }

  /** With these headers. */
  public static Table of(String... headers) {
    return new Table(List.of(headers));
  }

  /** Adds a row, one value a header. */
  public Table row(@Nullable Object... values) {
    if (values.length != headers.size()) {
      throw new IllegalArgumentException(
          "A row of " + values.length + " under " + headers.size() + " headers");
    }
    rows.add(Arrays.stream(values).map(Words::of).toList());
    return this;
  }

  /** The whole, without a line break at its end. */
  public String text() {
    if (rows.isEmpty()) {
      return "（无）";
    }
    int[] widths = headers.stream().mapToInt(Words::width).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Words.width(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(headers, widths));
    lines.add("-".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)));
    rows.forEach(row -> lines.add(line(row, widths)));
    return String.join("\n", lines);
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : GAP).append(Words.pad(cells.get(i), widths[i]));
    }
    return line.toString().stripTrailing();
  }
}
