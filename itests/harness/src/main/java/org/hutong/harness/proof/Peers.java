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
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.hutong.harness.Appliance;
import org.hutong.harness.Ports;
import org.hutong.harness.Street;
import org.hutong.harness.Waiting;
import org.hutong.standins.StandInProcess;

/**
 * The appliance beside what others would write: Spring Boot with a poller, and Camel with a SQL
 * poller, doing the same work in turns within one run. A case of about 1 KB is stored with its
 * three deliveries in one durable transaction of an encrypted Derby and delivered to the same three
 * systems, which count for themselves. The appliance alone also authenticates, checks the form,
 * encrypts each body once more, keeps an audit trail and a change feed, and claims a delivery
 * durably before it sends.
 */
final class Peers {
  private static final int CALLERS = 32;
  private static final int HUBS = 3;
  private static final int ROUNDS = 3;
  private static final int WARM_PHASES = 12;
  private static final int WARM_CASES = 15_000;
  private static final Duration DRAIN = Duration.ofMinutes(10);
  private static final long BEYOND_ALL = 1L << 30;
  private static final double MOST_REFUSED_PERCENT = 1;
  private static final int GROUP_WRITERS = 2;
  private static final int GROUP = 32;

  private final PrintStream out;
  private final Path checkout;
  private final Path folder;
  private final Duration phase;
  private final boolean slowFlush;
  private final Results results = new Results();
  private final List<StandInProcess> hubs = new ArrayList<>();

  /**
   * A run.
   *
   * @param flush how much longer each flush is made, or empty; only said
   */
  Peers(PrintStream out, Path checkout, Path folder, boolean longRun, String flush) {
    this.out = out;
    this.checkout = checkout;
    this.folder = folder;
    this.phase = Duration.ofSeconds(longRun ? 30 : 8);
    this.slowFlush = !flush.isEmpty();
    results.run("added to each flush", slowFlush ? flush + " ms" : "nothing");
    results.run("heap of each", "-Xmx512m");
  }

  /** Whoever takes cases: how, and as which process. */
  private record Runner(String name, Saturation saturation, long pid) {}

  /** What a phase gave, per second; CPU in milliseconds a case; refused of a hundred requests. */
  private record Figures(double accepted, double delivered, double cpu, double refused) {}

  Results run() throws Exception {
    Path home = Appliance.unpack(Appliance.tarball(checkout), folder.resolve("opt"));
    for (int i = 1; i <= HUBS; i++) {
      hubs.add(StandInProcess.start("si-07", folder.resolve("hub-" + i)));
    }
    deliverToHubs(home.resolve("etc/hutong"));
    try (Street street =
            Street.prepare(home, folder.resolve("street"), Ports.free(), Ports.free(), List.of());
        RawDerby raw = new RawDerby(folder.resolve("raw-derby"));
        PeerProcess spring = peer("spring", "org.hutong.peers.spring.SpringPeer");
        PeerProcess camel = peer("camel", "org.hutong.peers.camel.CamelPeer")) {
      street.appliance().with("EXTRA_JAVA_OPTS", "-Xmx512m");
      street.start();
      awaitFirst(spring);
      awaitFirst(camel);
      measure(
          raw,
          List.of(
              new Runner("hutong", new Entrances(street).rest(), street.appliance().pid()),
              new Runner("spring", spring.saturation(), spring.pid()),
              new Runner("camel", camel.saturation(), camel.pid())));
    } finally {
      for (StandInProcess hub : hubs) {
        hub.close();
      }
    }
    return results;
  }

  private PeerProcess peer(String name, String main) throws IOException {
    return new PeerProcess(checkout, name, main, folder.resolve("peer-" + name), hubs);
  }

  private void awaitFirst(PeerProcess peer) throws Exception {
    long before = effects();
    int accepted = peer.awaitFirst();
    drained(before + (long) accepted * HUBS);
  }

  /** The one item of the benchmark goes to the three hubs instead of to three technologies. */
  private void deliverToHubs(Path config) throws IOException {
    StringBuilder systems = new StringBuilder("systems:\n");
    for (int i = 1; i <= HUBS; i++) {
      Path made = Files.createDirectories(config.resolve("systems/hub-" + i));
      try (Stream<Path> files = Files.list(config.resolve("systems/si-07"))) {
        for (Path file : files.toList()) {
          Files.copy(file, made.resolve(file.getFileName().toString()));
        }
      }
      StandInProcess hub = hubs.get(i - 1);
      Path secret = folder.resolve("hub-" + i).resolve("secret").toAbsolutePath();
      Path yaml = made.resolve("system.yaml");
      Files.writeString(
          yaml,
          Files.readString(yaml)
              .replaceFirst("(?m)^id: .*$", "id: hub-" + i)
              .replaceFirst("(?m)^name: .*$", "name: hub " + i)
              .replaceFirst("(?m)^aliases: .*$", "aliases: []")
              .replaceFirst("(?m)^  url: .*$", "  url: " + hub.url())
              .replaceFirst("(?m)^  token: .*$", "  token: file:" + secret));
      systems
          .append("  - {system: hub-")
          .append(i)
          .append(", deliverOn: ACCEPTED, mapping: temp-aid.jsonata}\n");
    }
    Path item = config.resolve("items/MZ-28.v1.yaml");
    Files.writeString(
        item,
        Files.readString(item)
            .replaceFirst("(?ms)^systems:\\n(  - [^\\n]*\\n)+", systems.toString()));
  }

