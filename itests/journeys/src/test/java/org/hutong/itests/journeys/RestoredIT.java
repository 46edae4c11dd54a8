package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hutong.harness.Rest;
import org.hutong.harness.Soap;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A running street is backed up under load, lost with its keys, and brought back by a script. SI-02
 * takes a number as often as it comes, so a second send would be a second effect.
 */
class RestoredIT {
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("restored", List.of("--no-dedup"));
    journey
        .street()
        .appliance()
        .with("HUTONG_SI02_RESEND_IS_SAFE", "false")
        .with("HUTONG_SI02_SETTLE_SECONDS", "2");
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  @Test
  void aRestoredStreetSendsNothingTwiceGivesNoNumberAgainAndSaysThatItsCursorsAreOld()
      throws Exception {
    List<String> before = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      before.add(journey.enter());
    }
    journey.awaitDelivered(before, Journey.SYSTEMS);
    journey.street().console("it", "hutong:lane-pause si-04 backup-journey");
    before.add(journey.enter());
    before.add(journey.enter());
    Set<String> given = new TreeSet<>(before);

    Path root = journey.street().appliance().data().resolve("../..").normalize();
    Path backup = root.resolve("backup");
    Path passphrase = Files.writeString(root.resolve("passphrase"), "made-up passphrase 2016");
    given.addAll(backUpUnderLoad(backup, passphrase));

    String cursor = changes("").body().path("next").asText();
    journey.street().console("it", "hutong:lane-resume si-04");
    List<String> lost = List.of(journey.enter(), journey.enter());
    given.addAll(lost);
    journey.awaitDelivered(given, Journey.SYSTEMS);

    journey.street().appliance().kill();
    Journey.delete(journey.street().appliance().data());
    Journey.delete(journey.street().appliance().keys());
    String said =
        journey
            .street()
            .appliance()
            .script("restore", "--passphrase-file", passphrase.toString(), backup.toString());
    assertThat(said).contains("已恢复");
    journey.street().begin();
    journey.street().appliance().awaitReady();

    // The lane was paused when the backup was taken, and so it is again.
    assertThat(journey.state(before.get(5), "si-04")).isEqualTo("UNKNOWN");
    journey.street().console("it", "hutong:lane-resume si-04");
    journey.awaitDelivered(before, Journey.SYSTEMS);
    // What was entered during the backup may be in it too: that comes to its end as well.
    Waiting.until("the restored ledger is at rest", Duration.ofSeconds(120), RestoredIT::atRest);
    Tally tally = Tally.of(journey.street());
    for (String system : Journey.SYSTEMS) {
      assertThat(tally.system(system).twice()).as("twice in " + system).isEmpty();
      assertThat(tally.system(system).missing(given)).as("missing in " + system).isEmpty();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(given.add(journey.enter())).as("a number given for the first time").isTrue();
    }
    assertThat(changes("&after=" + cursor).status()).isEqualTo(410);
    Soap.Answer fault =
        journey
            .street()
            .soap("hub")
            .send(
                "<GetChanges xmlns=\"urn:hutong:street:v1\"><after>"
                    + cursor
                    + "</after></GetChanges>");
    assertThat(fault.code()).isEqualTo("CURSOR_EXPIRED");
    assertThat(changes("").body().path("items").isEmpty()).isFalse();
    assertThat(journey.street().console("auditor", "hutong:audit-verify")).contains("审计链完整");
  }

  /** Seen at one moment: every delivery that the ledger has is delivered. */
  private static boolean atRest() throws Exception {
    JsonNode lines =
        journey
            .street()
            .rest("dispatcher")
            .get("/deliveries/reconciliation?from=2015-01-01&to=2099-01-01")
            .body()
            .path("lines");
    for (JsonNode line : lines) {
      if (line.path("states").path("DELIVERED").asLong() != line.path("sum").asLong()) {
        return false;
      }
    }
    return !lines.isEmpty();
  }

  private static Rest.Answer changes(String query) throws Exception {
    return journey.street().rest("hub").get("/changes?limit=500" + query);
  }

  private static List<String> backUpUnderLoad(Path backup, Path passphrase) throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    List<String> entered = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> load =
        CompletableFuture.runAsync(
            () -> {
              while (!enough.get()) {
                enter(entered);
              }
            });
    int begun;
    int ended;
    try {
      Waiting.until(
          "cases are being entered",
          Duration.ofSeconds(30),
          () -> entered.size() > 3 || load.isDone());
      begun = entered.size();
      String taken =
          journey
              .street()
              .console(
                  "admin", "hutong:backup --json --passphrase-file " + passphrase + " " + backup);
      assertThat(taken).contains("\"keysInside\":true");
      ended = entered.size();
    } finally {
      enough.set(true);
    }
    load.join();
    assertThat(ended).as("entered while the backup was taken").isGreaterThan(begun);
    return entered;
  }

  private static void enter(List<String> entered) {
    try {
      Rest.Answer answer = journey.clerk().post("/cases", journey.entry());
      assertThat(answer.status()).as("during the backup: %s", answer.body()).isEqualTo(201);
      entered.add(answer.body().path("number").asText());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("The clerk got no answer during the backup", e);
    }
  }
}
