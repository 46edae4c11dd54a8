package org.hutong.harness.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.hutong.harness.Appliance;
import org.hutong.harness.NewerBundle;
import org.hutong.harness.OpenLoop;
import org.hutong.harness.People;
import org.hutong.harness.Ports;
import org.hutong.harness.Street;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;
import org.hutong.harness.WarmUp;

/**
 * Every adapter exchanged for another version again and again, under a constant rate from a client
 * that waits for nothing and repeats nothing. By turns with windows in which the console only
 * reads: what comes late in those is not the exchange's doing.
 */
public final class Swaps {
  private static final int GOAL_RATE = 400;
  private static final int EVERY_SOAP = 5;
  private static final long LATE_MICROS = 200_000;
  private static final int SIGMAS = 2;
  private static final Duration DRAIN = Duration.ofMinutes(8);
  private static final Pattern FULL = Pattern.compile("Pause Full .* ([0-9.]+)ms");
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

  private final PrintStream out;
  private final Path tarball;
  private final Path folder;
  private final Path pauses;
  private final Window with = new Window();
  private final Window without = new Window();
  private final Set<String> acknowledged = new TreeSet<>();
  private final Map<String, Integer> exchanged = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private double exchangeSeconds;
  private Street street;

  /** Exchanges the adapters of a street made from that tarball inside that folder. */
  public Swaps(PrintStream out, Path tarball, Path folder) {
    this.out = out;
    this.tarball = tarball;
    this.folder = folder;
    this.pauses = folder.resolve("gc.log");
  }

  /** What all windows of a kind came to. */
  private static final class Window {
    private final Histogram latency = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int sent;
    private int refused;

    void add(OpenLoop.Result result) {
      sent += result.sent();
      refused += result.sent() - result.acknowledged().size();
      result.refusals().forEach((why, count) -> refusals.merge(why, count, Integer::sum));
      latency.add(result.latency());
    }

    long late() {
      return latency.getCountBetweenValues(LATE_MICROS, latency.getHighestTrackableValue());
    }

