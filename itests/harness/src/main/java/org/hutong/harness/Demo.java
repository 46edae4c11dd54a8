package org.hutong.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/**
 * A street on this machine: cases entered once over REST and over SOAP, three systems with a
 * receipt each, an adapter exchanged while people go on working.
 */
final class Demo {
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final int EACH_WAY = 3;
  private static final Duration DELIVERED = Duration.ofSeconds(60);
  private static final Duration ALL_DELIVERED = Duration.ofSeconds(240);
  private static final Map<String, String> NAMES =
      Map.of("si-02", "区综合救助平台 SOAP", "si-04", "东经路流转系统 JDBC", "si-07", "区全响应平台 REST");

  private final Screen screen;
  private final Path checkout;
  private final Path folder;
  private final int httpPort;
  private final int sshPort;
  private final boolean once;
  private final boolean everySystem;
  private boolean held = true;
  private volatile boolean stopping;

  Demo(Screen screen, Path checkout, Path folder, int httpPort, int sshPort, List<String> options) {
    this.screen = screen;
    this.checkout = checkout;
    this.folder = folder;
    this.httpPort = httpPort;
    this.sshPort = sshPort;
    this.once = options.contains("--once");
    this.everySystem = options.contains("--every-system");
  }

  /** Whether everything held. */
  boolean run() throws Exception {
    for (int port : new int[] {httpPort, sshPort}) {
      if (Ports.taken(port)) {
        throw new IOException(
            "端口 "
                + port
                + " 已被占用，请用 HUTONG_HTTP_PORT、HUTONG_SSH_PORT 另选。 Port "
                + port
                + " is taken by another process: choose others by these two.");
      }
    }
    screen.step("解开发行包", "unpacking the distribution");
    Path home = Appliance.unpack(Appliance.tarball(checkout), folder.resolve("dist"));
    screen.step("启动三个示例系统（虚构）", "starting three stand-in systems (made up)");
    try (Street street =
        Street.prepare(home, folder.resolve("street"), httpPort, sshPort, List.of())) {
      Thread atEnd = new Thread(() -> stop(street), "stop");
      Runtime.getRuntime().addShutdownHook(atEnd);
      try {
        if (everySystem) {
          showEverySystem(street);
        } else {
          show(street);
        }
        if (!once) {
          stay(street);
        }
      } finally {
        if (!stopping) {
          Runtime.getRuntime().removeShutdownHook(atEnd);
          screen.step("全部停止", "stopping everything");
        }
      }
    }
    return held;
  }

  /** Whether it is being ended from outside; what fails meanwhile is no news. */
  boolean stopping() {
    return stopping;
  }

  private void stop(Street street) {
    stopping = true;
    screen.step("正在停止", "stopping what was started");
    try {
      street.close();
    } catch (IOException e) {
      screen.line(e.getMessage());
    }
  }

  private void showEverySystem(Street street) throws Exception {
    screen.step("再启动其余系统（虚构）", "starting the other stand-ins of the survey's systems");
    AllSystems all = AllSystems.connect(street, folder.resolve("street/exchanged"));
    all.files(LocalDate.now(BEIJING));
    all.exports(LocalDate.now(BEIJING));
    street.appliance().with("HUTONG_SI10C_ASK", "5");
    open(street);
    held &= new DemoSystems(screen, street, all).show();
    screen.step(held ? "全部成立" : "有不成立的", held ? "everything held" : "something did NOT hold");
  }

  private void open(Street street) throws Exception {
    screen.step("启动一体机（数据库、密钥、账户都是新的）", "starting the appliance, about 20 s");
    street.begin();
    street.appliance().awaitReady();
    screen.line("就绪 ready: " + street.appliance().url() + "/health/ready");
    screen.step("由控制台建立账户", "making accounts at the console");
    street.openAccounts();
    screen.line(String.join(" ", street.accounts()));
  }

