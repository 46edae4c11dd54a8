package org.hutong.harness.proof;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hutong.harness.Ports;
import org.hutong.harness.Street;
import org.hutong.harness.Tally;

/**
 * One street that is struck again and again under constant intake, and then counted in the systems'
 * own journals.
 */
final class Campaign {
  private static final Duration DRAIN = Duration.ofMinutes(6);
  private static final int EXTRA = 10;

  /** More than twice as long as {@link Aim} makes a system take. */
  private static final String SETTLE_SECONDS = "10";

  /** What stands under the tables of those who strike such a street. */
  static final String STREET =
      "si-02 acts on a number as often as it is sent (--no-dedup), and its definition says so"
          + " (resendIsSafe: false); in si-04 (UNIQUE) and si-07 (Idempotency-Key) a second send"
          + " of the same leaves no second effect";

  private final PrintStream out;
  private final Street street;
  private final Blow blow;
  private final Traces traces;
  private final Random random;
  private final Aim aim;
  private final List<Struck> struck = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  Campaign(PrintStream out, Street street, Blow blow, Path folder, long seed) {
    this.out = out;
    this.street = street;
    this.blow = blow;
    this.random = new Random(seed);
    this.traces = new Traces(street);
    this.aim = new Aim(street, folder, random);
  }

  /** A street in which a second send to si-02 is a second effect, so that it can be counted. */
  static Street street(Path home, Path folder) throws Exception {
    Street street = Street.prepare(home, folder, Ports.free(), Ports.free(), List.of("--no-dedup"));
    street
        .appliance()
        .with("HUTONG_SI02_RESEND_IS_SAFE", "false")
        .with("HUTONG_SI02_SETTLE_SECONDS", SETTLE_SECONDS);
    return street;
  }

  /**
   * One blow.
   *
   * @param open requests that were open
   * @param acknowledged how many had been acknowledged in all before it
   */
  private record Struck(
      Phase aimed,
      int open,
      int sending,
      boolean swapping,
      int acknowledged,
      double readySeconds) {}

  /** After a blow the appliance did not come back. */
  static final class NotReady extends Exception {
    private static final long serialVersionUID = 1L;

    NotReady(int blow, IllegalStateException why) {
      super("not ready again after blow " + blow + ": " + why.getMessage(), why);
    }
  }

  /**
   * What a campaign came to.
   *
   * @param phases how many blows fell in each phase, by evidence
   * @param missed what an aim waited for in vain
   * @param faults what did not hold; empty when all did
   */
  record Verdict(
      List<Line> lines,
      Map<Phase, Integer> phases,
      int acknowledged,
      int unanswered,
      int wholeWithoutAnswer,
      int changes,
      List<String> missed,
      List<String> faults) {
    /** That, and what an aim waited for in vain. */
    List<String> all() {
      return Stream.concat(missed.stream(), faults.stream()).toList();
    }
  }

  /** The phases in which no blow fell, each as a fault. */
  static List<String> without(Set<Phase> hit) {
    Set<Phase> missing = EnumSet.allOf(Phase.class);
    missing.removeAll(hit);
    return missing.stream().map(phase -> "no blow fell in the phase " + phase.shown()).toList();
  }

  /** One blow as the table shows it. */
  record Line(
      int number,
      Phase aimed,
      Set<Phase> hit,
      int open,
      int sending,
      int receipts,
      int acknowledged,
      double readySeconds,
      String result) {}

  Verdict run(int blows, int perSecond, Set<Phase> wanted) throws Exception {
    Follower follower = new Follower(street.rest("hub")).start();
    Intake intake = new Intake(street, perSecond).start();
    try {
      List<Phase> phases = List.copyOf(wanted);
      for (int i = 0; i < blows + EXTRA && (i < blows || swapMissing(wanted)); i++) {
        Phase aimed = i < blows ? phases.get(i % phases.size()) : Phase.SWAP;
        struck.add(once(i, aimed, intake));
      }
      intake.end();
      Aim.quiet(street, DRAIN);
      return judge(intake, follower);
    } finally {
      intake.end();
      follower.end();
    }
  }

  /** Only this phase may end before the blow falls; the others are held until it does. */
  private boolean swapMissing(Set<Phase> wanted) {
    return wanted.contains(Phase.SWAP) && struck.stream().noneMatch(Struck::swapping);
  }

