package org.hutong.core.statistics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Casework;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.CatalogueReports.Wall;
import org.hutong.core.statistics.CountRequest.Asked;
import org.hutong.core.statistics.CountTable.Which;
import org.hutong.core.statistics.ItemIndex.Grouping;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Times;
import org.hutong.statistics.By;
import org.hutong.statistics.CaseCounts;
import org.hutong.statistics.CaseCounts.Row;
import org.hutong.statistics.CountQuery;
import org.hutong.statistics.Definition;
import org.hutong.statistics.Figure;
import org.hutong.statistics.RecordScore;
import org.hutong.statistics.Recount;
import org.hutong.statistics.StateCounts;
import org.hutong.statistics.Statistics;
import org.hutong.statistics.Typing;
import org.jspecify.annotations.Nullable;

/** Answers from the counters what a caller may know. */
public final class StatisticsDesk implements Statistics {
  private final String street;
  private final SqlStore store;
  private final Catalogue catalogue;
  private final CatalogueReports reports;
  private final CountTable table;
  private final TypingDesk typing;
  private final StateDesk states;
  private final RecordDesk records;
  private final LongSupplier uncounted;
  private final Clock clock;

  /**
   * Answers.
   *
   * @param uncounted how many cases are not counted yet
   */
  public StatisticsDesk(
      String street,
      SqlStore store,
      Catalogue catalogue,
      CatalogueReports reports,
      FormTraces traces,
      Casework casework,
      LongSupplier uncounted,
      Clock clock) {
    this.street = street;
    this.store = store;
    this.catalogue = catalogue;
    this.reports = reports;
    this.table = new CountTable(store);
    this.typing = new TypingDesk(street, store, traces, casework, table);
    this.states = new StateDesk(street, table);
    this.records = new RecordDesk(street, store);
    this.uncounted = uncounted;
    this.clock = clock;
  }

  @Override
  public List<Definition> definitions() {
    return Definitions.ALL;
  }

