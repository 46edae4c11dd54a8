package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.hutong.harness.Entries;
import org.hutong.harness.People;
import org.hutong.harness.Ports;
import org.hutong.harness.Rest;
import org.hutong.harness.Street;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;

/**
 * A street with a {@link FaultProxy} before each system, and with limits short enough that a fault
 * is lived through in seconds. One system is reached by a name that can be taken away.
 */
final class FaultStreet implements AutoCloseable {
  static final List<String> SYSTEMS = List.of("si-02", "si-04", "si-07");
  private static final String HUB = "hub.street.test";
  // With a database and a cache in it there is more free than the floor of 512.
  private static final int DISK_MIB = 800;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  // The clock's file is looked at ten times a second.
  private static final Duration CLOCK_IS_READ = Duration.ofMillis(300);

  private final Path config;
  private final Path hosts;
  private final Path clock;
  private final SmallDisk disk;
  private final boolean clockMoves;
  private final Street street;
  private final Map<String, FaultProxy> proxies = new LinkedHashMap<>();
  private final People people = new People(System.nanoTime());
  private final List<String> given = new ArrayList<>();

  FaultStreet(Path home, Path folder) throws IOException, InterruptedException {
    config = copy(home.resolve("etc/hutong"), folder.resolve("config"));
    hosts = folder.resolve("hosts");
    clock = folder.resolve("clock").toAbsolutePath();
    street =
        Street.prepare(
            home,
            folder.resolve("street"),
            Ports.free(),
            Ports.free(),
            List.of("--delay-ms", "5-10"));
    for (String system : SYSTEMS) {
      int port = street.system(system).port();
      FaultProxy proxy = new FaultProxy(port);
      proxies.put(system, proxy);
      String host = system.equals("si-07") ? HUB : "127.0.0.1";
      street
          .appliance()
          .with(
              "HUTONG_" + system.toUpperCase(java.util.Locale.ROOT).replace("-", "") + "_URL",
              street.system(system).url().replace("127.0.0.1:" + port, host + ":" + proxy.port()));
      shorten(config.resolve("systems").resolve(system).resolve("system.yaml"));
    }
    nameIs(true);
    disk = SmallDisk.at(street.appliance().data(), DISK_MIB);
    clockMoves = hasCompiler();
    if (clockMoves) {
      clock(0);
      street
          .appliance()
          .with("LD_PRELOAD", Shim.build("clock", folder).toString())
          .with("HUTONG_CLOCK", clock.toString());
    }
    street
        .appliance()
        .with("HUTONG_CONFIG", config.toString())
        .with("HUTONG_SI02_SETTLE_SECONDS", "3");
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  private static void shorten(Path yaml) throws IOException {
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replaceAll("timeLimit: \\S+", "timeLimit: 3s")
            .replaceAll("firstRetry: \\S+", "firstRetry: 500ms")
            .replaceAll("mostRetry: \\S+", "mostRetry: 2s")
            .replaceAll("settleSeconds: \\d+", "settleSeconds: 3")
            .replaceAll("auth: bearer", "auth: bearer\n  plainHttp: true"));
  }

  /** Options for the JVM; names come from our file, and are not remembered. */
  void start(String further) throws Exception {
    street
        .appliance()
        .with(
            "EXTRA_JAVA_OPTS",
            "-Xmx512m -Djdk.net.hosts.file="
                + hosts
                + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0 "
                + further);
    street.start();
  }

  /** Whether the name of si-07 can be found. */
  void nameIs(boolean known) throws IOException {
    String self = java.net.InetAddress.getLocalHost().getHostName();
    Files.writeString(
        hosts,
        "127.0.0.1 localhost\n127.0.0.1 " + self + "\n" + (known ? "127.0.0.1 " + HUB + "\n" : ""));
  }

  private static boolean hasCompiler() throws InterruptedException {
    try {
      return new ProcessBuilder("cc", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the appliance's clock can be moved. */
  boolean clockMoves() {
    return clockMoves;
  }

  /** Moves the appliance's clock so far ahead of the machine's; returns when it has moved. */
  void clock(long millis) throws IOException {
    Files.writeString(clock, Long.toString(millis));
    LockSupport.parkNanos(CLOCK_IS_READ.toNanos());
  }

  /** How far ahead of ours the clock was by which a case was registered just now. */
  Duration ahead(String number) throws IOException, InterruptedException {
    Rest.Answer answer = street.rest("clerk").get("/cases/" + number);
    String at = answer.body().path("registeredAt").asText();
    return Duration.between(Instant.now(), OffsetDateTime.parse(at).toInstant());
  }

  /** The disk of the data. */
  SmallDisk disk() {
    return disk;
  }

  Street street() {
    return street;
  }

  FaultProxy proxy(String system) {
    return proxies.get(system);
  }

  /** The folder of a system's files, which the appliance reads while it runs. */
  Path configOf(String system) {
    return config.resolve("systems").resolve(system);
  }

  /** Enters cases by a client that repeats nothing; gives those that were not taken. */
  List<String> enter(int cases) throws InterruptedException {
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      try {
        Rest.Answer answer =
            street.rest("clerk").post("/cases", Entries.json(people.next(), 300_000));
        String number = answer.body().path("number").asText();
        if (number.isEmpty()) {
          refused.add("HTTP " + answer.status() + " " + answer.body().path("code").asText());
        } else {
          given.add(number);
        }
      } catch (IOException e) {
        refused.add(e.getClass().getSimpleName());
      }
    }
    return refused;
  }

  /** The numbers given from this one on. */
  List<String> given(int from) {
    return List.copyOf(given.subList(from, given.size()));
  }

  int given() {
    return given.size();
  }

  /** Waits until nothing is under way; false after three minutes. Who gives no answer rests not. */
  boolean atRest() throws Exception {
    return Waiting.within(LIMIT, this::restsNow);
  }

  private boolean restsNow() throws Exception {
    try {
      return Aim.atRest(street.rest("dispatcher"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether every one of these is delivered to these systems within the limit. */
  boolean delivered(List<String> numbers, Set<String> systems) throws Exception {
    return Waiting.within(
        LIMIT,
        () -> {
          Tally tally = Tally.of(street);
          return systems.stream().allMatch(s -> tally.system(s).missing(numbers).isEmpty());
        });
  }

  /** The states of these cases' deliveries to a system, as the ledger has them. */
  Set<String> states(List<String> numbers, String system) throws Exception {
    Set<String> states = new TreeSet<>();
    for (String number : numbers) {
      street
          .rest("clerk")
          .get("/deliveries?case=" + number + "&system=" + system)
          .body()
          .path("items")
          .forEach(each -> states.add(each.path("state").asText()));
    }
    return states;
  }

  /** What is wrong with these cases in the systems' journals; empty when each is there once. */
  List<String> wrong(List<String> numbers) throws Exception {
    Tally tally = Tally.with(street, numbers);
    List<String> wrong = new ArrayList<>();
    tally
        .systems()
        .forEach(
            (id, journal) -> {
              journal.missing(numbers).forEach(each -> wrong.add("lost in " + id + ": " + each));
              journal.twice().forEach(each -> wrong.add("twice in " + id + ": " + each));
            });
    return wrong;
  }

  @Override
  public void close() throws IOException {
    street.close();
    for (FaultProxy proxy : proxies.values()) {
      proxy.close();
    }
    disk.close();
  }
}
