package org.hutong.core.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Hides small cells of one table and so many others that no hidden one can be worked out from what
 * is shown: from the total, from a group of cells (a class, a target group), or from several
 * together.
 *
 * <p>A sum is shown only if what is hidden in it is nothing, or at least two cells that leave room:
 * their sum is at least {@code LEAST - 1} above its smallest possible value. The same holds for
 * what is left of a total when the groups that are shown are taken away. Beyond the bounds, the
 * shown sums are solved as equations: a cell that they determine costs the groups it stands in.
 */
final class Suppression {
  /** Cells below this number are hidden; zero tells of nobody. */
  static final int LEAST = 10;

  /**
   * What may not be shown.
   *
   * @param cells hidden cells
   * @param groups hidden groups, in the order given: of each partition
   * @param total whether the total is hidden
   * @param all whether the whole breakdown is hidden
   */
  record Hidden(BitSet cells, List<BitSet> groups, boolean total, boolean all) {}

  private final long[] values;
  private final List<List<BitSet>> partitions;
  private final BitSet hidden = new BitSet();
  private final List<BitSet> forced = new ArrayList<>();

  private Suppression(long[] values, List<List<BitSet>> partitions) {
    this.values = values;
    this.partitions = partitions;
    partitions.forEach(p -> forced.add(new BitSet()));
  }

  /**
   * What to hide.
   *
   * @param values the cells; each counts cases
   * @param partitions ways to put cells together; cells may stand in several groups or in none
   */
  static Hidden of(long[] values, List<List<BitSet>> partitions) {
    return new Suppression(values, partitions).hidden();
  }

  private Hidden hidden() {
    for (int i = 0; i < values.length; i++) {
      if (values[i] > 0 && values[i] < LEAST) {
        hidden.set(i);
      }
    }
    long total = Arrays.stream(values).sum();
    boolean hideTotal = total > 0 && total < LEAST;
    boolean again = !hidden.isEmpty();
    while (again) {
      if (!hideTotal && !safe(hidden)) {
        if (!hideSmallest(everything())) {
          return all(hideTotal);
        }
      } else {
        again = partition() || undetermine(hideTotal);
      }
    }
    List<BitSet> groups = new ArrayList<>();
    for (int p = 0; p < partitions.size(); p++) {
      groups.add(hiddenGroups(p));
    }
    return new Hidden(hidden, groups, hideTotal, false);
  }

  private Hidden all(boolean hideTotal) {
    List<BitSet> groups = new ArrayList<>();
    for (List<BitSet> partition : partitions) {
      BitSet every = new BitSet();
      every.set(0, partition.size());
      groups.add(every);
    }
    return new Hidden(everything(), groups, hideTotal, true);
  }

  private BitSet everything() {
    BitSet every = new BitSet();
    every.set(0, values.length);
    return every;
  }

  /** Whether a sum that holds these hidden cells may be shown. */
  private boolean safe(BitSet cells) {
    int n = 0;
    long sum = 0;
    for (int i = cells.nextSetBit(0); i >= 0; i = cells.nextSetBit(i + 1)) {
      n++;
      sum += values[i];
    }
    return n == 0 || (n >= 2 && sum >= n + LEAST - 1L);
  }

  private BitSet hiddenIn(BitSet group) {
    BitSet cells = (BitSet) group.clone();
    cells.and(hidden);
    return cells;
  }

  private BitSet hiddenGroups(int p) {
    BitSet groups = (BitSet) forced.get(p).clone();
    for (int g = 0; g < partitions.get(p).size(); g++) {
      if (!safe(hiddenIn(partitions.get(p).get(g)))) {
        groups.set(g);
      }
    }
    return groups;
  }

  /** Hides the smallest of the cells that is shown; false where none is. */
  private boolean hideSmallest(BitSet cells) {
    int smallest = -1;
    for (int i = cells.nextSetBit(0); i >= 0; i = cells.nextSetBit(i + 1)) {
      boolean shown = values[i] > 0 && !hidden.get(i);
      if (shown && (smallest < 0 || values[i] < values[smallest])) {
        smallest = i;
      }
    }
    if (smallest >= 0) {
      hidden.set(smallest);
    }
    return smallest >= 0;
  }

  /** What the hidden groups of a partition hold can be had from the total: it must leave room. */
  private boolean partition() {
    for (int p = 0; p < partitions.size(); p++) {
      BitSet groups = hiddenGroups(p);
      if (groups.isEmpty() || groups.cardinality() == partitions.get(p).size()) {
        continue;
      }
      BitSet inside = union(p, groups);
      if (!safe(hiddenIn(inside))) {
        if (!hideSmallest(inside) && !hideSmallest(everything())) {
          forced.get(p).set(0, partitions.get(p).size());
        }
        return true;
      }
    }
    return false;
  }

  private BitSet union(int p, BitSet groups) {
    BitSet union = new BitSet();
    groups.stream().forEach(g -> union.or(partitions.get(p).get(g)));
    return union;
  }

  /** Hides the groups around a cell that the shown sums determine; false where there is none. */
  private boolean undetermine(boolean hideTotal) {
    int[] column = hidden.stream().toArray();
    List<double[]> rows = new ArrayList<>();
    if (!hideTotal) {
      rows.add(row(column, everything()));
    }
    for (int p = 0; p < partitions.size(); p++) {
      BitSet groups = hiddenGroups(p);
      for (int g = groups.nextClearBit(0);
          g < partitions.get(p).size();
          g = groups.nextClearBit(g + 1)) {
        rows.add(row(column, partitions.get(p).get(g)));
      }
    }
    List<Integer> determined = Equations.determined(rows, column.length);
    boolean changed = false;
    for (int cell : determined) {
      changed |= hideAround(column[cell]);
    }
    return changed || (!determined.isEmpty() && hideLastPartition());
  }

  /** The groups around a cell are hidden, and the others still tell it: one grouping less. */
  private boolean hideLastPartition() {
    for (int p = partitions.size() - 1; p >= 0; p--) {
      int groups = partitions.get(p).size();
      if (hiddenGroups(p).cardinality() < groups) {
        forced.get(p).set(0, groups);
        return true;
      }
    }
    return false;
  }

  private static double[] row(int[] column, BitSet group) {
    double[] row = new double[column.length];
    for (int c = 0; c < column.length; c++) {
      row[c] = group.get(column[c]) ? 1 : 0;
    }
    return row;
  }

  private boolean hideAround(int cell) {
    boolean changed = false;
    for (int p = 0; p < partitions.size(); p++) {
      BitSet shown = hiddenGroups(p);
      shown.flip(0, partitions.get(p).size());
      for (int g = shown.nextSetBit(0); g >= 0; g = shown.nextSetBit(g + 1)) {
        if (partitions.get(p).get(g).get(cell)) {
          forced.get(p).set(g);
          changed = true;
        }
      }
    }
    return changed;
  }
}
