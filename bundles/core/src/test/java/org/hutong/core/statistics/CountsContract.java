package org.hutong.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.statistics.CountedStreet.ADMIN;
import static org.hutong.core.statistics.CountedStreet.DISPATCHER;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.core.store.Times;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.statistics.CaseCounts.Row;
import org.hutong.statistics.CountQuery;
import org.hutong.statistics.RecordScore;
import org.hutong.statistics.Recount;
import org.hutong.statistics.StateCounts;
import org.hutong.statistics.StateCounts.InState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The counters are what SQL over the cases and their history gives, after whatever happened. */
abstract class CountsContract {
  private static final List<String> COMMUNITIES =
      List.of("110102014001", "110102014002", "110102014003");
  private static final List<String> CHANNELS = List.of("WINDOW", "STATION", "PHONE");
  private static final List<String> ACTIONS =
      List.of(
          "accept",
          "refuse",
          "approve",
          "approve",
          "approve",
          "complete",
          "complete",
          "deny",
          "suspend",
          "resume",
          "withdraw",
          "terminate",
          "archive",
          "sendBack");
  private static final List<String> MONTHS = List.of("2016-08", "2016-09", "2016-10", "2016-11");

  abstract CountedStreet street();

  @Test
  void everyFigureIsWhatSqlGivesAfterRandomHistories() throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      live(new Random(seed));
      for (String month : MONTHS) {
        compare(month, "item", "f.item_scheme || '/' || f.item_code");
        compare(month, "community", "COALESCE(f.community, '')");
        compare(month, "channel", "f.channel");
        records(month);
        states(month, "item", "f.item_scheme || '/' || f.item_code");
        states(month, "community", "COALESCE(f.community, '')");
        states(month, "channel", "f.channel");
      }
      states(null, "item", "f.item_scheme || '/' || f.item_code");
      states(null, "month", "''");
      Recount recount = street().statistics.recount(ADMIN, false);
      assertThat(recount.differences()).as("seed " + seed).isEmpty();
      assertThat(recount.counters()).isPositive();
    }
  }

  /** Enters, acts and corrects at random, over the ends of months in Beijing. */
  private void live(Random random) {
    CountedStreet street = street();
    Instant now = Instant.parse("2016-08-31T15:50:00Z");
    List<Case> open = new ArrayList<>();
    List<String> items = List.copyOf(street.samples.keySet());
    for (int i = 0; i < 150; i++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(i % 10 == 0 ? 4_000 : 40)));
      street.clock.at(now);
      if (open.size() < 4 || random.nextInt(3) == 0) {
        Map<String, Object> body = street.sample(items.get(random.nextInt(items.size())));
        body.put("channel", CHANNELS.get(random.nextInt(CHANNELS.size())));
        place(body, random);
        if (random.nextInt(4) == 0) {
          body.put("materials", List.of()); // stays registered where a material is required
        }
        open.add(street.enter(body));
        continue;
      }
      int which = random.nextInt(open.size());
      Case file = open.remove(which);
      Set<CaseState> gone =
          Set.of(
              CaseState.ARCHIVED,
              CaseState.WITHDRAWN,
              CaseState.TERMINATED,
              CaseState.NOT_ACCEPTED);
      if (random.nextInt(4) == 0 && !gone.contains(file.state())) {
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("channel", CHANNELS.get(random.nextInt(CHANNELS.size())));
        patch.put("subject", Map.of("community", community(random)));
        open.add(street.correct(file, patch));
        continue;
      }
      List<String> possible =
          ACTIONS.stream()
              .filter(file.allowedActions()::contains)
              .filter(a -> !a.equals("accept") || file.gaps().isEmpty())
              .toList();
      if (!possible.isEmpty()) {
        open.add(tried(file, possible.get(random.nextInt(possible.size()))));
      }
    }
  }

  /** As it was, where a material that may follow later has not followed yet. */
  private Case tried(Case file, String action) {
    try {
      return street().act(file, action);
    } catch (Refused refused) {
      assertThat(refused.code()).isEqualTo(Code.CASE_MATERIAL_MISSING);
      return file;
    }
  }

  private static Map<String, Object> community(Random random) {
    return Map.of(
        "scheme", "stat-2022", "code", COMMUNITIES.get(random.nextInt(COMMUNITIES.size())));
  }

  private static void place(Map<String, Object> body, Random random) {
    CountedStreet.in(body, "subject").put("community", community(random));
  }

  private void compare(String month, String by, String code) {
    Map<String, Row> rows = new TreeMap<>();
    street().by(DISPATCHER, by, month).rows().forEach(r -> rows.put(r.code(), r));
    figure(rows, Row::registered, sql(code, "f.registered_at", "1 = 1", month));
    figure(rows, Row::accepted, sql(code, "f.accepted_at", "1 = 1", month));
    figure(rows, Row::granted, event(code, "complete", "1 = 1", month));
    figure(rows, Row::denied, event(code, "deny", "1 = 1", month));
    figure(rows, Row::notAccepted, event(code, "refuse", "1 = 1", month));
    figure(rows, Row::withdrawn, event(code, "withdraw", "1 = 1", month));
    figure(rows, Row::terminated, event(code, "terminate", "1 = 1", month));
    Map<String, Long> late = event(code, "complete", "f.due_status = 'OVERDUE'", month);
    event(code, "deny", "f.due_status = 'OVERDUE'", month)
        .forEach((k, n) -> late.merge(k, n, Long::sum));
    figure(rows, Row::overdue, late);
    Map<String, Long> met = event(code, "complete", "f.due_status = 'MET'", month);
    event(code, "deny", "f.due_status = 'MET'", month)
        .forEach((k, n) -> met.merge(k, n, Long::sum));
    figure(rows, Row::onTime, met);
  }

  /** Each row, and the total over all of them. */
  private void states(@Nullable String month, String by, String code) {
    StateCounts counts = street().states(DISPATCHER, by, month);
    Map<String, Long> counted = new TreeMap<>();
    for (StateCounts.Row row : counts.rows()) {
      assertThat(row.states()).extracting(InState::state).containsExactly(CaseState.values());
      assertThat(row.states().stream().mapToLong(InState::cases).sum()).isEqualTo(row.cases());
      String rest = by.equals("month") ? "" : row.code();
      row.states().forEach(s -> counted.merge(rest + " " + s.state(), s.cases(), Long::sum));
    }
    counted.values().removeIf(n -> n == 0);
    String stated = code + " || ' ' || f.state";
    String period = month == null ? "2016" : month;
    assertThat(counted).isEqualTo(sql(stated, "f.registered_at", "1 = 1", period));
    Map<String, Long> total = new TreeMap<>();
    counts.total().states().forEach(s -> total.put(s.state().name(), s.cases()));
    total.values().removeIf(n -> n == 0);
    assertThat(total).isEqualTo(sql("f.state", "f.registered_at", "1 = 1", period));
  }

  /** By unit: what ended in the month, and of it what a person handled. */
  private void records(String month) {
    Map<String, Long> records = new TreeMap<>();
    Map<String, Long> action = new TreeMap<>();
    for (RecordScore.Row row : street().statistics.records(DISPATCHER, month).rows()) {
      assertThat(row.month()).isEqualTo(month);
      assertThat(row.result()).isEqualTo(row.records());
      assertThat(row.target()).isEqualTo(row.records());
      assertThat(row.whole()).isEqualTo(row.action());
      assertThat((long) row.score()).isEqualTo(row.whole() * 100 / row.records());
      records.put(row.unit(), row.records());
      action.put(row.unit(), row.action());
    }
    action.values().removeIf(n -> n == 0);
    String ends =
        "SELECT f.unit, COUNT(*) FROM case_event e JOIN case_file f ON f.id = e.case_id WHERE"
            + " e.what IN ('complete', 'deny', 'refuse', 'withdraw', 'terminate')"
            + " AND e.at_ms >= ? AND e.at_ms < ?";
    String handled =
        " AND EXISTS (SELECT 1 FROM case_event a WHERE a.case_id = f.id AND a.what IN ('refuse',"
            + " 'requireCorrection', 'approve', 'deny', 'sendBack', 'contest', 'determine',"
            + " 'transfer', 'suspend', 'resume', 'complete', 'terminate'))";
    assertThat(records).isEqualTo(run(ends + " GROUP BY f.unit", month));
    assertThat(action).isEqualTo(run(ends + handled + " GROUP BY f.unit", month));
  }

  private static void figure(
      Map<String, Row> rows, Function<Row, Long> figure, Map<String, Long> expected) {
    Map<String, Long> counted = new TreeMap<>();
    rows.forEach(
        (code, row) -> {
          if (figure.apply(row) != 0) {
            counted.put(code, figure.apply(row));
          }
        });
    assertThat(counted).isEqualTo(expected);
  }

  private Map<String, Long> event(String code, String what, String and, String month) {
    return run(
        "SELECT "
            + code
            + ", COUNT(*) FROM case_event e JOIN case_file f ON f.id = e.case_id WHERE e.what = '"
            + what
            + "' AND "
            + and
            + " AND e.at_ms >= ? AND e.at_ms < ? GROUP BY "
            + code,
        month);
  }

  private Map<String, Long> sql(String code, String column, String and, String month) {
    return run(
        "SELECT "
            + code
            + ", COUNT(*) FROM case_file f WHERE "
            + and
            + " AND "
            + column
            + " >= ? AND "
            + column
            + " < ? GROUP BY "
            + code,
        month);
  }

  private Map<String, Long> run(String sql, String month) {
    Period period = Period.parse(month, null).orElseThrow();
    return street()
        .store
        .read(
            c -> {
              Map<String, Long> found = new TreeMap<>();
              try (PreparedStatement s = c.prepareStatement(sql)) {
                s.setLong(1, Times.startOf(period.first().atDay(1)));
                s.setLong(2, Times.startOf(period.behind().atDay(1)));
                try (ResultSet row = s.executeQuery()) {
                  while (row.next()) {
                    found.put(row.getString(1), row.getLong(2));
                  }
                }
              }
              return found;
            });
  }

  @Test
  void everySchemeHasTheSameTotalAlthoughItsClassesAreLinkedManyToMany() {
    live(new Random(7));
    long total = street().by(DISPATCHER, "month", "2016").total().registered();
    assertThat(total).isGreaterThan(30);
    for (String scheme : List.of("survey-2016", "tianqiao-2015", "platform-2016")) {
      var counts =
          street()
              .statistics
              .cases(DISPATCHER, new CountQuery("class", "2016", scheme, null, null, null));
      assertThat(counts.rows().stream().mapToLong(Row::registered).sum())
          .as(scheme)
          .isEqualTo(total);
    }
  }

  @Test
  void casesFromBeforeTheCountersAreCountedOnceWhetherOrNotTheyAreTouchedMeanwhile()
      throws Exception {
    live(new Random(11));
    Recount before = street().statistics.recount(ADMIN, false);
    Case touched = street().enter(street().sample("MZ-28"));
    street()
        .store
        .write(
            tx -> {
              tx.prepare("DELETE FROM case_count").executeUpdate();
              tx.prepare("DELETE FROM record_count").executeUpdate();
              return tx.prepare(
                      "UPDATE case_file SET channel = NULL, typed = NULL, typed_apart = NULL,"
                          + " ended_at = NULL, ended_how = NULL, record_month = NULL,"
                          + " record_parts = NULL")
                  .executeUpdate();
            });
    street().act(touched, "withdraw");
    street().fill.fill();
    states(null, "item", "f.item_scheme || '/' || f.item_code");
    Recount after = street().statistics.recount(ADMIN, false);
    assertThat(after.differences()).isEmpty();
    assertThat(after.cases()).isEqualTo(before.cases() + 1);
    for (String month : MONTHS) {
      compare(month, "item", "f.item_scheme || '/' || f.item_code");
      compare(month, "channel", "f.channel");
      records(month);
    }
    assertThat(street().fill.left()).isZero();
  }

  @Test
  void recordsThatEndedBeforeTheyWereScoredAreScoredOnceWhetherOrNotTheyAreTouchedMeanwhile() {
    live(new Random(19));
    Case running = street().enter(street().sample("MZ-28"));
    Case ended = street().act(street().enter(street().sample("MZ-28")), "terminate");
    street()
        .store
        .write(
            tx -> {
              tx.prepare("DELETE FROM record_count").executeUpdate();
              return tx.prepare("UPDATE case_file SET record_month = NULL, record_parts = NULL")
                  .executeUpdate();
            });
    street().act(running, "withdraw");
    street().act(ended, "archive");
    street().fill.fill();
    MONTHS.forEach(this::records);
    assertThat(street().statistics.recount(ADMIN, false).differences()).isEmpty();
    assertThat(street().fill.left()).isZero();
  }

  @Test
  void countersFromBeforeTheStatesGetThemOnceWhetherOrNotACaseMovesMeanwhile() throws Exception {
    live(new Random(17));
    Case moving = street().enter(street().sample("MZ-28"));
    String zero = String.join(" = 0, ", CaseCounter.STATES) + " = 0";
    street().store.write(tx -> tx.prepare("UPDATE case_count SET " + zero).executeUpdate());
    assertThat(street().store.<Long>read(StateFill::lacking)).isPositive();
    street().act(moving, "withdraw");
    street().enter(street().sample("MZ-28"));
    street().fill.fill();
    assertThat(street().store.<Long>read(StateFill::lacking)).isZero();
    assertThat(street().fill.left()).isZero();
    states(null, "item", "f.item_scheme || '/' || f.item_code");
    states(null, "community", "COALESCE(f.community, '')");
    assertThat(street().statistics.recount(ADMIN, false).differences()).isEmpty();
  }

  @Test
  void aCounterThatIsWrongIsFoundAndPutRight() throws Exception {
    live(new Random(13));
    street()
        .store
        .write(
            tx ->
                tx.prepare("UPDATE case_count SET registered = registered + 1 WHERE family = 'H'")
                    .executeUpdate());
    Recount found = street().statistics.recount(ADMIN, true);
    assertThat(found.different()).isPositive();
    assertThat(found.mended()).isTrue();
    assertThat(street().statistics.recount(ADMIN, false).holds()).isTrue();
  }

  static void empty(CountedStreet street) {
    street.store.write(
        tx -> {
          for (String table :
              List.of(
                  "case_count",
                  "record_count",
                  "idempotency",
                  "case_event",
                  "case_step",
                  "case_revision",
                  "case_file")) {
            tx.prepare("DELETE FROM " + table).executeUpdate();
          }
          return 0;
        });
  }
}
