package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hutong.harness.Appliance;
import org.hutong.harness.Rest;
import org.hutong.harness.Waiting;
import org.hutong.standins.Clerk;
import org.hutong.standins.Openssh;
import org.hutong.standins.StandInProcess;

/** A street on which every folder of a system is connected to its stand-in. */
final class EverySystem implements AutoCloseable {
  /** Pages that only a person enters into. */
  static final List<String> PAGES = List.of("si-08", "si-10a", "si-11");

  /** Those that the failure kit can spoil. */
  private static final List<String> SPOILED =
      List.of("si-01", "si-02", "si-03", "si-04", "si-05", "si-07", "si-10d", "si-13");

  private static final Map<String, List<String>> PROGRAMS =
      Map.of("si-10d", List.of("python3"), "si-13", List.of("python3", "openssl"));

  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final String ELDERS = "编号,姓名,身份证号,性别,出生日期,住址,联系电话,紧急联系人,自理能力,服务等级,建档日期,状态\r\n";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Journey journey;
  private final Path payments;
  private final Map<String, String> absent = new TreeMap<>();
  private final Map<String, Clerk> clerks = new HashMap<>();
  private Openssh elders;

  private EverySystem(Journey journey, Path payments) {
    this.journey = journey;
    this.payments = payments;
  }

  /** Everything is started; what needs a program that is not there is not connected. */
  static EverySystem start() throws Exception {
    Journey journey = Journey.prepare("every-system", List.of());
    Path beside = Path.of("target", "journey-every-system").toAbsolutePath();
    EverySystem street = new EverySystem(journey, beside.resolve("si-10b"));
    try {
      street.connect(beside);
      quicker(journey.street().appliance().home().resolve("etc/hutong/systems"));
      journey.street().start();
      return street;
    } catch (Exception e) {
      street.close();
      throw e;
    }
  }

