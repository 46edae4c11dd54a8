package org.hutong.harness.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
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
  private static final String DELIVERED = "DELIVERED";
  private static final String WAITING = "WAITING";

  private final Path tarball;
  private final Path folder;
  private final FaultBook book;
  private FaultStreet street;

  /** Disturbs a street made from that tarball inside that folder. */
  public Faults(PrintStream out, Path tarball, Path folder) {
    this(out, tarball, folder, "");
  }

  /** The same, but only with the faults that have these words in their name. */
  public Faults(PrintStream out, Path tarball, Path folder, String only) {
    this.book = new FaultBook(out, only);
    this.tarball = tarball;
    this.folder = folder;
  }

  /** Does or undoes something. */
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  /** How often a fault has struck since it began; 0 as long as one of its systems was spared. */
  @FunctionalInterface
  private interface Count {
    int now(List<String> cases) throws Exception;
  }

  /**
   * Goes through the faults; gives what did not hold.
   *
   * @param all also those of the disk and of the files, for which it may have to be started again
   */
  public List<String> run(boolean all) throws Exception {
    Path home = Appliance.unpack(tarball, folder.resolve("opt"));
    try (FaultStreet made = new FaultStreet(home, folder)) {
      street = made;
      street.start("");
      settled();
      onTheWire();
      fromTheSystem();
      MachineFaults machine = new MachineFaults(street, book);
      machine.whileItRuns();
      if (all) {
        machine.further();
      }
      street.wrong(street.given(0)).forEach(each -> book.broken("at the end: " + each));
    }
    return book.end(street.given());
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
        cases -> turnedAway(cases, HUB));
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
        cases -> mode == Mode.REFUSE ? turnedAway(cases, systems) : struckAll(systems));
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
        cases -> struckAll(systems));
  }

  private void pass(Set<String> systems) throws IOException {
    for (String system : systems) {
      street.proxy(system).set(Mode.PASS);
      // What hung in the old connections is cut, as when a cable is pulled and put back.
      street.proxy(system).cut();
    }
  }

  private int struckAll(Set<String> systems) {
    return all(systems, system -> street.proxy(system).struck());
  }

  /**
   * Where nobody is there to count, how many of these deliveries were tried and have not arrived; 0
   * as soon as one has, because then the way was open.
   */
  private int turnedAway(List<String> cases, Set<String> systems) throws Exception {
    Map<String, Integer> tried = new TreeMap<>();
    for (String system : systems) {
      int sum = 0;
      for (String number : cases) {
        Set<String> states = street.states(List.of(number), system);
        if (states.contains(DELIVERED)) {
          return 0;
        }
        sum += states.equals(Set.of(WAITING)) ? 0 : 1;
      }
      tried.put(system, sum);
    }
    return all(systems, tried::get);
  }

  private static int all(Set<String> systems, ToIntFunction<String> count) {
    int[] each = systems.stream().mapToInt(count).toArray();
    return Arrays.stream(each).allMatch(n -> n > 0) ? Arrays.stream(each).sum() : 0;
  }

  private void fromTheSystem() throws Exception {
    fault(
        "business fault in a 200 业务拒绝(系统忙)",
        AID,
        () -> control("si-02", "{\"fault\":\"business\",\"times\":-1,\"code\":\"JZ101\"}"),
        () -> control("si-02", "{\"fault\":\"none\"}"),
        struckFromNow(AID));
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
        struckFromNow(HTTP));
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
        cases -> struckAll(HUB));
  }

  private void control(String system, String json) throws IOException {
    street.street().system(system).control(json);
  }

  /** A system counts the faults of its whole life. */
  private Count struckFromNow(Set<String> systems) throws IOException {
    Map<String, Integer> before = new TreeMap<>();
    for (String system : systems) {
      before.put(system, struckBy(system));
    }
    return cases -> {
      Map<String, Integer> now = new TreeMap<>();
      for (String system : systems) {
        now.put(system, struckBy(system) - before.get(system));
      }
      return all(systems, now::get);
    };
  }

  private int struckBy(String system) throws IOException {
    return street.street().system(system).state().path("struck").asInt();
  }

  /** A fault that leaves the appliance running. */
  private void fault(String name, Set<String> where, Step begin, Step end, Count struck)
      throws Exception {
    if (!book.wants(name)) {
      return;
    }
    int from = street.given();
    begin.run();
    List<String> refused = street.enter(CASES);
    List<String> cases = street.given(from);
    boolean met =
        Waiting.within(Duration.ofSeconds(60), () -> struck.now(cases) > 0 && tried(cases, where));
    Set<String> others = new TreeSet<>(ALL);
    others.removeAll(where);
    boolean isolated = street.delivered(cases, others);
    Set<String> meanwhile = new TreeSet<>();
    for (String system : where) {
      meanwhile.addAll(street.states(cases, system));
    }
    int times = struck.now(cases);
    end.run();
    List<String> wrong = new ArrayList<>();
    refused.forEach(each -> wrong.add("intake refused: " + each));
    FaultBook.add(wrong, !met || times == 0, "the fault did not strike");
    FaultBook.add(wrong, !isolated, "the other systems waited");
    FaultBook.add(wrong, !street.atRest(), "not at rest within three minutes");
    wrong.addAll(street.wrong(cases));
    book.row(name, String.join(", ", where), ONCE, times, String.join(", ", meanwhile), wrong);
  }

  /** Whether each system was sent something that has come to something. */
  private boolean tried(List<String> cases, Set<String> where) throws Exception {
    for (String system : where) {
      Set<String> states = street.states(cases, system);
      states.removeAll(Set.of(WAITING, "SENDING"));
      if (states.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** How many faults were made. */
  int made() {
    return book.made();
  }

  /** How many this machine did not let be made. */
  int skipped() {
    return book.skipped();
  }

  /** The table. */
  List<Sheet> sheets() {
    return List.of(book.sheet());
  }

  /** Prints the table. */
  public void print() {
    book.print();
  }
}
