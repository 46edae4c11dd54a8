package org.hutong.harness.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hutong.harness.Appliance;
import org.hutong.harness.Street;

/**
 * Power cuts: SIGKILL, and then everything that was written and not forced to the disk is taken
 * back, or any part of it, under the same load and with the same count as {@link Kills}. What
 * proves the cut is that the same finds losses once Derby is told to force nothing.
 */
public final class Cuts {
  private static final int IN_ONE_STREET = 25;
  private static final int PER_SECOND = 20;
  private static final int SHOWN = 20;
  private static final int BLUNT = 3;
  private static final String BLUNT_DERBY = " -Dderby.system.durability=test";
  // Linux writes what is 30 s old and looks every 5 s.
  private static final Duration WRITTEN_BY_ITSELF = Duration.ofSeconds(35);
  // What Derby says of its own files and of a boot that failed; not of locks or of a statement.
  private static final Pattern DERBY_BROKEN = Pattern.compile("ERROR (XS|XBM|XJ0)\\w+");
  private static final List<String> LOGS = List.of("hutong.log", "derby-0.log");

  private final PrintStream out;
  private final Path tarball;
  private final Path folder;
  private final Sheet sheet =
      new Sheet(
          "Power cuts 断电",
          "#",
          "aimed at",
          "phases hit",
          "left of what was not forced",
          "writes taken back",
          "bytes",
          "names taken back",
          "writes left",
          "acknowledged since",
          "ready again s",
          "those cases");

  /** Cuts a street made from that tarball inside that folder. */
  public Cuts(PrintStream out, Path tarball, Path folder) {
    this.out = out;
    this.tarball = tarball;
    this.folder = folder;
  }

  /**
   * What the run came to.
   *
   * @param bites whether a Derby that forces nothing was found out
   */
  public record Result(int cuts, boolean bites, List<String> faults) {
    /** Whether nothing was lost, doubled or half there, and the cuts are known to cut. */
    public boolean holds() {
      return bites && faults.isEmpty();
    }
  }

  /** Cuts so many times, and shows that the cuts cut. */
  public Result run(int cuts) throws Exception {
    Path library = Shim.build("powercut", folder);
    Path home = Appliance.unpack(tarball, folder.resolve("opt"));
    List<String> faults = new ArrayList<>();
    CutCheck.wrong(library, folder.resolve("check"))
        .forEach((what, how) -> faults.add("the cut itself: " + what + " " + how));
    sheet.say(
        "the cut itself, a program of 15 files: "
            + (faults.isEmpty() ? "what was forced is there, and nothing else" : "BROKEN"));
    String found = found(home, library);
    out.println("  a Derby that forces nothing: " + found);
    Map<Phase, Integer> phases = new EnumMap<>(Phase.class);
    int done = 0;
    for (int part = 1; done < cuts && faults.isEmpty(); part++) {
      long seed = System.nanoTime();
      Path own = folder.resolve("cuts-" + part);
      List<PowerCut.Taken> taken = new ArrayList<>();
      Campaign.Verdict verdict;
      try (Street street = Campaign.street(home, own.resolve("street"))) {
        verdict =
            campaign(street, library, own, seed, taken, "")
                .run(Math.min(IN_ONE_STREET, cuts - done), PER_SECOND, EnumSet.allOf(Phase.class));
      } catch (Campaign.NotReady e) {
        faults.add("seed " + seed + ": " + e.getMessage());
        break;
      }
      for (int i = 0; i < verdict.lines().size(); i++) {
        row(done + i + 1, verdict.lines().get(i), taken.get(i));
        taken.get(i).mapped().forEach(file -> faults.add("written through memory: " + file));
      }
      if (taken.stream().mapToInt(PowerCut.Taken::writes).sum() == 0) {
        faults.add("seed " + seed + ": the cuts took nothing back");
      }
      done += verdict.lines().size();
      verdict.phases().forEach((phase, count) -> phases.merge(phase, count, Integer::sum));
      faults.addAll(verdict.all());
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
    sheet.say(Campaign.STREET);
    sheet.say(
        "the same with derby.system.durability=test, which must not hold: "
            + (found.isEmpty() ? "NOT found out" : found));
    faults.stream().limit(SHOWN).forEach(fault -> sheet.say("not held: " + fault));
    return new Result(done, !found.isEmpty(), faults);
  }

  /**
   * What the first cuts find of a Derby that forces nothing: a count that does not hold, or what
   * Derby itself says is broken. Empty when they find neither; being slow is not enough.
   */
  private String found(Path home, Path library) throws Exception {
    List<PowerCut.Taken> taken = new ArrayList<>();
    Path own = folder.resolve("blunt");
    try (Street street = Campaign.street(home, own.resolve("street"))) {
      String otherwise = "all was counted as it should be";
      try {
        List<String> faults =
            campaign(street, library, own, System.nanoTime(), taken, BLUNT_DERBY)
                .run(BLUNT, PER_SECOND, EnumSet.of(Phase.COMMIT))
                .faults();
        if (!faults.isEmpty()) {
          return "found out: " + faults.size() + " times, first " + faults.get(0);
        }
      } catch (Campaign.NotReady | IOException | IllegalStateException e) {
        if (taken.isEmpty()) {
          throw e;
        }
        // Not ready any more, or ledger and feed are past asking: it depends on what Derby says.
        otherwise = e.getMessage();
      }
      street.appliance().kill();
      String broken = broken(street.appliance().data());
      if (broken.isEmpty()) {
        out.println("  a Derby that forces nothing, and no loss is seen: " + otherwise);
        return "";
      }
      return "found out: after " + taken.size() + " cuts Derby says " + broken;
    }
  }

  /** The first that Derby says of itself being broken; empty when it says nothing like it. */
  private static String broken(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (LOGS.contains(file.getFileName().toString())) {
          Matcher said = DERBY_BROKEN.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
          if (said.find()) {
            return said.group();
          }
        }
      }
    }
    return "";
  }

  private Campaign campaign(
      Street street, Path library, Path own, long seed, List<PowerCut.Taken> taken, String options)
      throws Exception {
    Random random = new Random(seed);
    PowerCut cut =
        new PowerCut(
            library,
            own.resolve("street/appliance"),
            own.resolve("notes"),
            random,
            WRITTEN_BY_ITSELF);
    cut.environment().forEach(street.appliance()::with);
    street.appliance().with("EXTRA_JAVA_OPTS", "-Xmx512m" + options);
    street.start();
    Blow blow =
        appliance -> {
          // Every other time nothing is left of what was not forced, else any part of it.
          taken.add(cut.strike(taken.size() % 2 == 1));
          // The machine starts again under another boot id, so Karaf's cache is not trusted.
          Files.deleteIfExists(appliance.data().resolve("karaf/build.id"));
        };
    return new Campaign(out, street, blow, own, seed);
  }

  private void row(int number, Campaign.Line line, PowerCut.Taken taken) {
    sheet.row(
        number,
        line.aimed().shown(),
        line.hit().stream().map(Phase::shown).collect(Collectors.joining(", ")),
        taken.some() ? "some" : "nothing",
        taken.writes(),
        taken.bytes(),
        taken.names(),
        taken.kept(),
        line.acknowledged(),
        "%.1f".formatted(line.readySeconds()),
        line.result());
  }

  /** The table. */
  List<Sheet> sheets() {
    return List.of(sheet);
  }

  /** Prints the table. */
  public void print() {
    sheet.print(out);
  }
}
