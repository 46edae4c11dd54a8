package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.Holdings.Holding;
import org.hutong.adapter.Unavailable;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.systems.Sources;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.delivery.HoldingsCheck.Difference;
import org.hutong.delivery.HoldingsCheck.Kind;
import org.hutong.delivery.HoldingsCheck.Line;
import org.hutong.delivery.HoldingsCheck.Standing;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.InvalidValue;
import org.jspecify.annotations.Nullable;

/**
 * Compares one system's list with the ledger. The list is read first and the ledger after it: what
 * the ledger says was delivered before the list began must stand in it.
 */
final class HoldingsRun {
  private static final int PAGE = 500;
  private static final int UNIT = 500;

  /** Clocks differ, and a system may take a case days after it was first sent. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final Duration LATER = Duration.ofDays(7);
  private static final String SENT =
      """
      SELECT case_id, case_number FROM delivery
       WHERE created_at >= ? AND created_at < ? AND system_id = ? AND operation = 'CREATE'
         AND state = 'DELIVERED'
       ORDER BY case_id
      """;

  private final Store store;
  private final CaseSource cases;
  private final Sources sources;
  private final Clock clock;
  private final int mostRecords;
  private final int mostDifferences;

  HoldingsRun(
      Store store,
      CaseSource cases,
      Sources sources,
      Clock clock,
      int mostRecords,
      int mostDifferences) {
    this.store = store;
    this.cases = cases;
    this.sources = sources;
    this.clock = clock;
    this.mostRecords = mostRecords;
    this.mostDifferences = mostDifferences;
  }

  /** What came of one system. */
  record Found(Line line, List<Difference> differences) {}

  private record Period(Instant from, Instant to) {
    boolean holds(@Nullable Instant at) {
      return at == null || !at.isBefore(from) && at.isBefore(to);
    }
  }

  /** The records by the case they name; those whose reference is none of ours only counted. */
  private record Listed(Map<String, List<Holding>> byCase, int records, int foreign, Instant at) {}

  /** A case that the ledger, or the list, has. */
  private record Candidate(String number, long id) {}

