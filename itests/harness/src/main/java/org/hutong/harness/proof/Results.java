package org.hutong.harness.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** A proof's figures: an object a goal, printed as a table and written to its file. */
final class Results {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode goals = MAPPER.createObjectNode();

  /** The machine this ran on. */
  Results() {
    goals
        .putObject("run")
        .put("date", LocalDate.now().toString())
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("java", System.getProperty("java.version"));
  }

  /** A figure with its goal; {@code atMost}: it holds when it is not above. */
  void goal(String name, double goal, double measured, boolean atMost, String unit, int rounds) {
    boolean holds = atMost ? measured <= goal : measured >= goal;
    goals
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

  private static double round(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }

  void print(PrintStream out) {
    out.printf("%-28s %10s %10s  %-44s %s%n", "", "goal", "measured", "unit", "holds");
    goals
        .properties()
        .forEach(
            e -> {
              if (e.getValue().has("measured")) {
                out.printf(
                    "%-28s %10s %10s  %-44s %s%n",
                    e.getKey(),
                    e.getValue().path("goal").asText(""),
                    e.getValue().path("measured").asText(),
                    e.getValue().path("unit").asText(),
                    e.getValue().path("holds").asText(""));
              }
            });
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, MAPPER.writeValueAsString(goals) + "\n");
  }
}
