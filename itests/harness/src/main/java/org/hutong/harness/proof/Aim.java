package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.hutong.harness.NewerBundle;
import org.hutong.harness.OpenLoop;
import org.hutong.harness.Rest;
import org.hutong.harness.Street;
import org.hutong.harness.Waiting;

/**
 * Brings a phase about from outside, by load, by a slow system, by a module's update, and returns
 * at a random moment within it. Nothing in the product knows of it.
 */
final class Aim {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BURST = 64;
  private static final int SLOW_MILLIS = 4_000;
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

  /** Returns when the phase is there. */
  void at(Phase phase, Intake intake) throws Exception {
    switch (phase) {
      case IDLE -> rest(intake);
      case COMMIT -> commit(intake);
      case SEND -> slow("before", intake);
      case RECEIPT -> slow("after", intake);
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
    int answered = 1 + random.nextInt(BURST / 2);
    List<CompletableFuture<OpenLoop.Reply>> sent = intake.burst(BURST);
    long end = System.nanoTime() + LIMIT.toNanos();
    while (sent.stream().filter(CompletableFuture::isDone).count() < answered
        && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private void slow(String when, Intake intake) throws Exception {
    String system = ASKED.get(random.nextInt(ASKED.size()));
    street
        .system(system)
        .control(
            "{\"fault\":\"slow\",\"times\":6,\"on\":\"write\",\"ms\":"
                + SLOW_MILLIS
                + ",\"when\":\""
                + when
                + "\"}");
    intake.burst(4);
    Waiting.until(
        system + " has been called",
        LIMIT,
        () -> street.system(system).state().path("struck").asInt() > 0);
    moment(400);
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
