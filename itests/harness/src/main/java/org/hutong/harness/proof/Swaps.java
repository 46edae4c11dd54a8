package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hutong.harness.NewerBundle;
import org.hutong.harness.Tally;

/**
 * Every adapter exchanged for another version again and again {@link UnderLoad}, by turns with
 * windows in which the console only reads.
 */
public final class Swaps {
  private static final List<String> VERSIONS = List.of("0.1.1", "0.1.2");

  /** An adapter, the class of its factory, and the system that it serves here; or none. */
  private record Adapter(String artifact, String factory, String system) {}

  private static final List<Adapter> ADAPTERS =
      List.of(
          new Adapter(
              "adapter-rest", "org.hutong.adapter.rest.internal.RestAdapterFactory", "si-07"),
          new Adapter(
              "adapter-soap", "org.hutong.adapter.soap.internal.SoapAdapterFactory", "si-02"),
          new Adapter(
              "adapter-jdbc", "org.hutong.adapter.jdbc.internal.JdbcAdapterFactory", "si-04"),
          new Adapter("adapter-file", "org.hutong.adapter.file.internal.FileAdapterFactory", ""),
          new Adapter(
              "adapter-webform", "org.hutong.adapter.webform.internal.WebformAdapterFactory", ""));
  private static final List<String> FACTORIES = ADAPTERS.stream().map(Adapter::factory).toList();

  private final UnderLoad load;
  private final Windows windows;
  private final Map<String, Integer> exchanged = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private double exchangeSeconds;

  /** Exchanges the adapters of that street. */
  public Swaps(UnderLoad load) {
    this.load = load;
    this.windows = new Windows(load);
  }

  /**
   * What the run came to.
   *
   * @param exchanged how often each adapter was exchanged
   * @param rate requests a second
   * @param lateBecause answers over 200 ms beyond what the windows without exchanges let expect
   * @param notCollected adapters of which more than the running version's classes are loaded
   * @param disturbed bundles and classes outside of the adapters that did not stay as they were
   * @param leakSeen whether an adapter that leaks was found out
   * @param faults what was lost, doubled or not exchanged
   */
  public record Result(
      Map<String, Integer> exchanged,
      int rate,
      int refused,
      double lateBecause,
      List<String> notCollected,
      Set<String> disturbed,
      boolean leakSeen,
      List<String> faults) {
    /** In all. */
    public int swaps() {
      return exchanged.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * Exchanges each adapter so many times.
   *
   * @param inOneWindow of these, before the console only reads again for a while
   */
  public Result run(int each, int inOneWindow) throws Exception {
    Map<String, Path> files = files(load.street().appliance().home());
    // The first exchange takes an adapter out of the distribution's hands; it is not counted.
    exchange(files, 0);
    exchanged.clear();
    exchangeSeconds = 0;
    Loaded before = Loaded.in(load.street().appliance());
    int turn = 1;
    for (int done = 0; done < each; done += inOneWindow) {
      int now = Math.min(inOneWindow, each - done);
      int first = turn;
      windows.turn(
          now,
          () -> {
            for (int i = 0; i < now; i++) {
              exchange(files, first + i);
            }
          });
      turn += now;
      load.out()
          .printf(
              "  %d of each, %.1f s an exchange; %s%n",
              done + now, exchangeSeconds / Math.max(1, sum()), windows.soFar());
    }
    List<String> notCollected = Loaded.notCollected(load.street().appliance(), FACTORIES, 1);
    Loaded after = Loaded.in(load.street().appliance());
    Set<String> disturbed =
        after.disturbedSince(before, FACTORIES, info -> info.contains("/adapter-"));
    load.out().println("  looked at " + after.size());
    seenOfBoth(load.settle(faults));
    return new Result(
        exchanged,
        load.rate(),
        windows.refused(),
        windows.lateBecause(),
        notCollected,
        disturbed,
        LeakyModule.isFound(load.street(), load.files()),
        faults);
  }

  private int sum() {
    return exchanged.values().stream().mapToInt(Integer::intValue).sum();
  }

  private Map<String, Path> files(Path home) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Adapter adapter : ADAPTERS) {
      Path shipped = NewerBundle.shipped(home, adapter.artifact());
      for (String version : VERSIONS) {
        String name = adapter.artifact() + "-" + version;
        files.put(name, NewerBundle.write(shipped, version, load.files().resolve(name + ".jar")));
      }
    }
    return files;
  }

  private void exchange(Map<String, Path> files, int turn) throws Exception {
    String version = VERSIONS.get(turn % VERSIONS.size());
    List<String> commands = new ArrayList<>();
    for (Adapter adapter : ADAPTERS) {
      commands.add("hutong:module-update " + files.get(adapter.artifact() + "-" + version));
    }
    long begin = System.nanoTime();
    try {
      load.street().console("it", commands.toArray(String[]::new));
    } catch (IOException e) {
      faults.add("not exchanged: " + e.getMessage());
      return;
    }
    exchangeSeconds += (System.nanoTime() - begin) / 1e9;
    ADAPTERS.forEach(adapter -> exchanged.merge(adapter.artifact(), 1, Integer::sum));
  }

  /** Each system is to have seen both versions of its adapter. */
  private void seenOfBoth(Tally tally) {
    for (Adapter adapter : ADAPTERS) {
      for (String version : adapter.system().isEmpty() ? List.<String>of() : VERSIONS) {
        if (tally.system(adapter.system()).clients().keySet().stream()
            .noneMatch(client -> client.endsWith("/" + version))) {
          faults.add(adapter.system() + " has seen nothing of version " + version);
        }
      }
    }
  }

  /** Prints the figures. */
  public void print(Result result) throws IOException {
    figures(result, sum()).print(load.out());
  }

  /** The figures against their goals. */
  Results figures(Result result, int goal) throws IOException {
    Results figures = new Results();
    figures.run("swaps of each", result.exchanged().toString());
    figures.atLeast("P11", goal, result.swaps(), "adapters exchanged under load", 1);
    figures.atLeast(
        "P11-rate", UnderLoad.GOAL_RATE, result.rate(), "requests/s, half of what is carried", 1);
    figures.atMost("P11-lost", 0, result.faults().size(), "lost, doubled or not exchanged", 1);
    windows.goals(figures, "P11-");
    figures.atMost("P11-loaders", 0, result.notCollected().size(), "old class loaders left", 1);
    figures.atMost(
        "P11-refreshed", 0, result.disturbed().size(), "bundles and classes outside disturbed", 1);
    figures.atLeast("leak", 1, result.leakSeen() ? 1 : 0, "leaking adapters found out of 1", 1);
    figures.figure("exchange", exchangeSeconds / Math.max(1, sum()), "s an exchange, by console");
    load.pauses(figures);
    windows.figures(figures);
    return figures;
  }
}
