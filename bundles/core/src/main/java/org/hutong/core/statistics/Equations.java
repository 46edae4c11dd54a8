package org.hutong.core.statistics;

import java.util.ArrayList;
import java.util.List;

/** Linear equations of sums that are shown over cells that are hidden. */
final class Equations {
  private static final double NOTHING = 1e-9;

  private Equations() {}

  /** The unknowns that the equations determine, whatever their right sides are. */
  static List<Integer> determined(List<double[]> equations, int unknowns) {
    List<double[]> rows = new ArrayList<>();
    equations.forEach(e -> rows.add(e.clone()));
    int done = 0;
    for (int c = 0; c < unknowns && done < rows.size(); c++) {
      int pivot = pivot(rows, done, c);
      if (pivot >= 0) {
        double[] row = rows.get(pivot);
        rows.set(pivot, rows.get(done));
        rows.set(done, row);
        clear(rows, done, c);
        done++;
      }
    }
    List<Integer> found = new ArrayList<>();
    for (double[] row : rows.subList(0, done)) {
      int only = only(row);
      if (only >= 0) {
        found.add(only);
      }
    }
    return found;
  }

  private static int pivot(List<double[]> rows, int from, int column) {
    int best = -1;
    for (int r = from; r < rows.size(); r++) {
      double size = Math.abs(rows.get(r)[column]);
      if (size > NOTHING && (best < 0 || size > Math.abs(rows.get(best)[column]))) {
        best = r;
      }
    }
    return best;
  }

  private static void clear(List<double[]> rows, int pivot, int column) {
    double[] row = rows.get(pivot);
    double by = row[column];
    for (int i = 0; i < row.length; i++) {
      row[i] /= by;
    }
    for (int r = 0; r < rows.size(); r++) {
      double times = rows.get(r)[column];
      if (r != pivot && Math.abs(times) > NOTHING) {
        for (int i = 0; i < row.length; i++) {
          rows.get(r)[i] -= times * row[i];
        }
      }
    }
  }

  private static int only(double[] row) {
    int only = -1;
    for (int i = 0; i < row.length; i++) {
      if (Math.abs(row[i]) > NOTHING) {
        if (only >= 0) {
          return -1;
        }
        only = i;
      }
    }
    return only;
  }
}
