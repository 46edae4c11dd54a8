package org.hutong.core.statistics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** What was measured beside its goal. */
final class ScaleFigures {
  /** In the build, where other work shares the machine, only what is off by this much fails. */
  private static final double PATIENCE = 10;

  private static final int WARM = 30;
  private static final int TIMES = 200;

  private record Figure(double goal, double measured, String unit, boolean holds) {}

  private final boolean strict;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  ScaleFigures(boolean strict) {
    this.strict = strict;
  }

  void fact(String name, long value) {
    facts.put(name, value);
  }

  void atMost(String name, double goal, double measured, String unit) {
    boolean holds = measured <= (strict ? goal : goal * PATIENCE);
    figures.put(name, new Figure(goal, Math.round(measured * 100) / 100.0, unit, holds));
  }

  /** Runs it and keeps a percentile of the milliseconds. */
  void run(String name, double goal, int percentile, IntConsumer work) {
    int times = strict ? TIMES : TIMES / 10;
    for (int i = 0; i < (strict ? WARM : 3); i++) {
      work.accept(i);
    }
    long[] took = new long[times];
    for (int i = 0; i < times; i++) {
      long began = System.nanoTime();
      work.accept(i);
      took[i] = System.nanoTime() - began;
    }
    Arrays.sort(took);
    int at = Math.min(times - 1, times * percentile / 100);
    atMost(name, goal, took[at] / 1e6, "ms, p" + percentile + " of " + times);
  }

  List<String> broken() {
    List<String> broken = new ArrayList<>();
    figures.forEach(
        (name, f) -> {
          if (!f.holds()) {
            broken.add(name + ": " + f.measured() + " " + f.unit() + ", goal " + f.goal());
          }
        });
    return broken;
  }

  /** {@code scale.json} and {@code scale.md}. */
  void write(Path folder) throws IOException {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("date", LocalDate.now().toString());
    run.put("cores", Runtime.getRuntime().availableProcessors());
    run.put("maxHeapMb", Runtime.getRuntime().maxMemory() >> 20);
    run.put("java", System.getProperty("java.version"));
    run.putAll(facts);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run", run);
    StringBuilder page = new StringBuilder();
    page.append(
        "# Scale\n\nWritten by `itests/proof scale`, never by hand: generated cases over all");
    page.append(" example items through core's one entry in one process (no HTTP, no lanes), then");
    page.append(
        " what callers ask, one after the other, on Derby with its database encryption.\n\n");
    page.append("The run: ").append(run.toString().replaceAll("[{}]", "")).append(".\n\n");
    page.append("| | Goal | Measured | Holds | Unit |\n|---|---|---|---|---|\n");
    figures.forEach(
        (name, f) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("goal", f.goal());
          one.put("measured", f.measured());
          one.put("unit", f.unit());
          one.put("rounds", 1);
          one.put("holds", f.holds());
          all.put(name, one);
          page.append("| ").append(name).append(" | at most ").append(f.goal());
          page.append(" | ").append(f.measured()).append(" | ");
          page.append(f.holds() ? "yes" : "NO").append(" | ").append(f.unit()).append(" |\n");
        });
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(folder.resolve("scale.json"), mapper.writeValueAsString(all) + "\n");
    Files.writeString(folder.resolve("scale.md"), page.toString());
  }
}
