package org.hutong.harness.proof;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.hutong.harness.Appliance;
import org.hutong.harness.Entries;
import org.hutong.harness.OpenLoop;
import org.hutong.harness.People;
import org.hutong.harness.Ports;
import org.hutong.harness.Rest;
import org.hutong.harness.Soap;
import org.hutong.harness.Street;
import org.hutong.harness.Waiting;

/**
 * Accepting through REST and SOAP, with deliveries to three real systems under way, beside raw
 * Derby with eight threads and the same database encryption, in turns within one run.
 */
final class Bench {
  private static final int CALLERS = 32;
  private static final int RATE = 200;
  private static final double REST_GOAL = 0.5;
  private static final double SOAP_GOAL = 0.8;
  private static final double DELIVERED_GOAL = 2.95;
  private static final double CPU_GOAL = 0.4;
  private static final double P99_GOAL = 10;
  private static final double RSS_GOAL = 450;
  private static final Duration DRAIN = Duration.ofMinutes(10);

  private final PrintStream out;
  private final Path checkout;
  private final Path folder;
  private final boolean quick;
  private final People people = new People(System.nanoTime());

  Bench(PrintStream out, Path checkout, Path folder, boolean longRun) {
    this.out = out;
    this.checkout = checkout;
    this.folder = folder;
    this.quick = !longRun;
  }

  /** One round's figures. */
  private record Round(
      double raw,
      double rest,
      double soap,
      double deliveredPerAccepted,
      double cpuMillis,
      double drainSeconds) {}

  Results run() throws Exception {
    Path home = Appliance.unpack(Appliance.tarball(checkout), folder.resolve("opt"));
    Results results = new Results();
    try (Street street =
            Street.prepare(home, folder.resolve("street"), Ports.free(), Ports.free(), List.of());
        RawDerby raw = new RawDerby(folder.resolve("raw"))) {
      street.system("si-02").control("{\"delayMs\": \"0-0\"}");
      street.appliance().with("EXTRA_JAVA_OPTS", "-Xmx512m");
      long begin = System.nanoTime();
      street.start();
      results.figure("start", (System.nanoTime() - begin) / 1e9, "s to ready, accounts made");
      measure(street, raw, results);
    }
    return results;
  }

  private void measure(Street street, RawDerby raw, Results results) throws Exception {
    Duration phase = Duration.ofSeconds(quick ? 8 : 30);
    Rest rest = street.rest("clerk");
    Soap soap = street.soap("clerk");
    Saturation.Call byRest = () -> rest.post("/cases", next()).status() == 201;
    Saturation.Call bySoap = () -> soap.submit(next()).code().isEmpty();
    say("warming up");
    Saturation.run(CALLERS, phase.multipliedBy(2), byRest);
    Saturation.run(CALLERS, phase, bySoap);
    raw.run(phase);
    drained(street);
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      double limit = raw.run(phase);
      Round round = round(street, limit, phase, byRest, bySoap);
      rounds.add(round);
      say(
          String.format(
              "round %d: raw Derby %.0f/s, REST %.0f/s, SOAP %.0f/s, %.2f ms CPU a case",
              i, round.raw(), round.rest(), round.soap(), round.cpuMillis()));
    }
    Histogram latency = steady(street);
    int n = rounds.size();
    results.goal(
        "P1",
        REST_GOAL,
        median(rounds.stream().mapToDouble(r -> r.rest() / r.raw())),
        false,
        "× raw Derby, 8 threads, same encryption",
        n);
    results.goal(
        "P1-soap",
        SOAP_GOAL,
        median(rounds.stream().mapToDouble(r -> r.soap() / r.rest())),
        false,
        "× our REST",
        n);
    results.goal(
        "P3",
        DELIVERED_GOAL,
        median(rounds.stream().mapToDouble(Round::deliveredPerAccepted)),
        false,
        "delivered a case accepted, during saturation",
        n);
    results.goal(
        "P5",
        CPU_GOAL,
        median(rounds.stream().mapToDouble(Round::cpuMillis)),
        true,
        "ms CPU a case with three deliveries",
        n);
    results.goal(
        "P6",
        P99_GOAL,
        latency.getValueAtPercentile(99) / 1e3,
        true,
        "ms p99 at a constant " + RATE + "/s",
        1);
    results.goal(
        "P10-rss",
        RSS_GOAL,
        ProcessFigures.of(street.appliance().pid()).rssMegabytes(),
        true,
        "MB RSS after load, -Xmx512m",
        1);
    results.figure("p50", latency.getValueAtPercentile(50) / 1e3, "ms at a constant 200/s");
    results.figure("raw", median(rounds.stream().mapToDouble(Round::raw)), "cases/s, raw Derby");
    results.figure("rest", median(rounds.stream().mapToDouble(Round::rest)), "cases/s accepted");
    results.figure("soap", median(rounds.stream().mapToDouble(Round::soap)), "cases/s accepted");
    results.figure(
        "drain",
        median(rounds.stream().mapToDouble(Round::drainSeconds)),
        "s until the ledger was empty after saturation");
  }

  private String next() {
    return Entries.json(people.next(), 300_000);
  }

  private Round round(
      Street street, double limit, Duration phase, Saturation.Call byRest, Saturation.Call bySoap)
      throws Exception {
    double cpuBefore = ProcessFigures.of(street.appliance().pid()).cpuSeconds();
    int effectsBefore = effects(street);
    Saturation.Result rest = Saturation.run(CALLERS, phase, byRest);
    double delivered = effects(street) - effectsBefore;
    double drain = drained(street);
    double cpu = ProcessFigures.of(street.appliance().pid()).cpuSeconds() - cpuBefore;
    Saturation.Result soap = Saturation.run(CALLERS, phase, bySoap);
    drained(street);
    if (rest.refused() + soap.refused() > 0) {
      say("refused: " + rest.refused() + " by REST, " + soap.refused() + " by SOAP");
    }
    return new Round(
        limit,
        rest.perSecond(),
        soap.perSecond(),
        delivered / rest.accepted(),
        cpu * 1_000 / rest.accepted(),
        drain);
  }

  /** Effects counted by the systems themselves. */
  private static int effects(Street street) throws Exception {
    int sum = 0;
    for (String system : street.systems().keySet()) {
      sum += street.system(system).effects();
    }
    return sum;
  }

  /** Seconds until nothing waits in any lane. */
  private static double drained(Street street) throws Exception {
    long begin = System.nanoTime();
    Rest it = street.rest("dispatcher");
    Waiting.until("the lanes are empty", DRAIN, () -> empty(it));
    return (System.nanoTime() - begin) / 1e9;
  }

  private static boolean empty(Rest rest) throws Exception {
    for (String state : List.of("WAITING", "SENDING", "RETRYING", "UNKNOWN")) {
      if (!rest.get("/deliveries?limit=1&state=" + state).body().path("items").isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private Histogram steady(Street street) throws Exception {
    int requests = RATE * (quick ? 15 : 60);
    AtomicInteger none = new AtomicInteger();
    OpenLoop.Result result =
        new OpenLoop(OpenLoop.overRest(street.rest("clerk"), people))
            .run(RATE, requests, () -> none.get() == 0);
    if (!result.noneRefused()) {
      say("refused at " + RATE + "/s: " + result.statuses());
    }
    return result.latency();
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private void say(String line) {
    out.println("  " + line);
  }
}