  private Struck once(int number, Phase aimed, Intake intake) throws Exception {
    try {
      aim.at(aimed, intake);
    } catch (IllegalStateException e) {
      missed.add("blow " + (number + 1) + " at " + aimed.shown() + ": " + e.getMessage());
      out.println("  AIM MISSED: " + missed.get(missed.size() - 1));
    }
    int open = intake.open();
    street.appliance().kill();
    int acknowledged = intake.acknowledged().size();
    // Before anything else: a system that was slow acts in the meantime.
    traces.before(number);
    boolean swapping = Aim.swapPending(street);
    blow.strike(street.appliance());
    aim.clear();
    intake.goOn();
    long begin = System.nanoTime();
    street.begin();
    try {
      street.appliance().awaitReady();
    } catch (IllegalStateException e) {
      throw new NotReady(number + 1, e);
    }
    double ready = (System.nanoTime() - begin) / 1e9;
    Struck one = new Struck(aimed, open, traces.sending(number), swapping, acknowledged, ready);
    out.printf(
        "  %3d  %-8s open %d, sending %d, swapping %s, acknowledged so far %d, ready again in %.1f s%n",
        number + 1,
        aimed.name().toLowerCase(java.util.Locale.ROOT),
        open,
        one.sending(),
        swapping,
        acknowledged,
        ready);
    return one;
  }

  private Verdict judge(Intake intake, Follower follower) throws Exception {
    Map<Integer, Integer> receipts = traces.receiptsLost();
    List<String> inOrder = intake.acknowledged();
    Set<String> acknowledged = new TreeSet<>(inOrder);
    List<String> faults = new ArrayList<>();
    if (acknowledged.size() != inOrder.size()) {
      faults.add("a case number was given twice");
    }
    Tally tally = Tally.with(street, acknowledged);
    Map<String, Set<String>> created = new LinkedHashMap<>();
    tally.systems().forEach((id, journal) -> created.put(id, journal.created().keySet()));
    tally
        .systems()
        .forEach(
            (id, journal) -> {
              journal.missing(acknowledged).forEach(c -> faults.add("lost in " + id + ": " + c));
              journal.twice().forEach(c -> faults.add("twice in " + id + ": " + c));
            });
    Traces.half(created).forEach(each -> faults.add("half there: " + each));
    Set<String> anywhere = new TreeSet<>(acknowledged);
    created.values().forEach(anywhere::addAll);
    Follower.Verdict feed = follower.judge(anywhere);
    faults.addAll(feed.faults());
    Set<String> whole = new TreeSet<>(created.values().iterator().next());
    whole.removeAll(acknowledged);
    List<Line> lines = lines(inOrder, receipts, faults);
    Map<Phase, Integer> phases = new EnumMap<>(Phase.class);
    lines.forEach(line -> line.hit().forEach(phase -> phases.merge(phase, 1, Integer::sum)));
    return new Verdict(
        lines,
        phases,
        acknowledged.size(),
        intake.unanswered(),
        whole.size(),
        feed.changes(),
        missed,
        faults);
  }

  private List<Line> lines(
      List<String> inOrder, Map<Integer, Integer> receipts, List<String> faults) {
    List<Line> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < struck.size(); i++) {
      Struck one = struck.get(i);
      int lost = receipts.getOrDefault(i, 0);
      Set<Phase> hit = EnumSet.noneOf(Phase.class);
      add(hit, Phase.COMMIT, one.open() > 0);
      add(hit, Phase.SEND, one.sending() > 0);
      add(hit, Phase.RECEIPT, lost > 0);
      add(hit, Phase.SWAP, one.swapping());
      add(hit, Phase.IDLE, hit.isEmpty() && one.aimed() == Phase.IDLE);
      List<String> since = inOrder.subList(from, one.acknowledged());
      from = one.acknowledged();
      lines.add(
          new Line(
              i + 1,
              one.aimed(),
              hit,
              one.open(),
              one.sending(),
              lost,
              since.size(),
              one.readySeconds(),
              result(since, faults)));
    }
    return lines;
  }

  private static String result(List<String> cases, List<String> faults) {
    if (cases.isEmpty()) {
      return "none at stake";
    }
    boolean good = faults.stream().noneMatch(f -> cases.stream().anyMatch(f::contains));
    return good ? "once in each" : "BROKEN";
  }

  private static void add(Set<Phase> hit, Phase phase, boolean holds) {
    if (holds) {
      hit.add(phase);
    }
  }
}
