package org.hutong.harness.proof;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.hutong.harness.Appliance;
import org.hutong.harness.Ports;
import org.hutong.harness.PostgresStreet;
import org.hutong.harness.Street;
import org.hutong.harness.Waiting;
import org.hutong.standins.StandInProcess;

/**
 * Accepting through REST and SOAP, with deliveries to three real systems under way, beside raw
 * Derby with eight threads and the same database encryption, in turns within one run. What was
 * delivered is counted by the systems; the ledger is not asked, because asking costs.
 */
final class Bench {
  private static final int CALLERS = 32;
  private static final int SYSTEMS = 3;
  private static final int ROUNDS = 3;
  private static final int RATE = 200;
  private static final int HIGH_RATE = 1_000;
  private static final int OVERLOAD = 3;

  /** More than may be inside at once, so that the schedule is kept while all of those wait. */
  private static final int MANY_CALLERS = 512;

  private static final int WARM_PHASES = 20;
  private static final int WARM_CASES = 20_000;
  private static final double STILL_RISING = 1.1;
  private static final long BEYOND_ALL = 1L << 30;
  private static final Duration DRAIN = Duration.ofMinutes(10);

  private final PrintStream out;
  private final Path checkout;
  private final Path folder;
  private final boolean longRun;
  private final boolean postgres;
  private final Results results = new Results();
  private long accepted;

  /** On PostgreSQL, or on Derby, where the starts are measured besides. */
  Bench(PrintStream out, Path checkout, Path folder, boolean longRun, boolean postgres) {
    this.out = out;
    this.checkout = checkout;
    this.folder = folder;
    this.longRun = longRun;
    this.postgres = postgres;
  }

  /** One round's figures; of the CPU, milliseconds a case. */
  private record Round(
      double raw,
      double rest,
      double soap,
      double delivered,
      double drainSeconds,
      double cpu,
      double cpuSystems,
      double cpuGenerator,
      double othersShare) {}

  Results run() throws Exception {
    Path home = Appliance.unpack(Appliance.tarball(checkout), folder.resolve("opt"));
    results.run("load average before", String.valueOf(ProcessFigures.load()));
    if (postgres) {
      try (PostgresStreet database = PostgresStreet.start();
          Street street = street(home);
          RawJdbc raw = new RawPostgres(database)) {
        database.choose(street.appliance());
        measure(street, raw);
      }
    } else {
      starts(new Starts(checkout, home, folder.resolve("starts")));
      try (Street street = street(home);
          RawJdbc raw = new RawDerby(folder.resolve("raw"))) {
        measure(street, raw);
      }
    }
    return results;
  }

  private Street street(Path home) throws Exception {
    Street street =
        Street.prepare(home, folder.resolve("street"), Ports.free(), Ports.free(), List.of());
    street.system("si-02").control("{\"delayMs\": \"0-0\"}");
    street.appliance().with("EXTRA_JAVA_OPTS", "-Xmx512m");
    return street;
  }

