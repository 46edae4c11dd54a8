package org.hutong.gateway.console.internal.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing's facts, a line each, with tables below them. */
public final class Facts {
  private record Fact(String label, String value) {}

  private final List<Fact> facts = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();

  /** Adds a fact, also where there is nothing to say. */
  public Facts fact(String label, @Nullable Object value) {
    facts.add(new Fact(label, Words.of(value)));
    return this;
  }

  /** Adds a fact if there is something to say. */
  public Facts maybe(String label, @Nullable Object value) {
    return value == null ? this : fact(label, value);
  }

  /** Adds a table under a title. */
  public Facts section(String title, Table table) {
    sections.add("\n" + title + "\n" + table.text());
    return this;
  }

  /** The whole, without a line break at its end. */
  public String text() {
    int width = facts.stream().mapToInt(f -> Words.width(f.label())).max().orElse(0);
    List<String> lines = new ArrayList<>();
    facts.forEach(f -> lines.add(Words.pad(f.label(), width) + "  " + f.value()));
    lines.addAll(sections);
    return String.join("\n", lines);
  }
}
