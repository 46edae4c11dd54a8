package org.hutong.harness.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.harness.Appliance;
import org.hutong.harness.OpenLoop;
import org.hutong.harness.People;
import org.hutong.harness.Ports;
import org.hutong.harness.Rest;
import org.hutong.harness.Soap;
import org.hutong.harness.Street;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;
import org.hutong.harness.WarmUp;

/**
 * A street that is sent cases over REST and SOAP at a constant rate while something is done to it,
 * by a client that waits for nothing and repeats nothing.
 */
public final class UnderLoad implements AutoCloseable {
  static final int GOAL_RATE = 400;
  private static final int LEAST_RATE = 20;
  private static final double STILL_QUICKER = 1.1;
  private static final int EVERY_SOAP = 5;
  private static final Duration DRAIN = Duration.ofMinutes(8);
  private static final Pattern FULL = Pattern.compile("Pause Full .* ([0-9.]+)ms");

  private final PrintStream out;
  private final Path folder;
  private final Path pauses;
  private final Street street;
  private final Set<String> acknowledged = new TreeSet<>();
  private int rate;

  private UnderLoad(PrintStream out, Path folder, Street street) {
    this.out = out;
    this.folder = folder;
    this.pauses = folder.resolve("gc.log").toAbsolutePath();
    this.street = street;
  }

  /** What is done meanwhile. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /**
   * Starts a street made from that tarball inside that folder, and finds what it carries.
   *
   * @param callers who find it, each waiting for their answer
   * @param rounds at most; they end when two in a row are no quicker than those before
   */
  public static UnderLoad start(PrintStream out, Path tarball, Path folder, int callers, int rounds)
      throws Exception {
    Path home = Appliance.unpack(tarball, folder.resolve("opt"));
    UnderLoad load =
        new UnderLoad(
            out,
            folder,
            Street.prepare(home, folder.resolve("street"), Ports.free(), Ports.free(), List.of()));
    try {
      load.warmUp(callers, rounds);
      return load;
    } catch (Exception e) {
      load.close();
      throw e;
    }
  }

  private void warmUp(int callers, int rounds) throws Exception {
    street.appliance().with("EXTRA_JAVA_OPTS", "-Xlog:gc:file=" + pauses + "::filecount=0");
    street.start();
    Rest rest = street.rest("clerk");
    Soap soap = street.soap("clerk");
    WarmUp warmUp = new WarmUp(rest, soap, callers);
    int carried = 0;
    int calm = 0;
    for (int i = 0; i < rounds && calm < 2; i++) {
      int now = warmUp.carried(() -> Aim.atRest(street.rest("dispatcher")));
      calm = now > carried * STILL_QUICKER ? 0 : calm + 1;
      carried = Math.max(carried, now);
    }
    acknowledged.addAll(warmUp.acknowledged());
    rate = Math.max(LEAST_RATE, Math.min(GOAL_RATE, carried / 2));
    out.printf("  carried %d a second with their deliveries, sending %d%n", carried, rate);
  }

  PrintStream out() {
    return out;
  }

  Street street() {
    return street;
  }

  /** A folder for the files of modules. */
  Path files() {
    return folder.resolve("files");
  }

  int rate() {
    return rate;
  }

  /** Sends at the rate for as long as the work takes, and five seconds at least. */
  OpenLoop.Result during(Work work) throws Exception {
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
    acknowledged.addAll(result.acknowledged());
    return result;
  }

  /**
   * Waits until everything is delivered, and reads the systems' journals.
   *
   * @param faults takes what is lost or doubled
   */
  Tally settle(List<String> faults) throws Exception {
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
    return tally;
  }

  /** Full collections with their pauses, those that were asked for from outside left out. */
  void pauses(Results figures) throws IOException {
    List<Double> millis = new ArrayList<>();
    for (String line : Files.readAllLines(pauses)) {
      Matcher pause = FULL.matcher(line);
      if (pause.find() && !line.contains("Diagnostic Command")) {
        millis.add(Double.valueOf(pause.group(1)));
      }
    }
    figures.figure(
        "pause-full",
        millis.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        "ms, the longest of " + millis.size() + " full collections from the start on");
  }

  /** Stops everything it started. */
  @Override
  public void close() throws IOException {
    street.close();
  }
}
