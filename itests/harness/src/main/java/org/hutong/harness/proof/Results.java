package org.hutong.harness.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A proof's figures: an object a goal, printed as a table and written to its files. */
final class Results {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int MEGABYTE = 1 << 20;

  private final ObjectNode goals = MAPPER.createObjectNode();
  private final ObjectNode run = goals.putObject("run");

  /** The machine this ran on. */
  Results() {
    run.put("date", LocalDate.now().toString())
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("memoryMb", memory())
        .put("java", System.getProperty("java.version"));
  }

  private static long memory() {
    return ((com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize()
        / MEGABYTE;
  }

  /** Something about the run that a reader needs to judge it. */
  void run(String name, String value) {
    run.put(name, value);
  }

  /** A figure that holds when it is not below its goal. */
  void atLeast(String name, double goal, double measured, String unit, int rounds) {
    goal(name, goal, measured, unit, rounds, measured >= goal).put("sense", "at least");
  }

  /** A figure that holds when it is not above its goal. */
  void atMost(String name, double goal, double measured, String unit, int rounds) {
    goal(name, goal, measured, unit, rounds, measured <= goal).put("sense", "at most");
  }

  private ObjectNode goal(
      String name, double goal, double measured, String unit, int rounds, boolean holds) {
    return goals
        .putObject(name)
        .put("goal", goal)
        .put("measured", round(measured))
        .put("unit", unit)
        .put("rounds", rounds)
        .put("holds", holds);
  }

  /** A figure without a goal. */
  void figure(String name, double measured, String unit) {
    goals.putObject(name).put("measured", round(measured)).put("unit", unit);
  }

  /** The middle one; of an even number the greater of the two in the middle. */
  static <T> double median(List<T> rounds, ToDoubleFunction<T> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** As the tables show it. */
  static String shown(double value) {
    return String.valueOf(round(value));
  }

  private static double round(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }

  void print(PrintStream out) {
    out.printf("%-14s %-14s %10s  %-5s  %s%n", "", "goal", "measured", "holds", "unit");
    goals.properties().stream()
        .filter(e -> e.getValue().has("measured"))
        .forEach(
            e ->
                out.printf(
                    "%-14s %-14s %10s  %-5s  %s%n",
                    e.getKey(),
                    asked(e.getValue()),
                    e.getValue().path("measured").asText(),
                    holds(e.getValue()),
                    e.getValue().path("unit").asText()));
  }

  private static String asked(JsonNode figure) {
    return (figure.path("sense").asText("") + " " + figure.path("goal").asText("")).strip();
  }

  private static String holds(JsonNode figure) {
    return figure.has("holds") ? (figure.path("holds").asBoolean() ? "yes" : "NO") : "";
  }

  /** Whether every goal holds. */
  boolean hold() {
    return goals.properties().stream()
        .map(Map.Entry::getValue)
        .allMatch(figure -> figure.path("holds").asBoolean(true));
  }

  /** Writes them as JSON. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, MAPPER.writeValueAsString(goals) + "\n");
  }

  /** Writes them as a page for readers. */
  void writeFor(Path file, String preface) throws IOException {
    StringBuilder text = new StringBuilder(preface);
    text.append("\nThe run:");
    for (Map.Entry<String, JsonNode> fact : run.properties()) {
      text.append(' ')
          .append(fact.getKey())
          .append(' ')
          .append(fact.getValue().asText())
          .append(';');
    }
    text.setCharAt(text.length() - 1, '.');
    text.append("\n\n| | Goal | Measured | Holds | Unit | Rounds |\n|---|---|---|---|---|---|\n");
    for (Map.Entry<String, JsonNode> entry : goals.properties()) {
      JsonNode figure = entry.getValue();
      if (figure.has("measured")) {
        text.append("| ").append(entry.getKey());
        text.append(" | ").append(asked(figure));
        text.append(" | ").append(figure.path("measured").asText());
        text.append(" | ").append(holds(figure));
        text.append(" | ").append(figure.path("unit").asText());
        text.append(" | ").append(figure.path("rounds").asText("")).append(" |\n");
      }
    }
    Files.writeString(file, text.toString());
  }
}
