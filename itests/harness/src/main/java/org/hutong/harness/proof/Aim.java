package org.hutong.harness.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.hutong.harness.NewerBundle;
import org.hutong.harness.OpenLoop;
import org.hutong.harness.Rest;
import org.hutong.harness.Street;
import org.hutong.harness.Waiting;
import org.hutong.standins.StandInProcess;

/**
 * Brings a phase about from outside, by load, by a slow system, by a module's update, and returns
 * at a random moment within it. Nothing in the product knows of it.
 */
final class Aim {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BURST = 64;
  private static final int SMALL_BURST = 4;
  private static final int SLOW_MILLIS = 4_000;
  private static final long BEYOND_ALL = 1L << 30;
  private static final Duration STEP = Duration.ofNanos(100_000);
  private static final Duration AGAIN = Duration.ofMillis(100);
  private static final List<String> ASKED = List.of("si-02", "si-07");
  private static final Map<String, String> ADAPTERS =
      Map.of("si-02", "adapter-soap", "si-04", "adapter-jdbc", "si-07", "adapter-rest");
  private static final List<String> UNDER_WAY =
      List.of("WAITING", "SENDING", "RETRYING", "UNKNOWN", "AWAITING_RECEIPT");

  private final Street street;
  private final Path folder;
  private final Random random;
  private int version;

  Aim(Street street, Path folder, Random random) {
    this.street = street;
    this.folder = folder;
    this.random = random;
  }

  /**
   * Returns when the phase is there.
   *
   * @throws IllegalStateException when it is not within the limit; its message says what is missing
   */
  void at(Phase phase, Intake intake) throws Exception {
    switch (phase) {
      case IDLE -> rest(intake);
      case COMMIT -> commit(intake);
      case SEND -> slow(false, intake);
      case RECEIPT -> slow(true, intake);
      case SWAP -> swap();
      default -> throw new IllegalArgumentException(phase.name());
    }
  }

  private void rest(Intake intake) throws Exception {
    intake.holdBack();
    Waiting.until("no request is open", LIMIT, () -> intake.open() == 0);
    quiet(street, LIMIT.multipliedBy(3));
    Waiting.until("no exchange of modules is under way", LIMIT, () -> !swapPending(street));
    moment(500);
  }

  /** Some of the burst have their answer, the others are on their way to it. */
  private void commit(Intake intake) throws Exception {
    acknowledged(intake, BURST, 1 + random.nextInt(BURST / 2));
  }

  /** Sends a burst, and another when all of one is answered, until so many are acknowledged. */
  private static void acknowledged(Intake intake, int burst, int wanted) {
    List<CompletableFuture<OpenLoop.Reply>> sent = new ArrayList<>(intake.burst(burst));
    long end = System.nanoTime() + LIMIT.toNanos();
    long have = 0;
    while (have < wanted) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Not within %d s: %d acknowledged; %d of %d are"
                .formatted(LIMIT.toSeconds(), wanted, have, sent.size()));
      }
      LockSupport.parkNanos(STEP.toNanos());
      have = sent.stream().filter(Aim::isAcknowledged).count();
      if (have < wanted && sent.stream().allMatch(CompletableFuture::isDone)) {
        LockSupport.parkNanos(AGAIN.toNanos());
        sent.addAll(intake.burst(burst));
      }
    }
  }

  private static boolean isAcknowledged(CompletableFuture<OpenLoop.Reply> reply) {
    return reply.isDone()
        && !reply.isCompletedExceptionally()
        && !reply.join().caseNumber().isEmpty();
  }

  /**
   * A system takes its time over each write: before it acts, or after it has and before it says so.
   * Returns while it holds a call that came to it like this.
   */
  private void slow(boolean after, Intake intake) throws Exception {
    // Cases of this life are at stake, and not only what the last blow has left behind.
    acknowledged(intake, SMALL_BURST, 1);
    StandInProcess system = street.system(ASKED.get(random.nextInt(ASKED.size())));
    int before = struck(system);
    system.control(
        "{\"fault\":\"slow\",\"times\":-1,\"on\":\"write\",\"ms\":"
            + SLOW_MILLIS
            + ",\"when\":\""
            + (after ? "after" : "before")
            + "\"}");
    long since = lines(system);
    intake.burst(SMALL_BURST);
    Waiting.until(
        system.ready().path("id").asText() + " holds a call",
        LIMIT,
        () -> struck(system) > before && holds(system, since, after));
    moment(400);
  }

  /** How often faults have struck there since it was started, whichever they were. */
  private static int struck(StandInProcess system) throws IOException {
    return system.state().path("struck").asInt();
  }

  private static long lines(StandInProcess system) throws IOException {
    JsonNode counts = system.journal(BEYOND_ALL);
    return counts.path("attempts").asLong()
        + counts.path("reads").asLong()
        + counts.path("effects").asLong();
  }

  /** Whether a write that came behind that line has taken effect, or else one has not yet. */
  private static boolean holds(StandInProcess system, long since, boolean acted)
      throws IOException {
    Set<String> attempts = new HashSet<>();
    Set<String> effects = new HashSet<>();
    for (JsonNode entry : system.journal(since).path("entries")) {
      String key = entry.path("key").asText("");
      switch (entry.path("kind").asText()) {
        case "attempt" -> attempts.add(key);
        case "effect" -> effects.add(key);
        default -> {
          // A question.
        }
      }
    }
    return attempts.stream().anyMatch(key -> effects.contains(key) == acted);
  }

  private void swap() throws Exception {
    List<String> systems = List.copyOf(new java.util.TreeSet<>(ADAPTERS.keySet()));
    String artifact = ADAPTERS.get(systems.get(random.nextInt(systems.size())));
    String newer = "0.9." + ++version;
    Path file =
        NewerBundle.write(
            NewerBundle.shipped(street.appliance().home(), artifact),
            newer,
            folder.resolve(artifact + "-" + newer + ".jar"));
    Thread console =
        new Thread(
            () -> {
              try {
                street.console("it", "hutong:module-update " + file.toAbsolutePath());
              } catch (IOException e) {
                // It ends with the appliance.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "module-update");
    console.start();
    Waiting.until("the update has begun", LIMIT, () -> swapPending(street) || !console.isAlive());
    moment(600);
  }

  /** Whether an exchange of modules was begun and not ended, as the data folder says. */
  static boolean swapPending(Street street) throws IOException {
    Path file = street.appliance().data().resolve("modules/modules.json");
    return Files.exists(file) && !Files.readString(file).contains("\"pending\":null");
  }

  private void moment(int mostMillis) {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(mostMillis)).toNanos());
  }

  /** Waits until nothing is under way in any lane. */
  static void quiet(Street street, Duration limit) throws Exception {
    Rest rest = street.rest("dispatcher");
    Waiting.until("the ledger is at rest", limit, () -> atRest(rest));
  }

  /** Whether nothing is under way in any lane. */
  static boolean atRest(Rest rest) throws Exception {
    for (String state : UNDER_WAY) {
      Rest.Answer answer = rest.get("/deliveries?limit=1&state=" + state);
      if (answer.status() != 200 || !answer.body().path("items").isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** No system is slow any more. */
  void clear() throws IOException {
    for (String system : street.systems().keySet()) {
      street.system(system).fault("none", 1, "before");
    }
  }
}
