package org.hutong.harness.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hutong.harness.Appliance;
import org.hutong.harness.Waiting;
import org.hutong.harness.proof.FaultProxy.Mode;

/** One fault after another between the lanes and their systems, and within the machine. */
public final class Faults {
  private static final int CASES = 3;
  private static final String ONCE = "intake goes on, the others are delivered, once in effect";
  private static final Set<String> ALL = new TreeSet<>(FaultStreet.SYSTEMS);
  private static final Set<String> HTTP = new TreeSet<>(List.of("si-02", "si-07"));
  private static final Set<String> HUB = Set.of("si-07");
  private static final Set<String> AID = Set.of("si-02");

  private final PrintStream out;
  private final Path tarball;
  private final Path folder;
  private final Sheet sheet =
      new Sheet("Faults", "fault", "where", "promise", "struck", "meanwhile", "result");
  private final List<String> broken = new ArrayList<>();
  private FaultStreet street;

  /** Disturbs a street made from that tarball inside that folder. */
  public Faults(PrintStream out, Path tarball, Path folder) {
    this.out = out;
    this.tarball = tarball;
    this.folder = folder;
  }

  /** Does or undoes something. */
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  /** Sees whether a fault has struck. */
  @FunctionalInterface
  private interface Count {
    int now() throws Exception;
  }

  /** Goes through the faults; gives what did not hold. */
  public List<String> run(boolean machineToo) throws Exception {
    Path home = Appliance.unpack(tarball, folder.resolve("opt"));
    try (FaultStreet made = new FaultStreet(home, folder)) {
      street = made;
      street.start("");
      settled();
      onTheWire();
      fromTheSystem();
      if (machineToo) {
        inTheMachine();
      }
      List<String> wrong = street.wrong(street.given(0));
      wrong.forEach(each -> broken.add("at the end: " + each));
    }
    sheet.say("cases acknowledged in all: " + street.given());
    broken.forEach(each -> sheet.say("not held: " + each));
    return broken;
  }

  private void settled() throws Exception {
    street.enter(CASES);
    street.atRest();
  }

  private void onTheWire() throws Exception {
    wire("refuse 拒绝连接", ALL, Mode.REFUSE);
    wire("reset mid-answer 应答中断", ALL, Mode.RESET);
    wire("hang 无应答", ALL, Mode.HANG);
    wire("slow drip 逐字应答", ALL, Mode.DRIP);
    wire("truncated 应答残缺", ALL, Mode.TRUNCATE);
    wire("duplicated 请求重复", HTTP, Mode.DUPLICATE);
    canned("500", HTTP, "500 Internal Server Error", "Content-Type: text/html\r\n", "<html>");
    canned("429 with Retry-After", HTTP, "429 Too Many Requests", "Retry-After: 1\r\n", "");
    fault(
        "name lookup gone 域名无法解析",
        HUB,
        () -> {
          street.nameIs(false);
          street.proxy("si-07").cut();
        },
        () -> street.nameIs(true),
        () -> 1);
  }

  private void wire(String name, Set<String> systems, Mode mode) throws Exception {
    fault(
        name,
        systems,
        () -> {
          for (String system : systems) {
            street.proxy(system).set(mode);
          }
        },
        () -> pass(systems),
        () -> mode == Mode.REFUSE ? systems.size() : struckAll(systems));
  }

  private void canned(String name, Set<String> systems, String status, String head, String body)
      throws Exception {
    fault(
        name,
        systems,
        () -> {
          for (String system : systems) {
            street.proxy(system).answer(status, head, body);
          }
        },
        () -> pass(systems),
        () -> struckAll(systems));
  }

  private void pass(Set<String> systems) throws IOException {
    for (String system : systems) {
      street.proxy(system).set(Mode.PASS);
      // What hung in the old connections is cut, as when a cable is pulled and put back.
      street.proxy(system).cut();
    }
  }