  private void measure(RawDerby raw, List<Runner> runners) throws Exception {
    for (Runner runner : runners) {
      warm(runner);
    }
    raw.run(phase);
    List<Map<String, Figures>> rounds = new ArrayList<>();
    List<Map<String, Double>> limits = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      limits.add(limits(raw));
      Map<String, Figures> round = new LinkedHashMap<>();
      for (Runner runner : runners) {
        Figures figures = phase(runner);
        round.put(runner.name(), figures);
        out.printf(
            "  round %d: %s accepted %.0f/s, delivered %.0f/s, CPU a case %.2f ms, not accepted"
                + " %.2f %%%n",
            i,
            runner.name(),
            figures.accepted(),
            figures.delivered(),
            figures.cpu(),
            figures.refused());
      }
      rounds.add(round);
    }
    report(rounds);
    report(rounds, limits);
  }

  /** Until the compiler has seen some ten thousand cases of it. */
  private void warm(Runner runner) throws Exception {
    double cases = 0;
    for (int i = 0; i < WARM_PHASES && cases < WARM_CASES; i++) {
      double perSecond = phase(runner).accepted();
      cases += perSecond * phase.toSeconds();
      out.printf("  warming up %s: %.0f/s%n", runner.name(), perSecond);
    }
  }

  private Figures phase(Runner runner) throws Exception {
    long effectsBefore = effects();
    double cpuBefore = ProcessFigures.cpuSeconds(runner.pid());
    long began = System.nanoTime();
    Saturation.Result result = runner.saturation().run(CALLERS, phase);
    if (result.accepted() == 0) {
      // A ratio to nothing would be better than any goal.
      throw new IllegalStateException(runner.name() + " accepted nothing: " + result.others());
    }
    int refused = result.others().values().stream().mapToInt(Integer::intValue).sum();
    drained(effectsBefore + result.accepted() * HUBS);
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Figures(
        result.perSecond(),
        result.accepted() * HUBS / seconds,
        (ProcessFigures.cpuSeconds(runner.pid()) - cpuBefore) * 1_000 / result.accepted(),
        100.0 * refused / (result.accepted() + refused));
  }

  private Map<String, Double> limits(RawDerby raw) throws Exception {
    return Map.of(
        "8x1", raw.run(phase),
        "2x32", raw.run(phase, GROUP_WRITERS, GROUP),
        "1x1", raw.run(phase, 1, 1));
  }

  private void report(List<Map<String, Figures>> rounds) {
    times("P4-spring", 3, rounds, "spring", Figures::accepted, "× Spring Boot, accepted");
    times("P4-camel", 2, rounds, "camel", Figures::accepted, "× Camel, accepted");
    times("P4-spring-sent", 12, rounds, "spring", Figures::delivered, "× Spring Boot, delivered");
    times("P4-camel-sent", 8, rounds, "camel", Figures::delivered, "× Camel, delivered");
    for (String name : rounds.get(0).keySet()) {
      figure(name + "-accepted", rounds, r -> r.get(name).accepted(), "cases/s");
      figure(name + "-delivered", rounds, r -> r.get(name).delivered(), "deliveries/s, until all");
      figure(name + "-cpu", rounds, r -> r.get(name).cpu(), "ms CPU a case with its deliveries");
      results.atMost(
          name + "-refused",
          MOST_REFUSED_PERCENT,
          rounds.stream().mapToDouble(r -> r.get(name).refused()).max().orElseThrow(),
          "% of the answers took no case, in the worst round",
          rounds.size());
    }
  }

  private void report(List<Map<String, Figures>> rounds, List<Map<String, Double>> limits) {
    for (String limit : List.of("8x1", "2x32", "1x1")) {
      figure(
          "raw-" + limit,
          limits,
          r -> r.get(limit),
          "cases/s, raw Derby, threads × cases a commit");
    }
    if (slowFlush) {
      double accepted = Results.median(rounds, r -> r.get("hutong").accepted());
      results.atLeast(
          "P2-grouped",
          0.6,
          accepted / Results.median(limits, r -> r.get("2x32")),
          "× raw Derby, 2 threads, 32 cases a commit",
          ROUNDS);
      results.atLeast(
          "P2-single",
          3,
          accepted / Results.median(limits, r -> r.get("1x1")),
          "× raw Derby, one thread, one commit a case",
          ROUNDS);
    }
  }

  private void times(
      String goal,
      double least,
      List<Map<String, Figures>> rounds,
      String peer,
      ToDoubleFunction<Figures> value,
      String unit) {
    double ratio =
        Results.median(
            rounds, r -> value.applyAsDouble(r.get("hutong")) / value.applyAsDouble(r.get(peer)));
    results.atLeast(goal, least, ratio, unit, rounds.size());
  }

  private <T> void figure(String name, List<T> rounds, ToDoubleFunction<T> value, String unit) {
    results.figure(name, Results.median(rounds, value), unit);
  }

  private long effects() throws Exception {
    long sum = 0;
    for (StandInProcess hub : hubs) {
      sum += hub.journal(BEYOND_ALL).get("effects").asLong();
    }
    return sum;
  }

  private void drained(long expected) throws Exception {
    Waiting.until("every case is in every system", DRAIN, () -> effects() >= expected);
  }
}
