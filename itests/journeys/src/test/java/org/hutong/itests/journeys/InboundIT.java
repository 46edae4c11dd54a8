package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hutong.harness.Rest;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;
import org.hutong.standins.StandInProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What comes in: cases that 东经路's own counter typed first, its decisions, records of SI-01. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InboundIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final List<String> OTHERS = List.of("si-02", "si-07");
  private static final String ENTRY =
      """
      {"counter": {"sxbm": "SX001", "sfzh": "110102800101123", "xm": "王安%d", "bdnr": {
        "dz": "东经路12号院3-2-301", "dh": "13800000000", "sqdm": "110102014003",
        "form": {"applyAmountFen": 300000, "difficulty": "大病"}, "cl": ["ID_COPY"]}}}""";
  private static final int PAST = 6_000;
  private static Journey journey;
  private static StandInProcess jobs;
  private static int typed;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("inbound", List.of());
    jobs =
        StandInProcess.start(
            "si-01", Path.of("target", "journey-inbound", "si-01").toAbsolutePath());
    journey.street().appliance().with("HUTONG_SI01_URL", jobs.url());
    // What ships waits for minutes until a row counts.
    journey.street().appliance().with("HUTONG_SI01_SETTLE", "2");
    journey
        .street()
        .appliance()
        .with(
            "HUTONG_SI01_SECRET",
            Path.of("target", "journey-inbound", "si-01", "secret").toAbsolutePath().toString());
    quicker();
    Files.move(systems().resolve("si-01"), aside());
    journey.street().start();
  }

  /** The shipped interval between two questions is 10 s. */
  private static void quicker() throws IOException {
    Path file = systems().resolve("si-04/system.yaml");
    String shipped = Files.readString(file);
    assertThat(shipped).contains("poll: 10s");
    Files.writeString(file, shipped.replace("poll: 10s", "poll: 1s"));
  }

  /** Where the folder of SI-01 that ships lies until it is dropped in. */
  private static Path aside() {
    return journey.street().appliance().home().resolve("si-01");
  }

  private static Path systems() {
    return journey.street().appliance().home().resolve("etc/hutong/systems");
  }

  @AfterAll
  static void close() throws Exception {
    if (jobs != null) {
      jobs.close();
    }
    if (journey != null) {
      journey.close();
    }
  }

  /** Types a case at 东经路's own counter; gives its number there. */
  private static String type() throws Exception {
    return journey
        .street()
        .system("si-04")
        .control(ENTRY.formatted(++typed))
        .path("counter")
        .asText();
  }

  /** The case here that began there; empty while it has not come. */
  private static String caseOf(String bjbh) throws Exception {
    for (JsonNode change :
        journey.street().rest("dispatcher").get("/changes?limit=500").body().path("items")) {
      String number = change.path("reference").asText();
      if (change.path("kind").asText().equals("CASE") && change.path("revision").asInt() == 1) {
        JsonNode found = journey.clerk().get("/cases/" + number).body();
        if (found.path("origin").path("reference").asText().equals(bjbh)) {
          return number;
        }
      }
    }
    return "";
  }

  private static String awaitCase(String bjbh) throws Exception {
    Waiting.until(bjbh + " has come", LIMIT, () -> !caseOf(bjbh).isEmpty());
    return caseOf(bjbh);
  }

  /** Missing until the system is registered. */
  private static JsonNode feed(String system, String name) throws Exception {
    for (JsonNode feed :
        journey.street().rest("it").get("/systems/" + system).body().path("feeds")) {
      if (feed.path("feed").asText().equals(name)) {
        return feed;
      }
    }
    return MissingNode.getInstance();
  }

  private static List<String> history(String number) throws Exception {
    List<String> words = new ArrayList<>();
    journey
        .clerk()
        .get("/cases/" + number)
        .body()
        .path("history")
        .forEach(event -> words.add(event.path("what").asText()));
    return words;
  }

  @Test
  @Order(1)
  void whatTheirClerkTypedFirstGoesToTheOthersAndIsNotEchoed() throws Exception {
    String bjbh = type();
    String number = awaitCase(bjbh);
    journey.awaitDelivered(List.of(number), OTHERS);
    assertThat(journey.deliveries(number).keySet()).containsExactlyInAnyOrderElementsOf(OTHERS);
    JsonNode entered = journey.clerk().get("/cases/" + number).body();
    assertThat(entered.path("origin").path("system").asText()).isEqualTo("si-04");
    assertThat(entered.path("unit").asText()).isEqualTo("东经路站");
    journey
        .street()
        .system("si-04")
        .control("{\"counter\":{\"bjbh\":\"" + bjbh + "\",\"bjjg\":\"同意\"}}");
    Waiting.until("their 办结 has come", LIMIT, () -> history(number).contains("system-granted"));
    assertThat(history(number)).containsOnlyOnce("system-granted");
    assertThat(journey.deliveries(number).keySet()).containsExactlyInAnyOrderElementsOf(OTHERS);
  }

  @Test
  @Order(2)
  void theirDecisionComesBackIntoACaseThatBeganHere() throws Exception {
    String number = journey.enter();
    journey.awaitDelivered(List.of(number), Journey.SYSTEMS);
    String bjbh = journey.deliveries(number).get("si-04").path("receipt").asText();
    assertThat(history(number)).doesNotContain("system-granted");
    journey
        .street()
        .system("si-04")
        .control("{\"counter\":{\"bjbh\":\"" + bjbh + "\",\"bjjg\":\"同意\"}}");
    Waiting.until("their 办结 has come", LIMIT, () -> history(number).contains("system-granted"));
    assertThat(caseOf(bjbh)).as("no second case of our own").isEmpty();
  }

  @Test
  @Order(3)
  void aSystemByFilesAloneGivesItsRecordsAndKeepsNoEthnicity() throws Exception {
    drop();
    Waiting.until("60 persons", LIMIT, () -> feed("si-01", "sydj").path("rows").asInt() == 60);
    JsonNode counts = journey.street().rest("it").get("/inbound/records").body().path("items");
    assertThat(counts)
        .anySatisfy(
            c -> {
              assertThat(c.path("kind").asText()).isEqualTo("PERSON");
              assertThat(c.path("records").asInt()).isEqualTo(60);
              assertThat(c.path("tombstones").asInt()).isEqualTo(3);
            });
    jobs.control("{\"counter\":{\"djbh\":\"SY9\",\"xm\":\"李宁\",\"sfzh\":\"110102198001011239\"}}");
    Waiting.until("the new one", LIMIT, () -> feed("si-01", "sydj").path("rows").asInt() == 61);
    assertThat(feed("si-01", "sydj").path("freshness").asText()).isEqualTo("FRESH");
  }

  /** In batches smaller than the rows that share a second, and without long waits. */
  private static void drop() throws Exception {
    Path file = aside().resolve("system.yaml");
    String shipped = Files.readString(file);
    assertThat(shipped).contains("poll: 30s", "batch: 100", "mostRetry: 5m");
    Files.writeString(
        file,
        shipped
            .replace("poll: 30s", "poll: 1s")
            .replace("batch: 100", "batch: 15")
            .replace("mostRetry: 5m", "mostRetry: 2s"));
    Files.move(aside(), systems().resolve("si-01"));
    Waiting.until(
        "si-01 is there",
        LIMIT,
        () ->
            journey
                .street()
                .rest("it")
                .get("/systems/si-01")
                .body()
                .path("technology")
                .asText()
                .equals("jdbc"));
  }

  @Test
  @Order(4)
  void changedColumnsHoldOneFeedWhileTheOthersGoOn() throws Exception {
    jobs.fault("schema-drift", 1, "before");
    jobs.control("{\"counter\":{\"djbh\":\"SY10\",\"xm\":\"李宁\",\"sfzh\":\"110102198001011239\"}}");
    Waiting.until("the feed is held", LIMIT, () -> feed("si-01", "sydj").path("held").asBoolean());
    assertThat(feed("si-01", "sydj").path("heldWhy").asText()).contains("xm").contains("mc");
    assertThat(feed("si-01", "pxjl").path("held").asBoolean()).isFalse();
    String number = awaitCase(type());
    journey.awaitDelivered(List.of(number), OTHERS);
    mend();
    Waiting.until("it goes on", LIMIT, () -> feed("si-01", "sydj").path("rows").asInt() == 62);
    assertThat(feed("si-01", "sydj").path("held").asBoolean()).isFalse();
  }

  private static void mend() throws IOException {
    Path folder = systems().resolve("si-01");
    for (String name : List.of("sydj.jsonata", "system.yaml")) {
      String text = Files.readString(folder.resolve(name));
      Files.writeString(
          folder.resolve(name),
          text.replace("row.xm", "row.mc").replace("        xm: text", "        mc: text"));
    }
  }

  @Test
  @Order(5)
  void aKillInTheMiddleLosesNothingAndDoublesNothing() throws Exception {
    List<String> there = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      there.add(type());
      if (i == 10) {
        awaitCase(there.get(0));
        journey.street().appliance().kill();
      }
    }
    journey.street().begin();
    journey.street().appliance().awaitReady();
    List<String> numbers = new ArrayList<>();
    for (String bjbh : there) {
      numbers.add(awaitCase(bjbh));
    }
    assertThat(numbers).doesNotHaveDuplicates();
    journey.awaitDelivered(numbers, OTHERS);
    Rest.Answer search = journey.street().rest("it").get("/inbound/quarantine?state=OPEN");
    assertThat(search.body().path("items")).isEmpty();
    for (String system : OTHERS) {
      assertThat(Tally.of(journey.street()).system(system).missing(numbers)).isEmpty();
      assertThat(Tally.of(journey.street()).system(system).twice()).isEmpty();
    }
  }

  /** Earlier cases in the feed of changes. */
  private static List<String> imported() throws Exception {
    List<String> numbers = new ArrayList<>();
    JsonNode page = journey.street().rest("dispatcher").get("/changes?limit=500").body();
    while (page.path("items").size() > 0) {
      for (JsonNode change : page.path("items")) {
        if (change.path("what").asText().equals("import")) {
          numbers.add(change.path("reference").asText());
        }
      }
      String after = page.path("next").asText();
      page = journey.street().rest("dispatcher").get("/changes?limit=500&after=" + after).body();
    }
    return numbers;
  }

  /** What the console says; nothing when it is cut short. */
  private static String said(String command) {
    try {
      return journey.street().console("it", command);
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Test
  @Order(6)
  void earlierCasesAreImportedOnceThroughAKillAndGoNowhere() throws Exception {
    Path file = journey.street().appliance().data().resolve("past.csv").toAbsolutePath();
    StringBuilder csv =
        new StringBuilder("bjbh,sxbm,sqr_sfzh,sqr_xm,slr,slsj,zt,bjsj,bjjg,bdnr,lybh,lybb\n");
    for (int i = 0; i < PAST; i++) {
      csv.append("OLD").append(i).append(",SX00").append(1 + i % 7);
      csv.append(",110102800101123,王安,窗口,2015-07-01 09:00:00,2,2015-07-02 09:00:00,同意,,,\n");
    }
    Files.writeString(file, csv);
    String command = "hutong:inbound-import si-04 past --file " + file;
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> said(command));
    Waiting.until("some have come", LIMIT, () -> feed("si-04", "past").path("rows").asInt() >= 400);
    journey.street().appliance().kill();
    assertThat(first.get(60, TimeUnit.SECONDS)).doesNotContain("已读完");
    journey.street().begin();
    journey.street().appliance().awaitReady();
    assertThat(imported()).hasSizeBetween(400, PAST - 1);
    assertThat(journey.street().console("it", command)).contains("隔离 0", "已读完");
    assertThat(imported()).hasSize(PAST).doesNotHaveDuplicates();
    assertThat(journey.street().console("it", command)).contains("新增办件 0，已有 " + PAST);
    String one = imported().get(0);
    assertThat(journey.deliveries(one)).isEmpty();
    assertThat(journey.clerk().get("/cases/" + one).body().path("state").asText())
        .isEqualTo("ARCHIVED");
    assertThat(
            journey
                .street()
                .rest("dispatcher")
                .get("/deliveries/reconciliation?from=2015-01-01&to=2099-01-01")
                .body()
                .path("balanced")
                .asBoolean())
        .isTrue();
  }
}