  /** How often the fault struck; 0 as long as one of the systems was spared. */
  private int struckAll(Set<String> systems) {
    int sum = 0;
    for (String system : systems) {
      int struck = street.proxy(system).struck();
      if (struck == 0) {
        return 0;
      }
      sum += struck;
    }
    return sum;
  }

  private void fromTheSystem() throws Exception {
    fault(
        "business fault in a 200 业务拒绝(系统忙)",
        AID,
        () -> control("si-02", "{\"fault\":\"business\",\"times\":-1,\"code\":\"JZ101\"}"),
        () -> control("si-02", "{\"fault\":\"none\"}"),
        () -> struckBy("si-02"));
    fault(
        "schema drift 应答字段改名",
        HTTP,
        () -> {
          for (String system : HTTP) {
            control(system, "{\"fault\":\"schema-drift\",\"times\":-1}");
          }
        },
        () -> {
          for (String system : HTTP) {
            control(system, "{\"fault\":\"none\"}");
          }
        },
        () -> struckBy("si-02") * struckBy("si-07"));
    fault(
        "expired password 密码失效",
        HUB,
        () ->
            street
                .proxy("si-07")
                .answer("401 Unauthorized", "Content-Type: application/json\r\n", "{}"),
        () -> {
          pass(HUB);
          // A technician gives the new one; the lane tries again when it is told, or in minutes.
          street.street().console("it", "hutong:lane-pause si-07 password");
          street.street().console("it", "hutong:lane-resume si-07");
        },
        () -> street.proxy("si-07").struck());
  }

  private void control(String system, String json) throws IOException {
    street.street().system(system).control(json);
  }

  private int struckBy(String system) throws IOException {
    return street.street().system(system).state().path("struck").asInt();
  }

  /** A fault that leaves the appliance running. */
  private void fault(String name, Set<String> where, Step begin, Step end, Count struck)
      throws Exception {
    int from = street.given();
    begin.run();
    List<String> refused = street.enter(CASES);
    List<String> cases = street.given(from);
    boolean met =
        Waiting.within(
            Duration.ofSeconds(60), () -> struck.now() > 0 && notDelivered(cases, where));
    Set<String> others = new TreeSet<>(ALL);
    others.removeAll(where);
    boolean isolated = street.delivered(cases, others);
    Set<String> meanwhile = new TreeSet<>();
    for (String system : where) {
      meanwhile.addAll(street.states(cases, system));
    }
    int times = struck.now();
    end.run();
    List<String> wrong = new ArrayList<>();
    refused.forEach(each -> wrong.add("intake refused: " + each));
    add(wrong, !met, "the fault did not strike");
    add(wrong, !isolated, "the other systems waited");
    add(wrong, !street.atRest(), "not at rest within three minutes");
    wrong.addAll(street.wrong(cases));
    row(name, String.join(", ", where), ONCE, times, String.join(", ", meanwhile), wrong);
  }

  /** A duplicate takes its first answer, so being delivered is no sign that it did not strike. */
  private boolean notDelivered(List<String> cases, Set<String> where) throws Exception {
    for (String system : where) {
      Set<String> states = street.states(cases, system);
      if (states.equals(Set.of("WAITING")) || states.equals(Set.of("SENDING"))) {
        return false;
      }
    }
    return true;
  }

  private static void add(List<String> wrong, boolean is, String what) {
    if (is) {
      wrong.add(what);
    }
  }

  private void row(
      String name, String where, String promise, int struck, String meanwhile, List<String> wrong) {
    Set<String> brief = new LinkedHashSet<>(wrong);
    String result = brief.isEmpty() ? "held" : "BROKEN: " + String.join("; ", brief);
    sheet.row(name, where, promise, struck, meanwhile, result);
    out.println("  " + name + " — " + result + " (" + meanwhile + ")");
    wrong.forEach(each -> broken.add(name + ": " + each));
  }

  private void inTheMachine() throws Exception {
    halfWrittenWhileRunning();
    halfWrittenAtTheStart();
    locked();
  }

