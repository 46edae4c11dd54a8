package org.hutong.harness.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hutong.harness.proof.ModulePlan.Kind;
import org.hutong.harness.proof.ModulePlan.Step;

/**
 * Modules that the distribution does not bring, installed, updated and removed in random order
 * {@link UnderLoad}, by turns with windows in which the console only reads.
 */
public final class Modules {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String LIST = "hutong:modules --json";
  private static final int IN_ONE_SESSION = 5;
  private static final int SESSIONS_IN_ONE_WINDOW = 2;
  private static final int SESSIONS_TO_REMOVE = 3;
  private static final int EVERY_WITH_A_SYSTEM = 2;

  private final UnderLoad load;
  private final Windows windows;
  private final Map<String, String> stands = new TreeMap<>();
  private final Map<Kind, Integer> ended = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private double seconds;

  /** Works on that street. */
  public Modules(UnderLoad load) {
    this.load = load;
    this.windows = new Windows(load);
  }

  /**
   * What the run came to.
   *
   * @param ended operations that ended as they should, by kind
   * @param lateBecause answers over 200 ms beyond what the windows without operations let expect
   * @param notCollected classes of modules that are loaded and should not be
   * @param disturbed bundles and classes outside of the modules that did not stay as they were, and
   *     bundles that were left behind
   * @param faults what was lost or doubled, and operations that ended otherwise
   */
  public record Result(
      long seed,
      int modules,
      Map<String, Integer> ended,
      int refused,
      double lateBecause,
      List<String> notCollected,
      Set<String> disturbed,
      List<String> faults) {
    /** In all. */
    public int operations() {
      return ended.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * Does so many operations on each of so many modules, and removes them all.
   *
   * @param seed of the random order; the same gives the same
   */
  public Result run(int count, int each, long seed) throws Exception {
    List<AddOn> modules = AddOn.make(count, load.files());
    Path systems = load.street().appliance().home().resolve("etc/hutong/systems");
    for (int i = 0; i < count; i += EVERY_WITH_A_SYSTEM) {
      modules.get(i).connect(systems);
    }
    load.out().println("  seed " + seed + ", " + modules);
    List<Step> plan = ModulePlan.random(modules, each, new Random(seed));
    Loaded before = Loaded.in(load.street().appliance());
    perform(plan);
    Map<String, Integer> done = new TreeMap<>();
    ended.forEach((kind, times) -> done.put(kind.name(), times));
    List<String> notCollected = new ArrayList<>(beyondWhatStands(modules));
    windows.turn(SESSIONS_TO_REMOVE, () -> removeAll(modules));
    List<String> classes = modules.stream().flatMap(module -> module.classes().stream()).toList();
    notCollected.addAll(Loaded.notCollected(load.street().appliance(), classes, 0));
    Loaded after = Loaded.in(load.street().appliance());
    Set<String> disturbed = new TreeSet<>(after.cameSince(before));
    disturbed.addAll(after.disturbedSince(before, Set.of(), info -> false));
    load.out().println("  looked at " + after.size() + "; " + windows.soFar());
    load.settle(faults);
    return new Result(
        seed,
        count,
        done,
        windows.refused(),
        windows.lateBecause(),
        notCollected,
        disturbed,
        faults);
  }

  /** Goes on until something ends otherwise than it should: what follows would not be legal. */
  private void perform(List<Step> plan) throws Exception {
    List<List<Step>> sessions = ModulePlan.sessions(plan, IN_ONE_SESSION);
    for (int at = 0; at < sessions.size() && faults.isEmpty(); at += SESSIONS_IN_ONE_WINDOW) {
      List<List<Step>> now =
          sessions.subList(at, Math.min(at + SESSIONS_IN_ONE_WINDOW, sessions.size()));
      windows.turn(now.size(), () -> inTurn(now));
      int sum = ended.values().stream().mapToInt(Integer::intValue).sum();
      load.out()
          .printf(
              "  %d of %d, %.1f s an operation; %s%n",
              sum, plan.size(), seconds / Math.max(1, sum), windows.soFar());
    }
  }

  private void inTurn(List<List<Step>> sessions) throws InterruptedException {
    for (List<Step> session : sessions) {
      if (faults.isEmpty()) {
        visit(session);
      }
    }
  }

  private void visit(List<Step> session) throws InterruptedException {
    List<String> commands = new ArrayList<>(List.of(LIST));
    session.forEach(step -> commands.add(step.command()));
    long begin = System.nanoTime();
    String said = said(commands);
    seconds += (System.nanoTime() - begin) / 1e9;
    compare(said);
    int from = 0;
    for (Step step : session) {
      from = said.indexOf(step.answer(), from) + 1;
      if (from == 0) {
        faults.add(step + ": " + said);
        return;
      }
      stands.put(step.module().name(), step.after());
      ended.merge(step.kind(), 1, Integer::sum);
    }
  }

  /** What the console said, to the end or to its first refusal. */
  private String said(List<String> commands) throws InterruptedException {
    try {
      return load.street().console("it", commands.toArray(String[]::new));
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Whether the console shows what should stand. */
  private void compare(String said) {
    Map<String, String> shown = shown(said);
    stands.forEach(
        (name, version) -> {
          String found = shown.getOrDefault(name, "");
          if (!found.equals(version)) {
            faults.add(name + " stands as '" + found + "' and should as '" + version + "'");
          }
        });
  }

  /** The versions of the modules that run. */
  private Map<String, String> shown(String said) {
    Map<String, String> shown = new TreeMap<>();
    try {
      for (JsonNode module :
          MAPPER.readTree(said.substring(Math.max(0, said.indexOf('{')))).path("items")) {
        if (module.path("state").asText().equals("RUNNING")) {
          shown.put(module.path("name").asText(), module.path("version").asText());
        }
      }
    } catch (IOException e) {
      faults.add("the console does not list the modules: " + said);
    }
    return shown;
  }

  /** Modules that more or fewer loaders hold than should: one each that stands. */
  private List<String> beyondWhatStands(List<AddOn> modules) throws Exception {
    List<String> up = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (AddOn module : modules) {
      boolean none = stands.getOrDefault(module.name(), "").isEmpty();
      (none ? gone : up).add(module.factory());
    }
    List<String> wrong = new ArrayList<>(Loaded.notCollected(load.street().appliance(), up, 1));
    wrong.addAll(Loaded.notCollected(load.street().appliance(), gone, 0));
    return wrong;
  }

  private void removeAll(List<AddOn> modules) throws InterruptedException {
    String said = said(List.of(LIST));
    compare(said);
    Map<String, String> shown = shown(said);
    List<Step> steps = new ArrayList<>();
    for (AddOn module : modules) {
      String version = shown.getOrDefault(module.name(), "");
      stands.put(module.name(), version);
      if (!version.isEmpty()) {
        steps.add(new Step(module, Kind.REMOVE, "", version));
      }
    }
    for (List<Step> session : ModulePlan.sessions(steps, modules.size())) {
      visit(session);
    }
    compare(said(List.of(LIST)));
  }

  /** Whether the same look at the loaders finds a module that leaves a thread behind. */
  void lookForALeak(Results figures) throws Exception {
    boolean found = LeakyModule.isFound(load.street(), load.files());
    figures.atLeast("leak", 1, found ? 1 : 0, "leaking modules found out of 1", 1);
  }

  /** Prints the figures. */
  public void print(Result result) throws IOException {
    figures(result, result.operations()).print(load.out());
  }

  /** The figures against their goals. */
  Results figures(Result result, int goal) throws IOException {
    Results figures = new Results();
    figures.run("seed", Long.toString(result.seed()));
    figures.run("modules", Integer.toString(result.modules()));
    figures.run("ended", result.ended().toString());
    figures.atLeast(
        "operations", goal, result.operations(), "on modules under load, ended as they should", 1);
    figures.atMost("lost", 0, result.faults().size(), "lost, doubled or ended otherwise", 1);
    windows.goals(figures, "");
    figures.atMost("loaders", 0, result.notCollected().size(), "classes of modules left", 1);
    figures.atMost(
        "refreshed", 0, result.disturbed().size(), "bundles and classes outside disturbed", 1);
    figures.figure("rate", load.rate(), "requests/s, half of what is carried and 400 at most");
    figures.figure("operation", seconds / Math.max(1, goal), "s an operation, by console");
    load.pauses(figures);
    windows.figures(figures);
    return figures;
  }
}