  private void show(Street street) throws Exception {
    street.systems().forEach((id, system) -> screen.line(NAMES.get(id) + "  " + system.url()));
    open(street);
    TreeSet<String> cases = new TreeSet<>(enter(street));
    receipts(street, List.copyOf(cases));
    WarmUp warm = new WarmUp(street.rest("clerk"), street.soap("clerk"));
    screen.step("预热并测量本机能力", "warming up and measuring what this machine carries");
    int rate = warm.rate();
    screen.line(warm.perSecond() + " 件/秒 cases a second, delivered to three systems meanwhile");
    cases.addAll(warm.acknowledged());
    DemoSwap swap = new DemoSwap(screen, street, folder, rate);
    OpenLoop.Result load = swap.underLoad();
    cases.addAll(load.acknowledged());
    counted(street, cases, load, swap);
    books(street);
    screen.step(held ? "全部成立" : "有不成立的", held ? "everything held" : "something did NOT hold");
  }

  private List<String> enter(Street street) throws Exception {
    screen.step("录入临时救助（MZ-28），每件只录一次", "entering made-up cases, each once");
    People people = new People(LocalDate.now(BEIJING).toEpochDay());
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < EACH_WAY; i++) {
      Rest.Answer rest = street.rest("clerk").post("/cases", Entries.json(people.next(), 300_000));
      if (rest.status() != 201) {
        throw new IOException("REST refused a case: " + rest.status() + " " + rest.body());
      }
      numbers.add(rest.body().path("number").asText());
      screen.line(numbers.get(numbers.size() - 1) + "  REST");
      Soap.Answer soap = street.soap("clerk").submit(Entries.json(people.next(), 200_000));
      if (!soap.code().isEmpty() || soap.text("number").isEmpty()) {
        throw new IOException("SOAP refused a case: " + soap.code() + " " + soap.text("message"));
      }
      numbers.add(soap.text("number"));
      screen.line(numbers.get(numbers.size() - 1) + "  SOAP");
    }
    return numbers;
  }

  private void receipts(Street street, List<String> cases) throws Exception {
    screen.step("等待各系统的回执", "waiting for each system's own receipt");
    Rest clerk = street.rest("clerk");
    Map<String, Map<String, JsonNode>> deliveries = new LinkedHashMap<>();
    boolean all =
        Waiting.within(
            DELIVERED,
            () -> {
              for (String number : cases) {
                deliveries.put(number, deliveries(clerk, number));
              }
              return deliveries.values().stream().allMatch(Demo::delivered);
            });
    Tally tally = Tally.of(street);
    List<String> head = new ArrayList<>(List.of("办件 case"));
    street.systems().keySet().forEach(id -> head.add(NAMES.get(id)));
    List<List<String>> rows = new ArrayList<>();
    boolean same = true;
    for (String number : cases) {
      List<String> row = new ArrayList<>(List.of(number));
      for (String id : street.systems().keySet()) {
        JsonNode delivery = deliveries.get(number).get(id);
        String receipt = delivery == null ? "" : delivery.path("receipt").asText();
        boolean known = !receipt.isEmpty() && receipt.equals(tally.system(id).receipt(number));
        same &= known;
        String why = delivery == null ? "" : delivery.path("why").asText();
        row.add(known ? receipt + " ✓" : "✗ " + receipt + why);
      }
      rows.add(row);
    }
    screen.table(head, rows);
    held(all && same, "每件在三个系统都有回执，且与对方自己的记录一致 every receipt is in that system's own journal");
  }

  private static Map<String, JsonNode> deliveries(Rest rest, String number)
      throws IOException, InterruptedException {
    Map<String, JsonNode> bySystem = new TreeMap<>();
    Rest.Answer answer = rest.get("/deliveries?case=" + number);
    for (JsonNode delivery : answer.body().path("items")) {
      bySystem.put(delivery.path("system").asText(), delivery);
    }
    return bySystem;
  }

  private static boolean delivered(Map<String, JsonNode> bySystem) {
    return bySystem.size() == NAMES.size()
        && bySystem.values().stream().allMatch(d -> d.path("state").asText().equals("DELIVERED"));
  }

  private void counted(Street street, TreeSet<String> cases, OpenLoop.Result load, DemoSwap swap)
      throws Exception {
    screen.step("只按三个系统自己的记录清点", "counting from the systems' own journals alone");
    // The ledger only tells when counting makes sense; what is counted is not the ledger.
    Waiting.patiently(ALL_DELIVERED, () -> reconciled(street.rest("it")));
    Tally tally = Tally.of(street);
    List<List<String>> rows = new ArrayList<>();
    for (Tally.Journal journal : tally.systems().values()) {
      rows.add(
          List.of(
              NAMES.get(journal.id()),
              Integer.toString(cases.size()),
              Integer.toString(journal.created().size()),
              Integer.toString(journal.missing(cases).size()),
              Integer.toString(journal.twice().size()),
              Integer.toString(journal.attempts()),
              journal.clients().toString()));
    }
    screen.table(
        List.of("系统", "已受理 acknowledged", "已登记 held", "缺 lost", "重 twice", "次 sent", "来自 by"),
        rows);
    held(load.noneRefused(), "无一被拒、无一未答 none refused, none unanswered " + load.refusals());
    held(tally.exactlyOnce(cases), "每件在每个系统恰好一次 every case exactly once in every system");
    swap.judge(tally).forEach((what, holds) -> held(holds, what));
  }

  private void books(Street street) throws Exception {
    screen.step("对账与审计", "reconciliation and the audit trail");
    JsonNode book = book(street.rest("it"));
    for (JsonNode line : book.path("lines")) {
      screen.line(
          line.path("system").asText()
              + "  应投 expected "
              + line.path("expected").asLong()
              + "  台账 ledger "
              + line.path("sum").asLong()
              + "  "
              + line.path("states"));
    }
    held(book.path("balanced").asBoolean(), "对账相符 reconciliation balances");
    String trail = street.console("auditor", "hutong:audit-verify").strip();
    trail.lines().forEach(screen::line);
    held(true, "审计链完整 the audit chain holds");
  }

  private static JsonNode book(Rest rest) throws IOException, InterruptedException {
    LocalDate today = LocalDate.now(BEIJING);
    return rest.get(
            "/deliveries/reconciliation?from=" + today.minusDays(1) + "&to=" + today.plusDays(2))
        .body();
  }

  private static boolean reconciled(Rest rest) throws IOException, InterruptedException {
    for (JsonNode line : book(rest).path("lines")) {
      if (line.path("states").path("DELIVERED").asLong() != line.path("expected").asLong()) {
        return false;
      }
    }
    return true;
  }

  private void held(boolean holds, String what) {
    held &= holds;
    screen.check(holds, what);
  }

  private void stay(Street street) throws InterruptedException {
    String url = street.appliance().url();
    screen.step("一体机仍在运行", "the appliance stays up");
    screen.line("REST     " + url + "/api/v1/openapi.json");
    screen.line("SOAP     " + url + "/soap/v1/street?wsdl");
    screen.line("健康     " + url + "/health/ready");
    screen.line(
        "控制台   HUTONG_SSH_PORT="
            + sshPort
            + " "
            + street.appliance().home().resolve("bin/client")
            + " -u it");
    List<List<String>> accounts = new ArrayList<>();
    for (String account : street.accounts()) {
      accounts.add(List.of(account, street.password(account)));
    }
    screen.line("");
    screen.table(List.of("账户 account", "密码 password（只为本次演示 for this run only）"), accounts);
    screen.line("");
    screen.line(
        "curl -u clerk:" + street.password("clerk") + " '" + url + "/api/v1/deliveries?limit=5'");
    screen.line("按 Ctrl-C 或运行 ./demo --stop 停止。 Ctrl-C or ./demo --stop ends everything.");
    new CountDownLatch(1).await();
  }
}
