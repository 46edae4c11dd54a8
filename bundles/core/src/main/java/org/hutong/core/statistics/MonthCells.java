package org.hutong.core.statistics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hutong.core.statistics.ItemIndex.Grouping;
import org.hutong.statistics.Figure;
import org.jspecify.annotations.Nullable;

/** What of one month's table is shown to who may not see small cells. */
final class MonthCells {
  /** Figures that are broken down for them; the others stand in the total only. */
  static final List<Figure> BROKEN_DOWN =
      List.of(Figure.REGISTERED, Figure.ACCEPTED, Figure.COMPLETED);

  private static final List<List<Figure>> ADD_UP =
      List.of(List.of(Figure.GRANTED, Figure.DENIED), List.of(Figure.ON_TIME, Figure.OVERDUE));

  private MonthCells() {}

  /**
   * The shown figures by code; a hidden one is null.
   *
   * @param groupings all ways in which the cells are put together anywhere
   * @param shown the grouping asked for; null for the cells themselves
   * @param values the figures by what is asked for
   */
  static Map<String, @Nullable Long[]> shown(
      Map<String, long[]> cells,
      List<Grouping> groupings,
      @Nullable Grouping shown,
      Map<String, long[]> values) {
    Map<String, @Nullable Long[]> result = new HashMap<>();
    values.forEach((code, figures) -> result.put(code, new Long[Sums.FIGURES]));
    List<String> keys = List.copyOf(new TreeSet<>(cells.keySet()));
    for (Figure figure : BROKEN_DOWN) {
      int f = figure.ordinal();
      Suppression.Hidden hidden =
          Suppression.of(
              keys.stream().mapToLong(k -> cells.get(k)[f]).toArray(),
              groupings.stream().map(g -> bits(keys, g)).toList());
      if (hidden.all()) {
        continue;
      }
      int at = shown == null ? -1 : groupings.indexOf(shown);
      List<String> names =
          shown == null ? keys : List.copyOf(new TreeSet<>(shown.groups().keySet()));
      BitSet out = shown == null ? hidden.cells() : hidden.groups().get(at);
      values.forEach(
          (code, figures) -> {
            int place = names.indexOf(code);
            // By its share of an item a class can be small where no cell in it is.
            boolean shows = place < 0 ? figures[f] == 0 : !out.get(place);
            if (shows && !small(figures[f])) {
              result.get(code)[f] = figures[f];
            }
          });
    }
    return result;
  }

  private static List<BitSet> bits(List<String> keys, Grouping grouping) {
    List<BitSet> groups = new ArrayList<>();
    for (String name : new TreeSet<>(grouping.groups().keySet())) {
      Set<String> members = grouping.groups().get(name);
      BitSet bits = new BitSet();
      for (int i = 0; i < keys.size(); i++) {
        bits.set(i, members.contains(keys.get(i)));
      }
      groups.add(bits);
    }
    return groups;
  }

  private static boolean small(long figure) {
    return figure > 0 && figure < Suppression.LEAST;
  }

  /** The total's figures; null where one is small, or could be worked out from the others. */
  static @Nullable Long[] total(long[] figures) {
    @Nullable Long[] shown = new Long[Sums.FIGURES];
    for (int f = 0; f < figures.length; f++) {
      shown[f] = small(figures[f]) ? null : (Long) figures[f];
    }
    for (List<Figure> parts : ADD_UP) {
      boolean one = parts.stream().anyMatch(p -> shown[p.ordinal()] == null);
      if (one || shown[Figure.COMPLETED.ordinal()] == null) {
        parts.forEach(p -> shown[p.ordinal()] = null);
      }
    }
    return shown;
  }
}