  @Override
  public CaseCounts cases(Caller caller, CountQuery query) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
    ItemIndex items = new ItemIndex(catalogue, reports);
    LocalDate today = today();
    boolean whole = caller.is(Role.DISPATCHER);
    Asked asked = CountRequest.read(query, items, today, whole);
    List<Wall> walls = whole ? List.of() : items.walls(unit(caller));
    Set<String> without = behind(items, walls, asked.period());
    CaseCounts counts = whole ? exact(asked, items) : protectedFrom(asked, items, walls, without);
    audit(caller, "statistics.cases", counts.by() + " " + counts.period());
    return counts;
  }

  @Override
  public StateCounts states(Caller caller, CountQuery query) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
    ItemIndex items = new ItemIndex(catalogue, reports);
    LocalDate today = today();
    boolean whole = caller.is(Role.DISPATCHER);
    Period ever = table.ever(YearMonth.from(today));
    Asked asked = CountRequest.states(query, items, today, whole, ever);
    List<Wall> walls = whole ? List.of() : items.walls(unit(caller));
    Set<String> without = behind(items, walls, asked.period());
    List<String> leftOut = walls.stream().map(Wall::code).toList();
    StateCounts counts =
        whole
            ? states.exact(asked, items, uncounted.getAsLong())
            : states.protectedFrom(asked, without, leftOut, uncounted.getAsLong());
    audit(caller, "statistics.states", counts.by() + " " + asked.period().text());
    return counts;
  }

  @Override
  public RecordScore records(Caller caller, @Nullable String period) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
    ItemIndex items = new ItemIndex(catalogue, reports);
    boolean whole = caller.is(Role.DISPATCHER);
    // What a unit registered it may look at one by one.
    String own = whole ? null : unit(caller);
    CountQuery query = new CountQuery(null, period, null, null, null, null);
    Asked asked = CountRequest.read(query, items, today(), whole || own != null);
    List<Wall> walls = whole ? List.of() : items.walls(own);
    Set<String> without =
        walls.isEmpty() ? Set.of() : items.behind(walls, records.items(asked.period()));
    RecordScore score =
        records.of(
            asked.period(),
            without,
            walls.stream().map(Wall::code).toList(),
            own,
            !whole && own == null,
            uncounted.getAsLong());
    audit(caller, "statistics.records", score.period());
    return score;
  }

  private void audit(Caller caller, String action, String what) {
    store.write(
        tx -> {
          tx.audit(AuditRow.done(caller, action, what.strip(), null, null));
          return 0;
        });
  }

  private Set<String> behind(ItemIndex items, List<Wall> walls, Period period) {
    return walls.isEmpty() ? Set.of() : items.behind(walls, table.items(period));
  }

  private LocalDate today() {
    return Times.day(clock.instant());
  }

  /**
   * Whose walls are open: the account's own unit. The hub is no section, whomever it acts for: two
   * of its answers would tell what lies behind a wall.
   */
  private static @Nullable String unit(Caller caller) {
    return caller.is(Role.HUB) ? null : caller.unit();
  }

  /** For the dispatcher: as it is. */
  private CaseCounts exact(Asked asked, ItemIndex items) {
    Breakdown breakdown = new Breakdown(asked, items);
    Which which = new Which(breakdown.family(), Set.of(), asked.items(), asked.community());
    Map<Integer, Map<String, long[]>> months =
        table.figures(asked.period(), breakdown.byItem(), which);
    Map<String, long[]> cells = new TreeMap<>();
    Map<String, long[]> byMonth = new TreeMap<>();
    asked.period().months().forEach(m -> byMonth.put(Breakdown.month(m), new long[Sums.FIGURES]));
    months.forEach(
        (month, some) ->
            some.forEach(
                (code, figures) -> {
                  Sums.add(cells, code, figures);
                  Sums.add(byMonth, Breakdown.month(month), figures);
                }));
    List<Row> rows = new ArrayList<>();
    (asked.by() == By.MONTH ? byMonth : breakdown.grouped(cells))
        .forEach(
            (code, figures) -> rows.add(Rows.of(code, breakdown.name(code), boxed(figures), 0)));
    Row total = Rows.of("", "合计", boxed(Sums.total(cells)), 0);
    return counts(asked, false, false, List.of(), rows, total);
  }

  private static Long[] boxed(long[] figures) {
    Long[] boxed = new Long[figures.length];
    for (int i = 0; i < figures.length; i++) {
      boxed[i] = figures[i];
    }
    return boxed;
  }

  /** For everybody else: months that are over, one by one, without small cells. */
  private CaseCounts protectedFrom(
      Asked asked, ItemIndex items, List<Wall> walls, Set<String> without) {
    Breakdown breakdown = new Breakdown(asked, items);
    boolean byItem = breakdown.byItem();
    Map<Integer, Map<String, long[]>> months =
        table.figures(asked.period(), byItem, new Which(breakdown.family(), without, null, null));
    Map<String, Rows.Growing> rows = new LinkedHashMap<>();
    Rows.Growing total = new Rows.Growing();
    boolean withheld = false;
    for (int month : asked.period().months()) {
      Map<String, long[]> cells = months.getOrDefault(month, Map.of());
      Long[] sum = MonthCells.total(Sums.total(cells));
      total.add(sum, List.of(Figure.values()));
      if (asked.by() == By.MONTH) {
        Rows.Growing row = rows.computeIfAbsent(Breakdown.month(month), m -> new Rows.Growing());
        row.add(sum, List.of(Figure.values()));
        continue;
      }
      List<Grouping> groupings = byItem ? items.groupings(List.copyOf(cells.keySet())) : List.of();
      Map<String, long[]> values = breakdown.grouped(cells);
      Map<String, Long[]> shown =
          MonthCells.shown(cells, groupings, grouping(asked, groupings), values);
      shown.forEach(
          (code, figures) ->
              rows.computeIfAbsent(code, c -> new Rows.Growing())
                  .add(figures, MonthCells.BROKEN_DOWN));
      withheld |=
          !shown.isEmpty()
              && shown.values().stream().allMatch(f -> f[Figure.REGISTERED.ordinal()] == null);
    }
    List<Row> lines = new ArrayList<>();
    new TreeSet<>(rows.keySet())
        .forEach(code -> lines.add(rows.get(code).row(code, breakdown.name(code))));
    return counts(
        asked, true, withheld, walls.stream().map(Wall::code).toList(), lines, total.row("", "合计"));
  }

  private static @Nullable Grouping grouping(Asked asked, List<Grouping> groupings) {
    String name =
        switch (asked.by()) {
          case CLASS -> "class:" + asked.scheme();
          case AUDIENCE -> "audience";
          default -> null;
        };
    return groupings.stream().filter(g -> g.name().equals(name)).findFirst().orElse(null);
  }

  private CaseCounts counts(
      Asked asked,
      boolean suppressed,
      boolean withheld,
      List<String> leftOut,
      List<Row> rows,
      Row total) {
    YearMonth behind = asked.period().behind();
    return new CaseCounts(
        street,
        asked.by().wireName(),
        asked.by() == By.CLASS ? asked.scheme() : null,
        asked.period().text(),
        asked.period().first().atDay(1),
        behind.atDay(1),
        suppressed,
        withheld,
        leftOut,
        uncounted.getAsLong(),
        rows,
        total);
  }

  @Override
  public Typing typing(Caller caller, @Nullable String period) {
    caller.mustBe(Role.OFFICER, Role.DISPATCHER, Role.HUB);
    ItemIndex items = new ItemIndex(catalogue, reports);
    boolean whole = caller.is(Role.DISPATCHER);
    CountQuery query = new CountQuery(null, period, null, null, null, null);
    Asked asked = CountRequest.read(query, items, today(), whole);
    Set<String> without =
        whole ? Set.of() : behind(items, items.walls(unit(caller)), asked.period());
    return typing.ofPeriod(asked.period(), without, whole);
  }

  @Override
  public Typing typingOfItem(Caller caller, String item) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB, Role.STREET_IT);
    return typing.ofItem(new ItemIndex(catalogue, reports), item);
  }

  @Override
  public Typing typingOfCase(Caller caller, String number) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
    return typing.ofCase(caller, number);
  }

  @Override
  public Recount recount(Caller caller, boolean mend) {
    caller.mustBe(Role.ADMIN, Role.STREET_IT);
    Recount recount = new Recounter(store).run(mend);
    audit(caller, mend ? "statistics.mend" : "statistics.recount", recount.different() + "");
    return recount;
  }
}