  private void starts(Starts starts) throws Exception {
    List<Starts.Times> bare = new ArrayList<>();
    List<Starts.Times> ours = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      bare.add(starts.bare(i));
      ours.add(starts.ours(i));
      say("start %d: bare Karaf %s, Hutong %s", i, bare.get(i - 1), ours.get(i - 1));
    }
    double bareFirst = Results.median(bare, Starts.Times::first);
    double bareAgain = Results.median(bare, Starts.Times::again);
    double first = Results.median(ours, Starts.Times::first);
    double again = Results.median(ours, Starts.Times::again);
    results.atMost(
        "P10-start", 3, again / bareAgain, "× bare Karaf, a start over its data", ROUNDS);
    results.atMost("P10-first", 3, first / bareFirst, "× bare Karaf, the very first start", ROUNDS);
    results.figure("start", again, "s to ready; bare Karaf " + Results.shown(bareAgain));
    results.figure("start-first", first, "s to ready; bare Karaf " + Results.shown(bareFirst));
  }

  private void measure(Street street, RawJdbc raw) throws Exception {
    street.start();
    Duration phase = Duration.ofSeconds(longRun ? 30 : 8);
    Entrances entrances = new Entrances(street);
    Saturation rest = entrances.rest();
    Saturation soap = entrances.soap();
    warm(street, rest, phase, WARM_CASES);
    warm(street, soap, phase, WARM_CASES / 4);
    raw.run(phase);
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      Round round = round(street, raw, phase, rest, soap);
      rounds.add(round);
      say(
          "round %d: raw %.0f/s, REST %.0f/s, SOAP %.0f/s, %.2f delivered a case, drained in"
              + " %.1f s, CPU a case %.2f ms (systems %.2f, generator %.2f), others took %.0f %%",
          i,
          round.raw(),
          round.rest(),
          round.soap(),
          round.delivered(),
          round.drainSeconds(),
          round.cpu(),
          round.cpuSystems(),
          round.cpuGenerator(),
          round.othersShare() * 100);
    }
    report(rounds, raw.name());
    int refused = latency(street, entrances, RATE, 10, "P6");
    results.atMost("P6-refused", 0, refused, "not accepted at " + RATE + "/s", 1);
    latency(street, entrances, HIGH_RATE, 20, "P6-1000");
    overload(street, entrances, rest, phase);
    results.atMost(
        "P10-rss",
        450,
        ProcessFigures.rssMegabytes(street.appliance().pid()),
        "MB RSS after load, -Xmx512m",
        1);
  }

  private void report(List<Round> rounds, String limit) {
    int n = rounds.size();
    results.atLeast("P1", 0.5, Results.median(rounds, r -> r.rest() / r.raw()), "× " + limit, n);
    results.atLeast(
        "P1-soap", 0.8, Results.median(rounds, r -> r.soap() / r.rest()), "× our REST", n);
    results.atLeast(
        "P3",
        2.95,
        Results.median(rounds, Round::delivered),
        "delivered a case accepted, during saturation",
        n);
    results.atMost(
        "P3-drain",
        2,
        Results.median(rounds, Round::drainSeconds),
        "s until all was delivered after saturation",
        n);
    results.atMost(
        "P5",
        0.4,
        Results.median(rounds, Round::cpu),
        "ms CPU of the appliance a case with its three deliveries",
        n);
    figure("cpu-systems", rounds, Round::cpuSystems, "ms CPU of the three stand-ins a case");
    figure("cpu-generator", rounds, Round::cpuGenerator, "ms CPU of the generator a case");
    figure("cpu-others", rounds, Round::othersShare, "of the machine's CPU was used by others");
    figure("raw", rounds, Round::raw, "cases/s, " + limit);
    figure("rest", rounds, Round::rest, "cases/s accepted through REST");
    figure("soap", rounds, Round::soap, "cases/s accepted through SOAP");
  }

  private void figure(String name, List<Round> rounds, ToDoubleFunction<Round> value, String unit) {
    results.figure(name, Results.median(rounds, value), unit);
  }

  /** Until it gets no quicker; the compiler is at work for some ten thousand cases. */
  private void warm(Street street, Saturation saturation, Duration phase, long cases)
      throws Exception {
    double best = 0;
    int calm = 0;
    long before = accepted;
    for (int i = 0; i < WARM_PHASES && (calm < 2 || accepted - before < cases); i++) {
      double now = saturate(saturation, phase).perSecond();
      calm = now > best * STILL_RISING ? 0 : calm + 1;
      best = Math.max(best, now);
      say("warming up: %.0f/s", now);
      drained(street);
    }
  }

  private Saturation.Result saturate(Saturation saturation, Duration phase) throws Exception {
    Saturation.Result result = saturation.run(CALLERS, phase);
    accepted += result.accepted();
    if (!result.others().isEmpty()) {
      say("answers that accepted nothing, by status: %s", result.others());
    }
    return result;
  }

  private Round round(
      Street street, RawJdbc raw, Duration phase, Saturation byRest, Saturation bySoap)
      throws Exception {
    double limit = raw.run(phase);
    Cpu before = Cpu.now(street, folder);
    long began = System.nanoTime();
    long effectsBefore = effects(street);
    Saturation.Result rest = saturate(byRest, phase);
    double delivered = effects(street) - effectsBefore;
    double drain = drained(street);
    double seconds = (System.nanoTime() - began) / 1e9;
    Cpu used = Cpu.now(street, folder).minus(before);
    Saturation.Result soap = saturate(bySoap, phase);
    drained(street);
    double perCase = 1_000.0 / rest.accepted();
    double all = used.appliance() + used.systems() + used.generator();
    int cores = Runtime.getRuntime().availableProcessors();
    return new Round(
        limit,
        rest.perSecond(),
        soap.perSecond(),
        delivered / rest.accepted(),
        drain,
        used.appliance() * perCase,
        used.systems() * perCase,
        used.generator() * perCase,
        Math.max(0, used.machine() - all) / (seconds * cores));
  }

  /** Seconds of CPU used so far. */
  private record Cpu(double appliance, double systems, double generator, double machine) {
    static Cpu now(Street street, Path folder) throws Exception {
      double appliance = ProcessFigures.cpuSeconds(street.appliance().pid());
      double all = ProcessFigures.cpuSecondsOf(folder.toString());
      return new Cpu(
          appliance,
          all - appliance,
          ProcessFigures.cpuSeconds(ProcessHandle.current().pid()),
          ProcessFigures.machineSeconds());
    }

    Cpu minus(Cpu before) {
      return new Cpu(
          appliance - before.appliance,
          systems - before.systems,
          generator - before.generator,
          machine - before.machine);
    }
  }

  /** Effects counted by the systems themselves. */
  private static long effects(Street street) throws Exception {
    long sum = 0;
    for (StandInProcess system : street.systems().values()) {
      // The summary names every key and would take the system's time; a page of nothing counts
      // only.
      sum += system.journal(BEYOND_ALL).get("effects").asLong();
    }
    return sum;
  }

  /** Seconds until every accepted case has had its effect in every system. */
  private double drained(Street street) throws Exception {
    long begin = System.nanoTime();
    Waiting.until(
        "every case is in every system", DRAIN, () -> effects(street) >= accepted * SYSTEMS);
    return (System.nanoTime() - begin) / 1e9;
  }

  /** How many requests were not accepted. */
  private int latency(Street street, Entrances entrances, int rate, double goal, String name)
      throws Exception {
    ConstantRate.Result result = steady(entrances, rate);
    int refused = result.sent() - result.accepted();
    results.atMost(
        name,
        goal,
        result.latency().getValueAtPercentile(99) / 1e3,
        "ms p99 of what was accepted at a constant "
            + rate
            + "/s (p50 "
            + Results.shown(result.latency().getValueAtPercentile(50) / 1e3)
            + ", not accepted "
            + refused
            + " of "
            + result.sent()
            + ")",
        1);
    drained(street);
    return refused;
  }

  /** Beside saturation, in turns: what the machine carries changes from minute to minute. */
  private void overload(Street street, Entrances entrances, Saturation saturation, Duration phase)
      throws Exception {
    List<Double> ratios = new ArrayList<>();
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 1; i <= ROUNDS; i++) {
      double peak = saturate(saturation, phase).perSecond();
      drained(street);
      ConstantRate.Result result = steady(entrances, (int) Math.ceil(OVERLOAD * peak));
      drained(street);
      ratios.add(result.accepted() / result.seconds() / peak);
      result.statuses().forEach((status, n) -> statuses.merge(status, n, Integer::sum));
      say("overload %d: %.2f of %.0f/s", i, ratios.get(i - 1), peak);
    }
    results.atLeast(
        "P6-overload",
        0.9,
        Results.median(ratios, ratio -> ratio),
        "× REST at saturation, accepted when three times as much comes (by status "
            + statuses
            + ")",
        ROUNDS);
  }

  private ConstantRate.Result steady(Entrances entrances, int rate) throws Exception {
    ConstantRate.Result result =
        entrances.restAtConstantRate().run(MANY_CALLERS, rate, rate * (longRun ? 60 : 15));
    accepted += result.accepted();
    say("at a constant %d/s, by status: %s", rate, result.statuses());
    return result;
  }

  private void say(String line, Object... values) {
    out.println("  " + String.format(line, values));
  }
}