    double millis(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1_000.0;
    }
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
    Path home = Appliance.unpack(tarball, folder.resolve("opt"));
    try (Street made =
        Street.prepare(home, folder.resolve("street"), Ports.free(), Ports.free(), List.of())) {
      street = made;
      street
          .appliance()
          .with("EXTRA_JAVA_OPTS", "-Xlog:gc:file=" + pauses.toAbsolutePath() + "::filecount=0");
      street.start();
      WarmUp warmUp = new WarmUp(street.rest("clerk"), street.soap("clerk"));
      warmUp.rate();
      acknowledged.addAll(warmUp.acknowledged());
      int rate = Math.max(20, Math.min(GOAL_RATE, warmUp.perSecond() / 2));
      out.printf("  carried %d a second, sending %d%n", warmUp.perSecond(), rate);
      Map<String, Path> files = files(home);
      // The first exchange takes an adapter out of the distribution's hands; it is not counted.
      exchange(files, 0);
      exchanged.clear();
      exchangeSeconds = 0;
      Loaded before = Loaded.in(street.appliance());
      int turn = 1;
      for (int done = 0; done < each; done += inOneWindow) {
        int now = Math.min(inOneWindow, each - done);
        window(without, rate, () -> onlyRead(now));
        int first = turn;
        window(
            with,
            rate,
            () -> {
              for (int i = 0; i < now; i++) {
                exchange(files, first + i);
              }
            });
        turn += now;
        out.printf(
            "  %d of each, %.1f s an exchange; late %d of %d with, %d of %d without; refused %d%n",
            done + now,
            exchangeSeconds / Math.max(1, sum()),
            with.late(),
            with.sent,
            without.late(),
            without.sent,
            with.refused + without.refused);
      }
      List<String> notCollected = Loaded.notCollected(street.appliance(), FACTORIES);
      Loaded after = Loaded.in(street.appliance());
      Set<String> disturbed = after.disturbedSince(before, FACTORIES);
      out.println("  looked at " + after.size());
      settle();
      boolean leakSeen = leakSeen();
      return new Result(
          exchanged,
          rate,
          with.refused + without.refused,
          lateBecause(),
          notCollected,
          disturbed,
          leakSeen,
          faults);
    }
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
        files.put(
            name,
            NewerBundle.write(shipped, version, folder.resolve("files").resolve(name + ".jar")));
      }
    }
    return files;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  /** Sends at the rate for as long as the work takes, and five seconds at least. */
  private void window(Window into, int rate, Work work) throws Exception {
    People people = new People(System.nanoTime());
    var rest = OpenLoop.overRest(street.rest("clerk"), people);
    var soap = OpenLoop.overSoap(street.soap("clerk"), people);
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
                // The seam to the thread that waits.
              } catch (Exception e) {
                done.completeExceptionally(e);
              }
            },
            "console");
    worker.start();
    OpenLoop.Result result =
        new OpenLoop(n -> (n % EVERY_SOAP == 0 ? soap : rest).apply(n))
            .run(rate, 5 * rate, done::isDone);
    done.get(1, TimeUnit.MINUTES);
    into.add(result);
    acknowledged.addAll(result.acknowledged());
  }

  private void exchange(Map<String, Path> files, int turn) throws Exception {
    String version = VERSIONS.get(turn % VERSIONS.size());
    List<String> commands = new ArrayList<>();
    for (Adapter adapter : ADAPTERS) {
      commands.add("hutong:module-update " + files.get(adapter.artifact() + "-" + version));
    }
    long begin = System.nanoTime();
    try {
      street.console("it", commands.toArray(String[]::new));
    } catch (IOException e) {
      faults.add("not exchanged: " + e.getMessage());
      return;
    }
    exchangeSeconds += (System.nanoTime() - begin) / 1e9;
    ADAPTERS.forEach(adapter -> exchanged.merge(adapter.artifact(), 1, Integer::sum));
  }

  /** As many sessions at the console as with exchanges, without any. */
  private void onlyRead(int sessions) throws Exception {
    for (int i = 0; i < sessions; i++) {
      street.console("it", "hutong:modules", "hutong:modules", "hutong:modules");
    }
  }

  /** Everything delivered, once, and by both versions. */
  private void settle() throws Exception {
    if (!Waiting.patiently(DRAIN, () -> Aim.atRest(street.rest("dispatcher")))) {
      faults.add("not delivered " + DRAIN.toMinutes() + " minutes after the last request");
    }
    Tally tally = Tally.with(street, acknowledged);
    tally
        .systems()
        .forEach(
            (id, journal) -> {
              journal.missing(acknowledged).forEach(c -> faults.add("lost in " + id + ": " + c));
              journal.twice().forEach(c -> faults.add("twice in " + id + ": " + c));
            });
    for (Adapter adapter : ADAPTERS) {
      for (String version : adapter.system().isEmpty() ? List.<String>of() : VERSIONS) {
        if (tally.system(adapter.system()).clients().keySet().stream()
            .noneMatch(client -> client.endsWith("/" + version))) {
          faults.add(adapter.system() + " has seen nothing of version " + version);
        }
      }
    }
  }

  private double lateBecause() {
    double scale = without.sent == 0 ? 0 : (double) with.sent / without.sent;
    double expected = without.late() * scale;
    double chance = SIGMAS * Math.sqrt(with.late() + without.late() * scale * scale);
    return Math.max(0, with.late() - expected - chance);
  }

  /** Whether the same look at the loaders finds an adapter that leaves a thread behind. */
  private boolean leakSeen() throws Exception {
    street.console(
        "it",
        "hutong:module-install " + LeakyModule.write(folder.resolve("files"), "1.0.0"),
        "hutong:module-update " + LeakyModule.write(folder.resolve("files"), "1.0.1"));
    return !Loaded.notCollected(street.appliance(), List.of(LeakyModule.FACTORY)).isEmpty();
  }

  /** Prints the figures. */
  public void print(Result result) throws IOException {
    figures(result, sum()).print(out);
  }

  /** Full collections with their pauses, those that were asked for from outside left out. */
  private List<Double> fullPauses() throws IOException {
    List<Double> millis = new ArrayList<>();
    for (String line : Files.readAllLines(pauses)) {
      Matcher pause = FULL.matcher(line);
      if (pause.find() && !line.contains("Diagnostic Command")) {
        millis.add(Double.valueOf(pause.group(1)));
      }
    }
    return millis;
  }

  /** The figures against their goals. */
  Results figures(Result result, int goal) throws IOException {
    Results figures = new Results();
    figures.run("swaps of each", result.exchanged().toString());
    figures.atLeast("P11", goal, result.swaps(), "adapters exchanged under load", 1);
    figures.atLeast("P11-rate", GOAL_RATE, result.rate(), "requests/s, half of what is carried", 1);
    figures.atMost("P11-lost", 0, result.faults().size(), "lost, doubled or not exchanged", 1);
    figures.atMost("P11-refused", 0, result.refused(), "requests refused", 1);
    figures.atMost(
        "P11-late",
        0,
        result.lateBecause(),
        "answers over 200 ms beyond the windows without exchanges and two sigmas",
        1);
    figures.atMost("P11-loaders", 0, result.notCollected().size(), "old class loaders left", 1);
    figures.atMost(
        "P11-refreshed", 0, result.disturbed().size(), "bundles and classes outside disturbed", 1);
    figures.atLeast("leak", 1, result.leakSeen() ? 1 : 0, "leaking adapters found out of 1", 1);
    figures.figure("exchange", exchangeSeconds / Math.max(1, sum()), "s an exchange, by console");
    List<Double> full = fullPauses();
    figures.figure(
        "pause-full",
        full.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        "ms, the longest of " + full.size() + " full collections from the start on");
    for (Map.Entry<String, Window> each :
        new TreeMap<>(Map.of("with", with, "without", without)).entrySet()) {
      Window window = each.getValue();
      figures.figure("p50-" + each.getKey(), window.millis(50), "ms, sent " + window.sent);
      figures.figure("p99-" + each.getKey(), window.millis(99), "ms, late " + window.late());
      figures.figure("max-" + each.getKey(), window.millis(100), "ms " + window.refusals);
    }
    return figures;
  }
}