  Found compare(SystemDefinition system, LocalDate from, LocalDate to, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      Optional<Boolean> lists = sources.lists(system.id());
      if (lists.isEmpty()) {
        return not(system, Standing.FAILED, "系统未接入，或接入插件正在更换");
      }
      if (!lists.get()) {
        return not(system, Standing.CANNOT_LIST, "该系统没有可列出我方办件的接口或配置");
      }
      Period period =
          new Period(
              Instant.ofEpochMilli(Times.startOf(from)), Instant.ofEpochMilli(Times.startOf(to)));
      Period asked = new Period(period.from().minus(EARLIER), period.to().plus(LATER));
      Listed listed = list(system, asked, end);
      return compare(system, period, asked, listed);
    } catch (Unavailable e) {
      return not(system, Standing.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static Found not(SystemDefinition system, Standing standing, String why) {
    return new Found(new Line(system.id(), system.name(), standing, why, 0, 0, 0, 0), List.of());
  }

  private Listed list(SystemDefinition system, Period asked, long end) throws Unavailable {
    Instant began = clock.instant();
    Map<String, List<Holding>> byCase = new LinkedHashMap<>();
    int records = 0;
    int foreign = 0;
    Cursor after = null;
    do {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      Duration limit = system.limits().timeLimit();
      if (left.isNegative() || left.isZero()) {
        throw new Unavailable("在时限内没有列完，请缩短时段或放宽 holdings.minutes");
      }
      Holdings page =
          sources
              .holdings(
                  system.id(),
                  asked.from(),
                  asked.to(),
                  after,
                  PAGE,
                  left.compareTo(limit) < 0 ? left : limit)
              .orElseThrow(() -> new Unavailable("接入插件正在更换"));
      for (Holding holding : page.records()) {
        String number = caseNumber(holding.reference(), system.id());
        if (number == null) {
          foreign++;
        } else {
          byCase.computeIfAbsent(number, n -> new ArrayList<>(1)).add(holding);
        }
      }
      records += page.records().size();
      if (records > mostRecords) {
        throw new Unavailable("清单超过 " + mostRecords + " 条，请缩短时段或放宽 holdings.records");
      }
      if (page.next() != null && page.next().equals(after)) {
        throw new Unavailable("接入插件给出的清单没有前进");
      }
      after = page.next();
    } while (after != null);
    return new Listed(byCase, records, foreign, began);
  }

  /** Of a delivery key of ours, or of the bare number; null for anything else. */
  private static @Nullable String caseNumber(String reference, String system) {
    try {
      if (reference.indexOf('/') < 0) {
        return new DeliveryKey(reference, 1, system, org.hutong.kernel.Operation.CREATE)
            .caseNumber();
      }
      DeliveryKey key = DeliveryKey.parse(reference);
      return key.system().equals(system) ? key.caseNumber() : null;
    } catch (InvalidValue e) {
      return null;
    }
  }

  private Found compare(SystemDefinition system, Period period, Period asked, Listed listed) {
    Tally tally = new Tally(system.id());
    for (int i = 0; i < listed.foreign(); i++) {
      tally.add(new Difference(system.id(), null, Kind.UNKNOWN_REFERENCE, null, null));
    }
    Map<String, List<Holding>> left = new HashMap<>(listed.byCase());
    List<Candidate> sent = store.read(c -> sent(c, system.id(), period));
    for (int i = 0; i < sent.size(); i += UNIT) {
      List<Candidate> some = sent.subList(i, Math.min(sent.size(), i + UNIT));
      List<HeldCase> ledger = store.read(c -> ledger(c, some, system.id()));
      for (int j = 0; j < some.size(); j++) {
        List<Holding> held = left.remove(some.get(j).number());
        tally.judge(
            some.get(j).number(),
            ledger.get(j),
            held == null ? List.of() : held,
            listed.at(),
            asked.to());
      }
    }
    List<String> others = new ArrayList<>(left.keySet());
    for (int i = 0; i < others.size(); i += UNIT) {
      List<String> some = others.subList(i, Math.min(others.size(), i + UNIT));
      // Listed, and not first sent in the period: another period's, or not delivered at all.
      List<String> inPeriod =
          some.stream()
              .filter(number -> left.get(number).stream().anyMatch(h -> period.holds(h.at())))
              .toList();
      List<HeldCase> ledger = store.read(c -> others(c, inPeriod, system.id()));
      for (int j = 0; j < inPeriod.size(); j++) {
        if (ledger.get(j).newest().isEmpty()) {
          String number = inPeriod.get(j);
          tally.judge(number, ledger.get(j), left.get(number), listed.at(), Instant.MAX);
        }
      }
    }
    return tally.found(system, listed.records());
  }

  private static List<Candidate> sent(Connection connection, String system, Period period)
      throws SQLException {
    List<Candidate> sent = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(SENT)) {
      query.setLong(1, period.from().toEpochMilli());
      query.setLong(2, period.to().toEpochMilli());
      query.setString(3, system);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          sent.add(new Candidate(row.getString(2), row.getLong(1)));
        }
      }
    }
    return sent;
  }

  private static List<HeldCase> ledger(Connection connection, List<Candidate> of, String system)
      throws SQLException {
    List<HeldCase> ledger = new ArrayList<>();
    for (Candidate one : of) {
      ledger.add(HeldCase.of(connection, one.id(), system));
    }
    return ledger;
  }

  private List<HeldCase> others(Connection connection, List<String> numbers, String system)
      throws SQLException {
    List<HeldCase> ledger = new ArrayList<>();
    for (String number : numbers) {
      OptionalLong id = cases.find(connection, number);
      ledger.add(
          id.isEmpty() ? new HeldCase(List.of()) : HeldCase.of(connection, id.getAsLong(), system));
    }
    return ledger;
  }

  /** Counts, and names as many as are shown. */
  private final class Tally {
    private final String system;
    private final List<Difference> differences = new ArrayList<>();
    private long compared;
    private long undecided;
    private long differing;

    Tally(String system) {
      this.system = system;
    }

    void judge(
        String number, HeldCase ledger, List<Holding> held, Instant listedAt, Instant listedTo) {
      boolean tooLate = ledger.deliveredAt() >= millis(listedTo);
      if (ledger.moves(listedAt.toEpochMilli()) || held.isEmpty() && tooLate) {
        undecided++;
        return;
      }
      compared++;
      ledger
          .difference(held)
          .ifPresent(
              kind ->
                  add(
                      new Difference(
                          system,
                          number,
                          kind,
                          ledger.newest().map(HeldCase.Row::revision).orElse(null),
                          held.stream()
                              .map(Holding::revision)
                              .filter(revision -> revision > 0)
                              .findFirst()
                              .orElse(null))));
    }

    private static long millis(Instant at) {
      return at.equals(Instant.MAX) ? Long.MAX_VALUE : at.toEpochMilli();
    }

    void add(Difference difference) {
      differing++;
      if (differences.size() < mostDifferences) {
        differences.add(difference);
      }
    }

    Found found(SystemDefinition of, int records) {
      return new Found(
          new Line(
              of.id(), of.name(), Standing.COMPARED, null, records, compared, undecided, differing),
          differences);
    }
  }
}
