package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hutong.harness.Appliance;
import org.hutong.harness.Entries;
import org.hutong.harness.People;
import org.hutong.harness.Ports;
import org.hutong.harness.Rest;
import org.hutong.harness.Street;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;

/** A street made afresh for one class of journeys, and what they all ask of it. */
final class Journey implements AutoCloseable {
  static final List<String> SYSTEMS = List.of("si-02", "si-04", "si-07");
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String ITEMS = "items";

  private final Street street;
  private final People people = new People(2016);

  private Journey(Street street) {
    this.street = street;
  }

  /**
   * Unpacks and prepares, without starting the appliance: its environment may still be added to.
   */
  static Journey prepare(String name, List<String> aidOptions) throws Exception {
    Path folder = Path.of("target", "journey-" + name).toAbsolutePath();
    delete(folder);
    Path tarball = Path.of(System.getProperty("distribution"));
    Path home = Appliance.unpack(tarball, folder.resolve("unpacked"));
    return new Journey(
        Street.prepare(home, folder.resolve("street"), Ports.free(), Ports.free(), aidOptions));
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  Street street() {
    return street;
  }

  Rest clerk() {
    return street.rest("clerk");
  }

  /** A complete entry for the next made-up person. */
  String entry() {
    return Entries.json(people.next(), 300_000);
  }

  /** Enters a case and gives its number. */
  String enter() throws Exception {
    Rest.Answer answer = clerk().post("/cases", entry());
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    return answer.body().path("number").asText();
  }

  /** Corrects the applicant's name. */
  void rename(String number, String name) throws Exception {
    Rest.Answer read = clerk().get("/cases/" + number);
    Rest.Answer answer =
        clerk()
            .send(
                "PATCH",
                "/cases/" + number,
                "{\"subject\":{\"name\":\"" + name + "\"}}",
                Map.of("If-Match", read.etag()));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  /** The ledger's line for the newest delivery of a case to each system. */
  Map<String, JsonNode> deliveries(String number) throws Exception {
    Map<String, JsonNode> bySystem = new TreeMap<>();
    for (JsonNode each : clerk().get("/deliveries?case=" + number).body().path(ITEMS)) {
      bySystem.merge(each.path("system").asText(), each, Journey::newer);
    }
    return bySystem;
  }

  private static JsonNode newer(JsonNode one, JsonNode other) {
    return one.path("revision").asInt() > other.path("revision").asInt() ? one : other;
  }

  String state(String number, String system) throws Exception {
    return deliveries(number).get(system).path("state").asText();
  }

  /** Waits until the ledger calls each of the cases delivered in each of the systems. */
  void awaitDelivered(Collection<String> numbers, Collection<String> systems) throws Exception {
    for (String number : numbers) {
      for (String system : systems) {
        Waiting.until(
            number + " is delivered to " + system,
            LIMIT,
            () -> state(number, system).equals("DELIVERED"));
      }
    }
  }

  /** Waits until a fault has struck a system. */
  void awaitStruck(String system) throws Exception {
    Waiting.until(
        "the fault strikes " + system,
        LIMIT,
        () -> street.system(system).state().path("struck").asInt() > 0);
  }

  /** Every system's own journal holds each case once, under the receipt that the ledger names. */
  void eachExactlyOnce(Collection<String> numbers) throws Exception {
    Tally tally = Tally.of(street);
    for (String system : SYSTEMS) {
      assertThat(tally.system(system).missing(numbers)).as("missing in " + system).isEmpty();
      assertThat(tally.system(system).twice()).as("twice in " + system).isEmpty();
      for (String number : numbers) {
        assertThat(deliveries(number).get(system).path("receipt").asText())
            .as("receipt of %s in %s", number, system)
            .isEqualTo(tally.system(system).receipt(number));
      }
    }
  }

  /** SIGKILL, then the same data and keys in a new process. */
  void killAndStartAgain() throws Exception {
    street.appliance().kill();
    street.begin();
    street.appliance().awaitReady();
  }

  @Override
  public void close() throws IOException {
    street.close();
  }
}
