package org.hutong.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.statistics.CountedStreet.ADMIN;
import static org.hutong.core.statistics.CountedStreet.DISPATCHER;
import static org.hutong.core.statistics.CountedStreet.HUB;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.CaseSummary;
import org.hutong.changes.Changes;
import org.hutong.core.store.ChangeFeed;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.statistics.CountQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many generated cases over all items through the one entry, in this process and without HTTP or
 * lanes; then what lists, searches, pages of changes and statistics take. As a test of the build
 * with a few thousand and bounds that only a mistake breaks; {@code itests/proof scale} with
 * 100,000 and the goals themselves.
 */
class ScaleTest {
  private static final int CASES = Integer.getInteger("hutong.scale.cases", 3_000);
  private static final String RESULTS = System.getProperty("hutong.scale.results", "");
  private static final boolean MEASURED = !RESULTS.isEmpty();
  private static final int MONTHS = 12;
  private static final int CALLERS = 16;
  private static final Caller CLERK =
      new Caller("clerk1", Set.of(Role.CLERK), "东经路站", "127.0.0.1", null);

  @TempDir Path folder;
  private final ScaleFigures figures = new ScaleFigures(MEASURED);
  private CountedStreet street;
  private GeneratedCases cases;

  @Test
  void listsSearchesAndNumbersStayQuickAndMemoryBoundedWhateverTheNumberOfCases() throws Exception {
    DatabaseConfig database = DatabaseConfig.derby(folder.resolve("data/db"));
    try (CountedStreet opened = new CountedStreet(database, folder)) {
      street = opened;
      cases = new GeneratedCases(opened);
      long began = System.nanoTime();
      enter(0, CASES / 2);
      long half = heap();
      enter(CASES / 2, CASES);
      figures.fact("cases", CASES);
      figures.fact("load seconds", (System.nanoTime() - began) / 1_000_000_000L);
      figures.fact("heap MB after GC, half loaded", half);
      measure();
      long whole = heap();
      figures.atMost("heap-growth", 24, whole - half, "MB after GC from half to all");
      assertThat(street.statistics.recount(ADMIN, false).holds()).isTrue();
    }
    if (MEASURED) {
      figures.write(Path.of(RESULTS));
    }
    assertThat(figures.broken()).isEmpty();
  }

  /** A year's cases, month by month; every tenth goes on to its end. */
  private void enter(int from, int to) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    int step = Math.max(1, CASES / (MONTHS * 4));
    for (int at = from; at < to; at += step) {
      Instant start = Instant.parse("2016-01-04T02:00:00Z");
      street.clock.at(start.plus(Duration.ofDays(365L * at / CASES)));
      List<Future<Case>> entered = new ArrayList<>();
      for (int n = at; n < Math.min(at + step, to); n++) {
        Caller caller = n % 3 == 0 ? CLERK : DISPATCHER;
        int number = n;
        entered.add(
            callers.submit(
                () -> street.desk.register(caller, "scale-" + number, cases.body(number))));
      }
      for (int i = 0; i < entered.size(); i++) {
        Case file = entered.get(i).get();
        if (i % 10 == 0) {
          toTheEnd(file);
        }
      }
    }
    callers.shutdown();
  }

  private void toTheEnd(Case file) {
    Case now = file;
    while (true) {
      List<String> allowed = now.allowedActions();
      if (allowed.contains("complete")) {
        complete(now);
        return;
      }
      if (!allowed.contains("approve")) {
        return;
      }
      now = street.act(now, "approve");
    }
  }

  /** Where nothing is missing that was let follow later. */
  private void complete(Case file) {
    try {
      street.act(file, "complete");
    } catch (Refused refused) {
      assertThat(refused.code()).isEqualTo(Code.CASE_MATERIAL_MISSING);
    }
  }

  /** Megabytes in use after a collection. */
  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private void measure() {
    String first = cases.idNumber(CASES / 3);
    search("search-person", 50, Map.of("idNumber", first));
    search("search-phone", 50, Map.of("phone", cases.phone(CASES / 3)));
    search("search-name", 50, Map.of("name", cases.name(CASES / 3)));
    search("list-newest", 50, Map.of());
    search("list-item", 50, Map.of("item", Map.of("scheme", "survey-2016", "code", "MZ-28")));
    search("list-state", 50, Map.of("state", "COMPLETED"));
    search("list-none", 50, Map.of("state", "TERMINATED"));
    search("list-community", 50, Map.of("community", cases.community(1)));
    search("list-no-day", 50, Map.of("from", "2016-06-01", "to", "2016-06-02"));
    search("list-month", 50, Map.of("from", "2016-02-01", "to", "2016-03-01"));
    search("list-year", 50, Map.of("from", "2016-01-01", "to", "2017-01-01"));
    search("list-deep", 50, Map.of("after", "c" + CASES / 10));
    figures.run(
        "list-clerk",
        50,
        95,
        i -> street.desk.search(CLERK, Map.of("purpose", "CASE_HANDLING", "limit", 100L)));
    changes();
    numbers(
        "statistics-month-item",
        DISPATCHER,
        new CountQuery("item", "2016-06", null, null, null, null));
    numbers(
        "statistics-year-item", DISPATCHER, new CountQuery("item", "2016", null, null, null, null));
    numbers(
        "statistics-year-class",
        DISPATCHER,
        new CountQuery("class", "2016", "tianqiao-2015", null, null, null));
    numbers(
        "statistics-year-community",
        DISPATCHER,
        new CountQuery("community", "2016", null, null, null, null));
    numbers(
        "statistics-filtered",
        DISPATCHER,
        new CountQuery("community", "2016", null, "MZ-28", null, null));
    numbers("statistics-hub-month", HUB, new CountQuery("item", "2016-06", null, null, null, null));
    numbers("statistics-hub-year", HUB, new CountQuery("item", "2016", null, null, null, null));
    CountQuery states = new CountQuery("item", null, null, null, null, null);
    figures.run("states-item", 50, 95, i -> street.statistics.states(DISPATCHER, states));
    figures.run("typing-year", 50, 95, i -> street.statistics.typing(DISPATCHER, "2016"));
  }

  private void search(String name, double goal, Map<String, Object> what) {
    Map<String, Object> query = new java.util.LinkedHashMap<>(what);
    query.put("purpose", "CASE_HANDLING");
    query.put("limit", 100L);
    figures.run(name, goal, 95, i -> street.desk.search(DISPATCHER, query));
    Page<CaseSummary> page = street.desk.search(DISPATCHER, query);
    figures.fact(name + " rows", page.items().size());
  }

  private void numbers(String name, Caller caller, CountQuery query) {
    figures.run(name, 50, 95, i -> street.statistics.cases(caller, query));
  }

  private void changes() {
    Changes feed = new ChangeFeed(street.store, CountedStreet.STREET, 8);
    long newest = street.store.published();
    for (int tenth : new int[] {0, 5, 9}) {
      String cursor = tenth == 0 ? null : street.store.epoch() + "." + newest * tenth / 10;
      figures.run(
          "changes-at-" + tenth + "0%", 10, 99, i -> feed.after(HUB, cursor, 100, Duration.ZERO));
    }
  }
}
