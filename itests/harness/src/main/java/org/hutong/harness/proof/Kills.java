package org.hutong.harness.proof;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hutong.harness.Appliance;
import org.hutong.harness.Street;

/**
 * SIGKILL at random moments of every phase, under constant load from a client that repeats nothing;
 * afterwards every acknowledged case is in effect once in each system, none is half there, and the
 * change feed has neither a gap nor a double.
 */
public final class Kills {
  private static final int SHORT = 25;
  private static final int LONG = 1_000;
  private static final int IN_ONE_STREET = 50;
  private static final int PER_SECOND = 20;
  private static final int SHOWN = 20;

  private final PrintStream out;
  private final Path tarball;
  private final Path folder;
  private final Sheet sheet =
      new Sheet(
          "SIGKILL",
          "#",
          "aimed at",
          "phases hit",
          "open requests",
          "sends cut",
          "receipts cut",
          "acknowledged since",
          "ready again s",
          "those cases");
  private final Sheet sum = new Sheet("In all", "phase", "kills", "hit when aimed at", "result");

  /** Kills a street made from that tarball inside that folder. */
  public Kills(PrintStream out, Path tarball, Path folder) {
    this.out = out;
    this.tarball = tarball;
    this.folder = folder;
  }

  /** What a run came to: how often it struck in each phase, and what did not hold. */
  public record Result(int kills, Map<String, Integer> phases, List<String> faults) {
    /** Whether nothing was lost, doubled or half there, and no phase is missing. */
    public boolean holds() {
      return faults.isEmpty();
    }
  }

  Result run(boolean longRun) throws Exception {
    return run(longRun ? LONG : SHORT);
  }

  /** Kills so many times, a fresh street after each fifty, and counts. */
  public Result run(int kills) throws Exception {
    Path home = Appliance.unpack(tarball, folder.resolve("opt"));
    Map<Phase, Integer> phases = new EnumMap<>(Phase.class);
    Map<Phase, int[]> aims = new EnumMap<>(Phase.class);
    List<String> faults = new ArrayList<>();
    int done = 0;
    for (int part = 1; done < kills; part++) {
      long seed = System.nanoTime();
      int now = Math.min(IN_ONE_STREET, kills - done);
      Campaign.Verdict verdict = part(home, part, now, seed);
      for (Campaign.Line line : verdict.lines()) {
        row(done + line.number(), line);
        int[] aim = aims.computeIfAbsent(line.aimed(), phase -> new int[2]);
        aim[0] += line.hit().contains(line.aimed()) ? 1 : 0;
        aim[1]++;
      }
      verdict.phases().forEach((phase, count) -> phases.merge(phase, count, Integer::sum));
      faults.addAll(verdict.all());
      done += verdict.lines().size();
      sheet.say(
          "seed %d: acknowledged %d, without an answer %d (of these whole in every system %d), changes %d"
              .formatted(
                  seed,
                  verdict.acknowledged(),
                  verdict.unanswered(),
                  verdict.wholeWithoutAnswer(),
                  verdict.changes()));
    }
    faults.addAll(Campaign.without(phases.keySet()));
    String result =
        faults.isEmpty()
            ? "every acknowledged case once in each system, none half there, feed whole"
            : "BROKEN";
    for (Phase phase : Phase.values()) {
      int[] aim = aims.getOrDefault(phase, new int[2]);
      String aimed = aim[0] + " of " + aim[1];
      sum.row(phase.shown(), phases.getOrDefault(phase, 0), aimed, result);
    }
    sum.say("kills in all: " + done + "; one kill can fall in several phases");
    sum.say(Campaign.STREET);
    faults.stream().limit(SHOWN).forEach(fault -> sum.say("not held: " + fault));
    return new Result(
        done,
        phases.entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue)),
        faults);
  }

  private Campaign.Verdict part(Path home, int part, int kills, long seed) throws Exception {
    Path own = folder.resolve("part-" + part);
    try (Street street = Campaign.street(home, own.resolve("street"))) {
      street.start();
      return new Campaign(out, street, Blow.sigkill(), own, seed)
          .run(kills, PER_SECOND, EnumSet.allOf(Phase.class));
    }
  }

  private void row(int number, Campaign.Line line) {
    sheet.row(
        number,
        line.aimed().shown(),
        line.hit().stream().map(Phase::shown).collect(Collectors.joining(", ")),
        line.open(),
        line.sending(),
        line.receipts(),
        line.acknowledged(),
        "%.1f".formatted(line.readySeconds()),
        line.result());
  }

  /** The tables, the sum first. */
  List<Sheet> sheets() {
    return List.of(sum, sheet);
  }

  /** Prints the tables. */
  public void print() {
    sheet.print(out);
    sum.print(out);
  }
}
