package org.hutong.core.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hutong.casework.CaseState;
import org.hutong.core.statistics.CountRequest.Asked;
import org.hutong.core.statistics.CountTable.Which;
import org.hutong.statistics.By;
import org.hutong.statistics.StateCounts;
import org.hutong.statistics.StateCounts.InState;
import org.hutong.statistics.StateCounts.Row;
import org.jspecify.annotations.Nullable;

/**
 * Cases by the state they are in now, out of the counters of the months they were registered in.
 */
final class StateDesk {
  private static final CaseState[] STATES = CaseState.values();

  private final String street;
  private final CountTable table;

  StateDesk(String street, CountTable table) {
    this.street = street;
    this.table = table;
  }

  /** For the dispatcher: as it is. */
  StateCounts exact(Asked asked, ItemIndex items, long uncounted) {
    Breakdown breakdown = new Breakdown(asked, items);
    Which which = new Which(breakdown.family(), Set.of(), asked.items(), asked.community());
    Map<Integer, Map<String, long[]>> months =
        table.states(asked.period(), breakdown.byItem(), which);
    Map<String, long[]> cells = new TreeMap<>();
    Map<String, long[]> byMonth = new TreeMap<>();
    asked.period().months().forEach(m -> byMonth.put(Breakdown.month(m), new long[STATES.length]));
    months.forEach(
        (month, some) ->
            some.forEach(
                (code, states) -> {
                  Sums.add(cells, code, states);
                  Sums.add(byMonth, Breakdown.month(month), states);
                }));
    List<Row> rows = new ArrayList<>();
    (asked.by() == By.MONTH ? byMonth : breakdown.grouped(cells))
        .forEach((code, states) -> rows.add(whole(code, breakdown.name(code), states)));
    Row total = whole("", "合计", Sums.total(cells, STATES.length));
    return counts(asked, false, List.of(), uncounted, rows, total);
  }

  /**
   * For everybody else: the street's sums of the months that are over, one by one, without small
   * cells. A breakdown by item or place has next to none but small ones.
   */
  StateCounts protectedFrom(
      Asked asked, Set<String> without, List<String> leftOut, long uncounted) {
    Which which = new Which(CaseCounter.CHANNEL, without, null, null);
    Map<Integer, Map<String, long[]>> months = table.states(asked.period(), true, which);
    List<Row> rows = new ArrayList<>();
    Shown total = new Shown();
    for (int month : asked.period().months()) {
      long[] states = Sums.total(months.getOrDefault(month, Map.of()), STATES.length);
      Shown shown = Shown.of(states);
      total.add(shown);
      String name = Breakdown.month(month);
      rows.add(shown.row(name, name));
    }
    return counts(asked, true, leftOut, uncounted, rows, total.row("", "合计"));
  }

  private StateCounts counts(
      Asked asked,
      boolean suppressed,
      List<String> leftOut,
      long uncounted,
      List<Row> rows,
      Row total) {
    Period period = asked.period();
    return new StateCounts(
        street,
        asked.by().wireName(),
        asked.by() == By.CLASS ? asked.scheme() : null,
        period.text().isEmpty() ? null : period.text(),
        period.first().atDay(1),
        period.behind().atDay(1),
        suppressed,
        leftOut,
        uncounted,
        rows,
        total);
  }

  private static Row whole(String code, String name, long[] states) {
    Shown shown = new Shown();
    shown.cases = Arrays.stream(states).sum();
    for (int i = 0; i < states.length; i++) {
      shown.states[i] = states[i];
    }
    return shown.row(code, name);
  }

  /**
   * What is shown of a month, or of several: the sums of what is shown of each. What is hidden in
   * one and nothing in the others stays null: zero would say that there is none.
   */
  private static final class Shown {
    private final @Nullable Long[] states = new Long[STATES.length];
    private final boolean[] missing = new boolean[STATES.length];
    private @Nullable Long cases;
    private int hidden;

    /** One month; together its states are what was registered, which other counts tell. */
    static Shown of(long[] states) {
      Shown shown = new Shown();
      Suppression.Hidden cut = Suppression.of(states, List.of());
      shown.cases = cut.total() ? null : (Long) Arrays.stream(states).sum();
      for (int i = 0; i < states.length; i++) {
        shown.states[i] = cut.cells().get(i) ? null : (Long) states[i];
      }
      shown.hidden = cut.total() || !cut.cells().isEmpty() ? 1 : 0;
      return shown;
    }

    void add(Shown month) {
      cases = sum(cases, month.cases);
      for (int i = 0; i < states.length; i++) {
        states[i] = sum(states[i], month.states[i]);
        missing[i] |= month.states[i] == null;
      }
      hidden += month.hidden;
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one + other;
    }

    Row row(String code, String name) {
      List<InState> all = new ArrayList<>();
      for (CaseState state : STATES) {
        int i = state.ordinal();
        Long shown = states[i];
        boolean none = shown == null || (missing[i] && shown == 0);
        all.add(new InState(state, state.zh(), none ? null : shown));
      }
      return new Row(code, name, cases, List.copyOf(all), hidden);
    }
  }
}
