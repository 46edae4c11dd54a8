package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hutong.harness.Rest;
import org.hutong.harness.Street;
import org.hutong.harness.Waiting;
import org.hutong.standins.StandInProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What SI-05 pushes, with the folder that ships. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PushedIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final int EVENTS = 200;
  private static final int REPEATS = 100;
  private static final int ENTITIES = 40;
  private static Journey journey;
  private static StandInProcess hong;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("pushed", List.of());
    hong =
        StandInProcess.start(
            "si-05", Path.of("target", "journey-pushed", "si-05").toAbsolutePath());
    journey
        .street()
        .appliance()
        .with("HUTONG_SI05_URL", hong.url())
        .with("HUTONG_SI05_SECRET", hong.ready().path("secretFile").asText())
        .with("HUTONG_SI05_HOOK_SECRET", hong.ready().path("hookSecretFile").asText());
    Path system =
        journey.street().appliance().home().resolve("etc/hutong/systems/si-05/system.yaml");
    Files.writeString(system, Files.readString(system).replace("poll: 1m", "poll: 1s"));
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (hong != null) {
      hong.close();
    }
    if (journey != null) {
      journey.close();
    }
  }

  private static JsonNode push(int events, String more) throws Exception {
    String to = journey.street().appliance().url() + "/api/v1/hooks/si-05/wishes";
    return hong.control("{\"push\": " + events + ", \"to\": \"" + to + "\"" + more + "}");
  }

  private static JsonNode pushed() throws Exception {
    return hong.state().path("pushed");
  }

  /** How often an answer came, such as {@code 200 TAKEN}. */
  private static int answered(String answer) throws Exception {
    return pushed().path("answers").path(answer).asInt();
  }

  private static boolean isTheirs(JsonNode of) {
    return of.path("system").asText().equals("si-05") && of.path("feed").asText().equals("wishes");
  }

  private static JsonNode records() throws Exception {
    for (JsonNode count : items("/inbound/records")) {
      if (isTheirs(count)) {
        return count;
      }
    }
    return MissingNode.getInstance();
  }

  private static JsonNode feed() throws Exception {
    for (JsonNode feed : items("/inbound/feeds")) {
      if (isTheirs(feed)) {
        return feed;
      }
    }
    return MissingNode.getInstance();
  }

  private static JsonNode items(String path) throws Exception {
    return journey.street().rest("it").get(path).body().path("items");
  }

  @Test
  @Order(1)
  void eachWishEndsOnceInItsLastStateThroughAKill() throws Exception {
    push(EVENTS, ", \"entities\": %d, \"repeats\": %d".formatted(ENTITIES, REPEATS));
    Waiting.until("some are taken", LIMIT, () -> answered("200 TAKEN") >= 20);
    journey.street().appliance().kill();
    assertThat(pushed().path("waiting").asInt()).as("in the middle").isPositive();
    journey.street().begin();
    journey.street().appliance().awaitReady();
    Waiting.until("all have a 2xx", LIMIT, () -> pushed().path("waiting").asInt() == 0);

    assertThat(answered("none")).as("sent while nobody was there").isPositive();
    assertThat(answered("200 REPEATED")).isGreaterThanOrEqualTo(REPEATS);
    assertThat(answered("200 TAKEN") + answered("200 LATE")).isLessThanOrEqualTo(EVENTS);
    assertThat(answered("200 LATE")).isPositive();
    assertThat(answered("202 QUARANTINED")).isZero();
    assertThat(records().path("records").asInt()).isEqualTo(ENTITIES);
    assertThat(records().path("tombstones").asInt())
        .isEqualTo(pushed().path("withdrawn").asInt())
        .isBetween(1, ENTITIES - 1);
    assertThat(feed().path("rows").asInt()).isLessThan(EVENTS);
    assertThat(feed().path("freshness").asText()).isEqualTo("FRESH");
    assertThat(items("/inbound/quarantine?system=si-05&feed=wishes")).isEmpty();
  }

  @Test
  @Order(2)
  void whatIsSignedWronglyOrTooLongAgoIsRefusedCountedAndNotStored() throws Exception {
    JsonNode before = feed();
    push(3, ", \"spoil\": \"signature\"");
    push(2, ", \"spoil\": \"time\"");
    push(1, ", \"spoil\": \"body\"");
    Waiting.until("all have an answer", LIMIT, () -> pushed().path("waiting").asInt() == 0);

    assertThat(answered("401")).isEqualTo(5);
    assertThat(answered("400")).isEqualTo(1);
    assertThat(feed().path("rows")).isEqualTo(before.path("rows"));
    assertThat(records().path("records").asInt()).isEqualTo(ENTITIES);
    assertThat(items("/inbound/quarantine?system=si-05&feed=wishes"))
        .singleElement()
        .satisfies(q -> assertThat(q.path("shape")).isEmpty());
    String metrics = metrics();
    assertThat(metrics)
        .contains(
            "hutong_inbound_pushed_total{system=\"si-05\",feed=\"wishes\",outcome=\"signature\"} 3",
            "hutong_inbound_pushed_total{system=\"si-05\",feed=\"wishes\",outcome=\"time\"} 2");
  }

  private static String metrics() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(journey.street().appliance().url() + "/metrics"))
            .header("Authorization", journey.street().rest("admin").authorization())
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  @Order(3)
  void theConsoleSaysHowItComesAndNobodySaysTheKey() throws Exception {
    String key = Files.readString(Path.of(hong.ready().path("hookSecretFile").asText()));
    String said =
        journey
            .street()
            .console("it", "hutong:inbound", "hutong:inbound --json", "hutong:system si-05");

    assertThat(said).contains("推送", "PUSHED").doesNotContain(key.strip());
    try (var logs = Files.walk(journey.street().appliance().data())) {
      for (Path log : logs.filter(p -> p.toString().endsWith(".log")).toList()) {
        assertThat(Files.readString(log)).doesNotContain(key.strip());
      }
    }
  }

  @Test
  @Order(4)
  void aPausedFeedIsKeptByItsSenderAndComesWhenItIsResumed() throws Exception {
    journey.street().console("it", "hutong:inbound-pause si-05 wishes 对方维护");
    push(5, ", \"entities\": 5");
    Waiting.until("they are sent away", LIMIT, () -> answered("503") >= 5);
    assertThat(pushed().path("waiting").asInt()).isEqualTo(5);
    journey.street().console("it", "hutong:inbound-resume si-05 wishes");
    Waiting.until("they have come", LIMIT, () -> pushed().path("waiting").asInt() == 0);
    assertThat(records().path("tombstones").asInt()).isEqualTo(pushed().path("withdrawn").asInt());
  }

  private static Rest dispatcher() {
    return journey.street().rest("dispatcher");
  }

  /** The receipts of what was delivered, by system. */
  private static Map<String, String> receipts(String number) throws Exception {
    Map<String, String> receipts = new TreeMap<>();
    for (JsonNode each : dispatcher().get("/deliveries?case=" + number).body().path("items")) {
      if (each.path("state").asText().equals("DELIVERED")) {
        receipts.put(each.path("system").asText(), each.path("receipt").asText());
      }
    }
    return receipts;
  }

  /** A case that began there; empty while none has come. */
  private static String wish() throws Exception {
    for (JsonNode change : dispatcher().get("/changes?limit=500").body().path("items")) {
      String number = change.path("reference").asText();
      if (change.path("kind").asText().equals("CASE") && change.path("revision").asInt() == 1) {
        JsonNode origin = dispatcher().get("/cases/" + number).body().path("origin");
        if (origin.path("system").asText().equals("si-05")) {
          return number;
        }
      }
    }
    return "";
  }

  private static void act(String account, String number, String what) throws Exception {
    Rest rest = journey.street().rest(account);
    Rest.Answer read = rest.get("/cases/" + number);
    Rest.Answer done =
        rest.send("POST", "/cases/" + number + "/actions", what, Map.of("If-Match", read.etag()));
    assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
  }

  @Test
  @Order(5)
  void whoAskedThereIsToldThereHowItEnded() throws Exception {
    Waiting.until("a request of theirs is a case here", LIMIT, () -> !wish().isEmpty());
    String number = wish();
    Waiting.until("the hub has it", LIMIT, () -> receipts(number).containsKey("si-07"));
    assertThat(receipts(number)).containsOnlyKeys("si-07");
    int before = hong.effects();

    journey
        .street()
        .openAccounts(
            List.of(
                new Street.Account("sender", "officer", "全响应办"),
                new Street.Account("mender", "officer", "全响应分中心")));
    act("sender", number, "{\"action\":\"approve\"}");
    act("mender", number, "{\"action\":\"approve\"}");
    act("mender", number, "{\"action\":\"complete\",\"reason\":\"路灯已修好\"}");
    Waiting.until("the app is told", LIMIT, () -> receipts(number).containsKey("si-05"));
    assertThat(hong.effects()).isEqualTo(before + 1);
    assertThat(receipts(number).get("si-05")).startsWith("JZ");
    assertThat(
            dispatcher()
                .get("/deliveries/reconciliation?from=2015-01-01&to=2099-01-01")
                .body()
                .path("balanced")
                .asBoolean())
        .isTrue();
  }
}
