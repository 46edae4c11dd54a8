package org.hutong.core.statistics;

import java.util.Map;
import java.util.TreeMap;
import org.hutong.statistics.Figure;

/**
 * The figures of one cell, by {@link Figure#ordinal()}; and cells by code, of figures or of any
 * amounts that are of one length.
 */
final class Sums {
  static final int FIGURES = Figure.values().length;

  private Sums() {}

  /** From the amounts of the counters' table, in its order. */
  static long[] of(long[] amounts) {
    long[] figures = new long[FIGURES];
    figures[Figure.REGISTERED.ordinal()] = amounts[0];
    figures[Figure.ACCEPTED.ordinal()] = amounts[1];
    figures[Figure.GRANTED.ordinal()] = amounts[2];
    figures[Figure.DENIED.ordinal()] = amounts[3];
    figures[Figure.COMPLETED.ordinal()] = amounts[2] + amounts[3];
    figures[Figure.ON_TIME.ordinal()] = amounts[4];
    figures[Figure.OVERDUE.ordinal()] = amounts[5];
    figures[Figure.NOT_ACCEPTED.ordinal()] = amounts[6];
    figures[Figure.WITHDRAWN.ordinal()] = amounts[7];
    figures[Figure.TERMINATED.ordinal()] = amounts[8];
    return figures;
  }

  /** Adds to the cell of a code. */
  static void add(Map<String, long[]> cells, String code, long[] amounts) {
    long[] sum = cells.computeIfAbsent(code, c -> new long[amounts.length]);
    for (int i = 0; i < amounts.length; i++) {
      sum[i] += amounts[i];
    }
  }

  /** The sum of all cells of figures. */
  static long[] total(Map<String, long[]> cells) {
    return total(cells, FIGURES);
  }

  /** The sum of all cells; zeros where there is none. */
  static long[] total(Map<String, long[]> cells, int length) {
    Map<String, long[]> total = new TreeMap<>();
    cells.values().forEach(v -> add(total, "", v));
    return total.getOrDefault("", new long[length]);
  }
}
