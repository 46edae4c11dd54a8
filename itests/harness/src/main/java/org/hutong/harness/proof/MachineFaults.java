package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hutong.harness.Appliance;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;
import org.hutong.harness.proof.FaultProxy.Mode;

/** Faults of the machine that the appliance runs on: its clock, its disk, its files. */
final class MachineFaults {
  private static final int CASES = 3;
  private static final int BELOW_THE_FLOOR_MIB = 300;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);
  private static final String HUB = "si-07";
  private static final Set<String> ALL = new TreeSet<>(FaultStreet.SYSTEMS);
  private static final String CLOCK = "clock jumps a day ahead and back 时钟跳变";
  private static final String CLOCK_PROMISE =
      "intake goes on, what was to be tried again is, once in effect";
  private static final String DISK = "disk full 磁盘已满";
  private static final String HALF_RUNNING = "half-written system.yaml, running 配置写到一半";
  private static final String HALF_START = "half-written system.yaml at the start";
  private static final String LOCKED = "database locked 数据库被占用";
  private static final String DISK_PROMISE =
      "below the floor 503 STORAGE_LOW; when full nothing acknowledged is lost; goes on by itself";

  private final FaultStreet street;
  private final FaultBook book;

  MachineFaults(FaultStreet street, FaultBook book) {
    this.street = street;
    this.book = book;
  }

  /** Makes one fault and sees what comes of it. */
  @FunctionalInterface
  private interface Run {
    void now() throws Exception;
  }

  void whileItRuns() throws Exception {
    one(CLOCK, this::clockJumps);
  }

  void further() throws Exception {
    one(HALF_RUNNING, this::halfWrittenWhileRunning);
    one(DISK, this::diskFull);
    one(HALF_START, this::halfWrittenAtTheStart);
    one(LOCKED, this::locked);
  }

  private void one(String name, Run run) throws Exception {
    if (book.wants(name)) {
      run.now();
    }
  }

  private void clockJumps() throws Exception {
    if (!street.clockMoves()) {
      book.skipped(CLOCK, "machine", CLOCK_PROMISE, "no C compiler here");
      return;
    }
    int from = street.given();
    List<String> wrong = new ArrayList<>();
    street.clock(DAY);
    wrong.addAll(street.enter(CASES));
    FaultBook.add(wrong, !isAhead(from, Duration.ofMillis(DAY)), "the clock did not go ahead");
    FaultBook.add(wrong, !street.delivered(street.given(from), ALL), "not delivered a day ahead");
    street.proxy(HUB).answer("429 Too Many Requests", "Retry-After: 5\r\n", "");
    int waiting = street.given();
    wrong.addAll(street.enter(CASES));
    boolean waits =
        Waiting.within(
            Duration.ofSeconds(30),
            () -> street.states(street.given(waiting), HUB).contains("RETRYING"));
    FaultBook.add(wrong, !waits, "nothing waited for its time when the clock went back");
    Set<String> meanwhile = street.states(street.given(waiting), HUB);
    street.clock(0);
    street.proxy(HUB).set(Mode.PASS);
    int back = street.given();
    wrong.addAll(street.enter(CASES));
    FaultBook.add(wrong, !isAhead(back, Duration.ZERO), "the clock did not go back");
    FaultBook.add(wrong, !street.atRest(), "three minutes after the jump back some still wait");
    wrong.addAll(street.wrong(street.given(from)));
    book.row(CLOCK, "machine", CLOCK_PROMISE, 2, String.join(", ", meanwhile), wrong);
  }

  /** Whether the cases from this one on were registered by a clock so far ahead of ours. */
  private boolean isAhead(int from, Duration expected) throws Exception {
    List<String> cases = street.given(from);
    for (String number : cases) {
      Duration difference = street.ahead(number).minus(expected).abs();
      if (difference.compareTo(CLOCK_TOLERANCE) > 0) {
        return false;
      }
    }
    return !cases.isEmpty();
  }

  private void diskFull() throws Exception {
    SmallDisk disk = street.disk();
    if (!disk.why().isEmpty()) {
      book.skipped(DISK, "HUTONG_DATA", DISK_PROMISE, disk.why());
      return;
    }
    int from = street.given();
    street.proxy(HUB).set(Mode.REFUSE);
    List<String> wrong = new ArrayList<>(street.enter(CASES));
    disk.fill(BELOW_THE_FLOOR_MIB);
    Set<String> told = new TreeSet<>();
    boolean refused = Waiting.within(Duration.ofSeconds(20), () -> told.addAll(street.enter(1)));
    FaultBook.add(wrong, !refused, "taken below the floor");
    FaultBook.add(wrong, refused && !told.contains("HTTP 503 STORAGE_LOW"), "told " + told);
    disk.fill(0);
    // The lanes go on and try to write down what comes of it: all of it, or as far as they come.
    street.proxy(HUB).set(Mode.PASS);
    street.proxy(HUB).cut();
    List<String> waiting = street.given(from);
    boolean sent =
        Waiting.within(
            Duration.ofSeconds(10),
            () -> Tally.of(street.street()).system(HUB).missing(waiting).isEmpty());
    told.add(sent ? "sent while full" : "not all sent while full");
    FaultBook.add(wrong, street.enter(1).isEmpty(), "taken on a full disk");
    disk.makeRoom();
    boolean open = Waiting.patiently(Duration.ofSeconds(60), () -> street.enter(1).isEmpty());
    FaultBook.add(wrong, !open, "no case is taken 60 s after there is room again");
    if (!open) {
      street.street().appliance().kill();
      street.start("");
      told.add("started again");
    }
    wrong.addAll(street.enter(CASES));
    FaultBook.add(wrong, !street.atRest(), "not at rest within three minutes");
    wrong.addAll(street.wrong(street.given(from)));
    book.row(DISK, "HUTONG_DATA", DISK_PROMISE, 2, String.join(", ", told), wrong);
  }

  private void halfWrittenWhileRunning() throws Exception {
    Path yaml = street.configOf(HUB).resolve("system.yaml");
    Path log = street.street().appliance().data().resolve("log/hutong.log");
    String whole = Files.readString(yaml);
    int from = street.given();
    int before = Files.readString(log).length();
    Files.writeString(yaml, whole.substring(0, whole.length() / 2));
    boolean read =
        Waiting.within(
            Duration.ofSeconds(30),
            () -> {
              String now = Files.readString(log);
              return now.substring(Math.min(before, now.length()))
                  .matches("(?s).*(system.yaml|former definition).*");
            });
    List<String> wrong = new ArrayList<>(street.enter(CASES));
    List<String> cases = street.given(from);
    FaultBook.add(wrong, !read, "the half-written file was not read");
    FaultBook.add(wrong, !street.delivered(cases, ALL), "the old definition is not in force");
    Files.writeString(yaml, whole);
    FaultBook.add(wrong, !street.atRest(), "not at rest");
    wrong.addAll(street.wrong(cases));
    book.row(
        HALF_RUNNING,
        HUB,
        "it is read and refused with its reason; the old definition stays in force",
        1,
        "DELIVERED",
        wrong);
  }

  private void halfWrittenAtTheStart() throws Exception {
    Path yaml = street.configOf(HUB).resolve("system.yaml");
    String whole = Files.readString(yaml);
    int from = street.given();
    street.street().appliance().kill();
    Files.writeString(yaml, whole.substring(0, whole.length() / 2));
    street.start("");
    List<String> wrong = new ArrayList<>(street.enter(CASES));
    List<String> cases = street.given(from);
    Set<String> others = Set.of("si-02", "si-04");
    FaultBook.add(wrong, !street.delivered(cases, others), "the other systems waited");
    Set<String> meanwhile = street.states(cases, HUB);
    Files.writeString(yaml, whole);
    FaultBook.add(
        wrong, !street.delivered(cases, Set.of(HUB)), "not delivered once the file was whole");
    FaultBook.add(wrong, !street.atRest(), "not at rest");
    wrong.addAll(street.wrong(cases));
    book.row(
        HALF_START,
        HUB,
        "the others work; this one follows by itself when the file is whole",
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
      FaultBook.add(wrong, ready == 200, "ready although the database is somebody else's");
      FaultBook.add(wrong, street.enter(1).isEmpty(), "a case was taken");
    }
    if (!Waiting.within(Duration.ofSeconds(90), () -> appliance.status("/health/ready") == 200)) {
      FaultBook.add(wrong, true, "not ready within 90 s after the lock was given back");
      appliance.kill();
      street.street().begin();
    }
    appliance.awaitReady();
    wrong.addAll(street.enter(CASES));
    List<String> cases = street.given(from);
    FaultBook.add(wrong, !street.atRest(), "not at rest");
    wrong.addAll(street.wrong(cases));
    book.row(
        LOCKED,
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
}
