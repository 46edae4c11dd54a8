package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hutong.harness.AllSystems;
import org.hutong.harness.Rest;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every system of the register that has a folder, connected to its stand-in: each holds what it
 * must or gives what it has, its row is green, and turns red and back under every fault.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EverySystemIT {
  /** Where a column was missing the next try is five minutes away. */
  private static final Duration LATE = Duration.ofMinutes(7);

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final String EMPLOYMENT = "si-10c";
  private static final List<String> GIVING =
      List.of("si-01", "si-03", "si-05", "si-06", "si-09", "si-10b", "si-10c", "si-10d", "si-15");
  private static final Map<String, List<String>> ENTERED = new LinkedHashMap<>();
  private static EverySystem street;

  @BeforeAll
  static void open() throws Exception {
    street = EverySystem.start();
    street.all().files(LocalDate.of(2026, 1, 5));
    street.all().exports(LocalDate.now(BEIJING));
  }

  @AfterAll
  static void close() throws Exception {
    if (street != null) {
      street.close();
    }
  }

  private static Journey journey() {
    return street.journey();
  }

  private static Path samples() throws Exception {
    return journey().street().appliance().home().resolve("etc/hutong/items/samples");
  }

  /** Enters the sample of an item; gives the case's number. */
  private static String enter(String code) throws Exception {
    String body = Files.readString(samples().resolve(code + ".json"));
    Rest.Answer answer = journey().clerk().post("/cases", body);
    assertThat(answer.status()).as(code + " " + answer.body()).isEqualTo(201);
    assertThat(answer.body().path("state").asText()).as(code).isEqualTo("ACCEPTED");
    String number = answer.body().path("number").asText();
    JsonNode item = journey().clerk().get("/items/survey-2016/" + code).body();
    List<String> systems = new ArrayList<>();
    item.path("systems").forEach(s -> systems.add(s.path("system").asText()));
    assertThat(systems).as(code).isNotEmpty();
    systems.removeIf(street.all().absent()::containsKey);
    ENTERED.put(number, systems);
    return number;
  }

  @Test
  @Order(1)
  void everySampleEndsInAReceiptOfEverySystemItsItemNames() throws Exception {
    try (Stream<Path> files = Files.list(samples())) {
      for (Path sample : files.sorted().toList()) {
        enter(sample.getFileName().toString().replace(".json", ""));
      }
    }
    assertThat(ENTERED).hasSizeGreaterThanOrEqualTo(12);
    for (Map.Entry<String, List<String>> entry : ENTERED.entrySet()) {
      for (String system : entry.getValue()) {
        if (AllSystems.PAGES.contains(system)) {
          typed(entry.getKey(), system);
        }
        if (system.equals(EMPLOYMENT)) {
          taken(entry.getKey());
        }
      }
      journey().awaitDelivered(List.of(entry.getKey()), entry.getValue());
      Map<String, JsonNode> held = journey().deliveries(entry.getKey());
      held.keySet().removeAll(street.all().absent().keySet());
      assertThat(held.keySet()).containsExactlyInAnyOrderElementsOf(entry.getValue());
    }
    holdsEachOnce();
  }

  private static void typed(String number, String system) throws Exception {
    Waiting.until(
        number + " waits for a person of " + system,
        LIMIT,
        () -> journey().state(number, system).equals("ASSISTED"));
    int before = street.standIn(system).effects();
    String id = journey().deliveries(number).get(system).path("id").asText();
    JsonNode delivery =
        journey().clerk().get("/deliveries/" + id + "?purpose=CASE_HANDLING").body();
    assertThat(street.all().type(system, delivery)).matches("JB20[0-9]{8}");
    assertThat(street.standIn(system).effects()).isEqualTo(before + 1);
  }

  /** The filled template lies there, and a person of that module takes it in. */
  private static void taken(String number) throws Exception {
    Waiting.until(
        number + " waits for its receipt",
        LIMIT,
        () -> journey().state(number, EMPLOYMENT).equals("AWAITING_RECEIPT"));
    assertThat(street.all().take()).hasSize(1).allMatch(row -> row.path("hidden").asBoolean());
  }

  /** Counted in the systems themselves, by the receipts that the ledger names. */
  private static void holdsEachOnce() throws Exception {
    Tally tally = Tally.with(journey().street(), List.of());
    for (Map.Entry<String, List<String>> entry : ENTERED.entrySet()) {
      Map<String, JsonNode> ledger = journey().deliveries(entry.getKey());
      for (String system : entry.getValue()) {
        if (tally.systems().containsKey(system) && !AllSystems.PAGES.contains(system)) {
          assertThat(tally.system(system).created().get(entry.getKey()))
              .as(entry.getKey() + " in " + system)
              .containsExactly(ledger.get(system).path("receipt").asText());
        }
      }
    }
  }

  @Test
  @Order(2)
  void everyRowIsGreenWithItsLastSuccessAndItsFreshness(TestReporter report) throws Exception {
    street.await("GREEN", street.all().connected());
    Map<String, JsonNode> rows = street.rows();
    for (String id : street.all().connected()) {
      JsonNode row = rows.get(id);
      assertThat(row.path("register").path("light").asText()).as(id).isEqualTo("GREEN");
      assertThat(row.path("lastSuccess").asText()).as(id).startsWith("20");
      if (GIVING.contains(id)) {
        assertThat(row.path("feeds")).as(id).isNotEmpty();
        for (JsonNode feed : row.path("feeds")) {
          // What is pushed comes when something happens there; PushedIT shows it.
          String fresh = feed.path("way").asText().equals("PUSHED") ? "NEVER" : "FRESH";
          assertThat(feed.path("freshness").asText()).as(id + " " + feed).isEqualTo(fresh);
          assertThat(feed.path("quarantined").asInt()).as(id + " " + feed).isZero();
        }
      }
    }
    for (Map.Entry<String, String> absent : street.all().absent().entrySet()) {
      report.publishEntry("not connected: " + absent.getKey(), absent.getValue());
      JsonNode row = rows.get(absent.getKey());
      assertThat(row.path("register").path("light").asText()).isNotEqualTo("GREEN");
    }
    JsonNode records = journey().street().rest("it").get("/inbound/records").body().path("items");
    assertThat(records.findValuesAsText("kind")).contains("PERSON", "EVENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema-drift", "500", "reset", "timeout"})
  @Order(3)
  void everyRowTurnsRedUnderAFaultAndGreenAfterIt(String fault) throws Exception {
    List<String> spoiled = street.spoil(fault);
    stir();
    street.await("RED", spoiled);
    for (String id : AllSystems.PAGES) {
      assertThat(street.row(id).path("register").path("light").asText()).isEqualTo("GREEN");
    }
    street.heal();
    stir();
    street.await("GREEN", street.all().connected());
  }

  private static void stir() throws Exception {
    street.stir();
    for (int i = 0; i < 3; i++) {
      enter("MZ-28");
      enter("SB-19");
      enter("SB-02");
    }
  }

  @Test
  @Order(4)
  void everyRowIsRedWhileItsSystemIsNotThere() throws Exception {
    List<String> stopped = street.stop();
    street.await("RED", stopped);
    street.restart();
    street.await("GREEN", street.all().connected());
  }

  @Test
  @Order(5)
  void whatWasEnteredMeanwhileIsHeldOnceByEverySystem() throws Exception {
    for (Map.Entry<String, List<String>> entry : ENTERED.entrySet()) {
      for (String system : entry.getValue()) {
        Waiting.until(
            entry.getKey() + " is delivered to " + system,
            LATE,
            () -> journey().state(entry.getKey(), system).equals("DELIVERED"));
      }
    }
    holdsEachOnce();
  }
}
