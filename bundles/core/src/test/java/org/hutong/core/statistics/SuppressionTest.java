package org.hutong.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is hidden cannot be worked out: tried by listing every table that fits what is shown. */
class SuppressionTest {
  private static BitSet bits(int... cells) {
    BitSet bits = new BitSet();
    Arrays.stream(cells).forEach(bits::set);
    return bits;
  }

  @Test
  void whereNothingIsSmallEverythingIsShown() {
    Suppression.Hidden hidden = Suppression.of(new long[] {10, 20, 0, 30}, List.of());
    assertThat(hidden.cells()).isEqualTo(bits());
    assertThat(hidden.total()).isFalse();
    assertThat(hidden.all()).isFalse();
  }

  @Test
  void oneSmallCellTakesTheNextSmallestWithItBecauseOfTheTotal() {
    Suppression.Hidden hidden = Suppression.of(new long[] {3, 40, 15, 30}, List.of());
    assertThat(hidden.cells()).isEqualTo(bits(0, 2));
  }

  @Test
  void aSmallTotalIsHiddenWithAllItsCells() {
    Suppression.Hidden hidden = Suppression.of(new long[] {3, 4}, List.of());
    assertThat(hidden.total()).isTrue();
    assertThat(hidden.cells()).isEqualTo(bits(0, 1));
  }

  @Test
  void manyCellsOfOneAreNotToldByTheirTotal() {
    long[] ones = new long[10];
    Arrays.fill(ones, 1);
    assertThat(Suppression.of(ones, List.of()).all()).isTrue();
  }

  @Test
  void aClassWhoseOnlySmallItemCouldBeHadFromItsSumTakesAnotherItemOfTheClass() {
    // Items 0 and 1 are one class, 2 and 3 another.
    List<BitSet> classes = List.of(bits(0, 1), bits(2, 3));
    Suppression.Hidden hidden = Suppression.of(new long[] {4, 50, 60, 70}, List.of(classes));
    assertThat(hidden.cells()).isEqualTo(bits(0, 1));
    assertThat(hidden.groups().get(0)).isEqualTo(bits());
  }

  @Test
  void aSmallClassOfOneItemTakesAnotherWithIt() {
    List<BitSet> classes = List.of(bits(0), bits(1, 2));
    Suppression.Hidden hidden = Suppression.of(new long[] {4, 50, 60}, List.of(classes));
    assertThat(hidden.cells()).isEqualTo(bits(0, 1));
    assertThat(hidden.groups().get(0)).isEqualTo(bits(0, 1));
  }

  @Test
  void severalSumsTogetherDoNotTellACellEither() {
    // By class 0+1+2 and 3+4, by another grouping 0+2 and 1+3+4: two of the sums give cell 1.
    long[] values = {9, 3, 14, 24, 1};
    List<List<BitSet>> partitions =
        List.of(List.of(bits(0, 1, 2), bits(3, 4)), List.of(bits(0, 2), bits(1, 3, 4)));
    Suppression.Hidden hidden = Suppression.of(values, partitions);
    assertThat(possible(values, partitions, hidden, 1)).isTrue();
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void everyHiddenSmallCellCouldHaveAnotherValue(
      @ForAll @Size(5) List<@IntRange(max = 24) Integer> cells,
      @ForAll @Size(5) List<@IntRange(max = 2) Integer> classes,
      @ForAll @Size(5) List<@IntRange(max = 2) Integer> others) {
    long[] values = cells.stream().mapToLong(Integer::longValue).toArray();
    List<List<BitSet>> partitions = List.of(partition(classes), partition(others));
    Suppression.Hidden hidden = Suppression.of(values, partitions);
    for (int i = 0; i < values.length; i++) {
      if (values[i] > 0 && values[i] < Suppression.LEAST) {
        assertThat(hidden.all() || hidden.cells().get(i)).isTrue();
        if (!hidden.all()) {
          assertThat(possible(values, partitions, hidden, i)).as("cell " + i).isTrue();
        }
      }
    }
  }

  private static List<BitSet> partition(List<Integer> groupOf) {
    List<BitSet> groups = new ArrayList<>();
    for (int g = 0; g < 3; g++) {
      BitSet bits = new BitSet();
      for (int i = 0; i < groupOf.size(); i++) {
        bits.set(i, groupOf.get(i) == g);
      }
      groups.add(bits);
    }
    return groups;
  }

  /** Whether some table gives the same shown numbers with another value in that cell. */
  private static boolean possible(
      long[] values, List<List<BitSet>> partitions, Suppression.Hidden hidden, int cell) {
    List<BitSet> sums = new ArrayList<>();
    if (!hidden.total()) {
      BitSet every = new BitSet();
      every.set(0, values.length);
      sums.add(every);
    }
    for (int p = 0; p < partitions.size(); p++) {
      for (int g = 0; g < partitions.get(p).size(); g++) {
        if (!hidden.groups().get(p).get(g)) {
          sums.add(partitions.get(p).get(g));
        }
      }
    }
    long[] tried = values.clone();
    int[] free = hidden.cells().stream().toArray();
    return search(values, tried, free, 0, sums, cell);
  }

  private static boolean search(
      long[] values, long[] tried, int[] free, int at, List<BitSet> sums, int cell) {
    if (at == free.length) {
      return tried[cell] != values[cell]
          && sums.stream().allMatch(s -> sum(s, values) == sum(s, tried));
    }
    for (long value = 1; value <= 30; value++) {
      tried[free[at]] = value;
      if (search(values, tried, free, at + 1, sums, cell)) {
        return true;
      }
    }
    return false;
  }

  private static long sum(BitSet cells, long[] values) {
    return cells.stream().mapToLong(i -> values[i]).sum();
  }
}