  private void connect(Path beside) throws Exception {
    for (String id : List.of("si-01", "si-03", "si-05", "si-08", "si-10a", "si-11")) {
      journey.street().connect(id);
    }
    for (String id : PROGRAMS.keySet()) {
      List<String> missing = PROGRAMS.get(id).stream().filter(p -> !onPath(p)).toList();
      if (missing.isEmpty()) {
        journey.street().connect(id);
      } else {
        absent.put(id, "not there: " + missing);
      }
    }
    Appliance appliance = journey.street().appliance();
    Files.createDirectories(payments.resolve("out"));
    Files.createDirectories(payments.resolve("archive"));
    appliance.with("HUTONG_SI10B_FOLDER", payments.toString());
    if (Openssh.isThere()) {
      elders = Openssh.start(Files.createDirectories(beside.resolve("si-06")));
      appliance.with("HUTONG_SI06_PORT", "" + elders.port());
      appliance.with("HUTONG_SI06_USER", elders.user());
      appliance.with("HUTONG_SI06_FOLDER", elders.exchange().toString());
      appliance.with("HUTONG_SI06_HOSTKEY", elders.fingerprint());
      appliance.with("HUTONG_SI06_SECRET", elders.key().toString());
    } else {
      absent.put("si-06", "not there: sshd");
    }
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Asks every second and waits for seconds where the folders that ship wait for minutes. */
  private static void quicker(Path systems) throws IOException {
    try (Stream<Path> folders = Files.list(systems)) {
      for (Path file : folders.map(f -> f.resolve("system.yaml")).filter(Files::exists).toList()) {
        Files.writeString(
            file,
            Files.readString(file)
                .replaceAll("(?m)^limits:\n(  .*\n)+", "")
                .replaceAll(
                    "(?m)^settings:",
                    "limits: {concurrency: 4, timeLimit: 8s, attempts: 200, firstRetry: 1s,"
                        + " mostRetry: 2s}\nsettings:")
                .replaceAll("(?m)^  poll: .*$", "  poll: 1s")
                .replaceAll("(?m)^(  url: .*jdbc:.*)$", "$1\n  repairSeconds: 3")
                .replaceAll("(?m)^  settleSeconds: .*$", "  settleSeconds: 8"));
      }
    }
    Path housing = systems.resolve("si-13/answer.jsonata");
    Files.writeString(housing, Files.readString(housing).replace("? 60 : 5", "? 1 : 1"));
  }

  Journey journey() {
    return journey;
  }

  /** Folders that are not connected here, and why. */
  Map<String, String> absent() {
    return absent;
  }

  StandInProcess standIn(String id) {
    return journey.street().system(id);
  }

  /** Every system that is connected here. */
  List<String> connected() {
    List<String> all = new ArrayList<>(journey.street().systems().keySet());
    all.add("si-10b");
    if (elders != null) {
      all.add("si-06");
    }
    return all;
  }

  private List<String> spoiled() {
    return SPOILED.stream().filter(id -> standIn(id) != null).toList();
  }

  /** The systems of last night and last month write their files. */
  void files(String day) throws IOException {
    if (elders != null) {
      String row = day + "01,王䶮,110102194001011234,女,19400101,\"东经路\n12号\",,某某,1,一级,20160101,1\r\n";
      elders.put("YLZX_LR_" + day + ".csv", ELDERS + row, 1);
    }
    String line =
        wide("11010219800101123943", 20)
            + wide("王安", 30)
            + "443"
            + wide("困难补贴", 40)
            + day.substring(0, 6)
            + wide("40000", 10)
            + "12341";
    Openssh.put(
        payments.resolve("out"),
        "CLBT_" + day.substring(0, 6) + ".txt",
        line + "\r\n#TOTAL 1 40000\r\n",
        1);
  }

  /** A text in so many bytes of GB18030. */
  private static String wide(String text, int bytes) {
    return text + " ".repeat(bytes - text.getBytes(Charset.forName("GB18030")).length);
  }

  /** The register's row. */
  JsonNode row(String id) throws Exception {
    return journey.street().rest("it").get("/systems/" + id).body();
  }

  /** All rows, as the console tells them. */
  Map<String, JsonNode> rows() throws Exception {
    String said = journey.street().console("it", "hutong:systems --json");
    Map<String, JsonNode> rows = new TreeMap<>();
    MAPPER
        .readTree(said.substring(said.indexOf('{')))
        .path("items")
        .forEach(row -> rows.put(row.path("id").asText(), row));
    return rows;
  }

  /** Waits until each of the rows has the colour. */
  void await(String light, List<String> ids) throws Exception {
    List<String> others = new ArrayList<>();
    boolean all =
        Waiting.patiently(
            LIMIT,
            () -> {
              others.clear();
              for (String id : ids) {
                JsonNode row = row(id);
                String now = row.path("register").path("light").asText();
                if (!now.equals(light)) {
                  others.add(id + " " + now + " " + row.path("healthDetail") + row.path("feeds"));
                }
              }
              return others.isEmpty();
            });
    assertThat(all).as("not " + light + ": " + others).isTrue();
  }

  /** Every system does wrong in that way until {@link #heal}; gives those that are spoiled. */
  List<String> spoil(String fault) throws IOException {
    List<String> spoiled = new ArrayList<>(spoiled());
    for (String id : spoiled) {
      standIn(id).fault(fault, -1, "before");
    }
    if (fault.equals("timeout") && elders != null) {
      elders.silent(true);
      spoiled.add("si-06");
    }
    return spoiled;
  }

  /** The systems do right again. */
  void heal() throws IOException {
    for (String id : spoiled()) {
      standIn(id).fault("none", 1, "before");
    }
    if (elders != null) {
      elders.silent(false);
    }
  }

  /** Nobody is there any more; gives those that a connection tells of. */
  List<String> stop() throws IOException {
    for (String id : spoiled()) {
      standIn(id).stop();
    }
    if (elders != null) {
      elders.stop();
    }
    Files.move(payments, payments.resolveSibling("si-10b.away"));
    return connected().stream().filter(id -> !PAGES.contains(id)).toList();
  }

  /** Everybody is back. */
  void restart() throws IOException {
    for (String id : spoiled()) {
      standIn(id).restart();
    }
    if (elders != null) {
      elders.restart();
    }
    Files.move(payments.resolveSibling("si-10b.away"), payments);
  }

  /** Something happens in each of the systems that only give. */
  void stir() throws IOException {
    String id = "SY" + System.nanoTime() % 1_000_000_000;
    standIn("si-01")
        .control(
            "{\"counter\":{\"djbh\":\"%s\",\"xm\":\"李宁\",\"sfzh\":\"110102198001011239\"}}"
                .formatted(id));
    standIn("si-03").control("{\"change\": 1}");
    standIn("si-05").control("{\"add\": 1}");
    if (standIn("si-10d") != null) {
      standIn("si-10d").control("{\"add\": 1}");
    }
  }

  /** A person types the sheet of a delivery into the page, and the page's number back. */
  String type(String system, String delivery) throws Exception {
    JsonNode shown = journey.clerk().get("/deliveries/" + delivery).body();
    Map<String, String> sheet = new HashMap<>();
    shown
        .path("sheet")
        .forEach(line -> sheet.put(line.path("label").asText(), line.path("value").asText()));
    Clerk clerk = clerks.get(system);
    if (clerk == null) {
      clerk = new Clerk(standIn(system).url());
      clerks.put(system, clerk);
    }
    clerk.logIn(standIn(system).user(), standIn(system).secret());
    clerk.open();
    String receipt = Clerk.receipt(clerk.type(sheet));
    Rest.Answer answer =
        journey
            .clerk()
            .post(
                "/deliveries/" + delivery + "/actions",
                "{\"action\":\"confirm\",\"receipt\":\"" + receipt + "\"}");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return receipt;
  }

  @Override
  public void close() throws IOException {
    journey.close();
    if (elders != null) {
      elders.close();
    }
  }
}