  private void halfWrittenWhileRunning() throws Exception {
    Path yaml = street.configOf("si-07").resolve("system.yaml");
    String whole = Files.readString(yaml);
    int from = street.given();
    Files.writeString(yaml, whole.substring(0, whole.length() / 2));
    Waiting.within(Duration.ofSeconds(3), () -> false);
    List<String> wrong = new ArrayList<>(street.enter(CASES));
    List<String> cases = street.given(from);
    add(wrong, !street.delivered(cases, ALL), "the old definition is not in force");
    Files.writeString(yaml, whole);
    add(wrong, !street.atRest(), "not at rest");
    wrong.addAll(street.wrong(cases));
    row(
        "half-written system.yaml, running 配置写到一半",
        "si-07",
        "the old definition stays in force until the next start",
        1,
        "DELIVERED",
        wrong);
  }

  private void halfWrittenAtTheStart() throws Exception {
    Path yaml = street.configOf("si-07").resolve("system.yaml");
    String whole = Files.readString(yaml);
    int from = street.given();
    street.street().appliance().kill();
    Files.writeString(yaml, whole.substring(0, whole.length() / 2));
    street.start("");
    List<String> wrong = new ArrayList<>(street.enter(CASES));
    List<String> cases = street.given(from);
    Set<String> others = Set.of("si-02", "si-04");
    add(wrong, !street.delivered(cases, others), "the other systems waited");
    Set<String> meanwhile = street.states(cases, "si-07");
    // A system's definition is read at the start.
    street.street().appliance().kill();
    Files.writeString(yaml, whole);
    street.start("");
    add(wrong, !street.delivered(cases, HUB), "not delivered once the file was whole");
    add(wrong, !street.atRest(), "not at rest");
    wrong.addAll(street.wrong(cases));
    row(
        "half-written system.yaml at the start",
        "si-07",
        "the others work; this one follows at the start with the whole file",
        1,
        String.join(", ", meanwhile),
        wrong);
  }

  /** Somebody else's process holds the database's lock when the appliance starts. */
  private void locked() throws Exception {
    Appliance appliance = street.street().appliance();
    int from = street.given();
    List<String> wrong = new ArrayList<>();
    appliance.kill();
    Path lock = lockFile(appliance.data());
    String meanwhile;
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      street.street().begin();
      Waiting.within(Duration.ofSeconds(60), () -> appliance.status("/health/live") == 200);
      Waiting.within(Duration.ofSeconds(5), () -> appliance.status("/health/ready") == 200);
      int ready = appliance.status("/health/ready");
      meanwhile = "ready " + ready + ", lock " + (held.isValid() ? "held" : "gone");
      add(wrong, ready == 200, "ready although the database is somebody else's");
      add(wrong, street.enter(1).isEmpty(), "a case was taken");
    }
    if (!Waiting.within(Duration.ofSeconds(90), () -> appliance.status("/health/ready") == 200)) {
      add(wrong, true, "not ready within 90 s after the lock was given back");
      appliance.kill();
      street.street().begin();
    }
    appliance.awaitReady();
    wrong.addAll(street.enter(CASES));
    List<String> cases = street.given(from);
    add(wrong, !street.atRest(), "not at rest");
    wrong.addAll(street.wrong(cases));
    row(
        "database locked 数据库被占用",
        "Derby",
        "no case is taken, red health; goes on by itself once it is free",
        1,
        meanwhile,
        wrong);
  }

  private static Path lockFile(Path data) throws IOException {
    try (var files = Files.walk(data)) {
      return files
          .filter(file -> file.endsWith("dbex.lck"))
          .findFirst()
          .orElseThrow(() -> new IOException("Derby's lock is not under " + data));
    }
  }

  /** The table. */
  List<Sheet> sheets() {
    return List.of(sheet);
  }

  /** Prints the table. */
  public void print() {
    sheet.print(out);
  }
}
