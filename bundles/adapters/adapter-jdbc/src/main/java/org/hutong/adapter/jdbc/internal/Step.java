package org.hutong.adapter.jdbc.internal;

import java.util.Optional;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.support.Settings;
import org.jspecify.annotations.Nullable;

/**
 * One statement of an operation.
 *
 * @param template the statement
 * @param receipt the column that gives the system's receipt; null for none
 * @param each the document's list for whose members the statement runs; null to run once
 * @param rows how many rows a run must touch or return
 */
record Step(SqlTemplate template, @Nullable String receipt, @Nullable String each, Rows rows) {
  /** How many rows are right. */
  record Rows(int least, int most) {
    static final Rows SOME = new Rows(1, Integer.MAX_VALUE);
    static final Rows ANY = new Rows(0, Integer.MAX_VALUE);

    boolean holds(int count) {
      return count >= least && count <= most;
    }
  }

  static Step read(Settings settings) throws InvalidConfig {
    SqlTemplate template;
    try {
      template = SqlTemplate.parse(settings.required("sql"));
    } catch (IllegalArgumentException e) {
      throw settings.wrong("sql", e.getMessage());
    }
    Optional<String> receipt = settings.text("receipt");
    Optional<String> each = settings.text("each");
    Rows rows = rows(settings);
    settings.done();
    return new Step(template, receipt.orElse(null), each.orElse(null), rows);
  }

  private static Rows rows(Settings settings) throws InvalidConfig {
    Optional<String> text = settings.text("rows");
    if (text.isEmpty()) {
      return Rows.SOME;
    }
    if (text.get().equals("any")) {
      return Rows.ANY;
    }
    int exact = settings.number("rows", 1, 0, 1_000_000);
    return new Rows(exact, exact);
  }
}
