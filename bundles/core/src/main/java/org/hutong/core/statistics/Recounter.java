package org.hutong.core.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Tx;
import org.hutong.statistics.Recount;
import org.hutong.statistics.Recount.Difference;

/** Counts all cases anew and puts the result beside the counters, while the writer waits. */
final class Recounter {
  private static final int MOST_SHOWN = 100;
  private static final String CASES =
      "SELECT " + CaseCounter.COLUMNS + " FROM case_file WHERE channel IS NOT NULL";
  private static final String KEPT =
      "SELECT "
          + String.join(", ", CaseCounter.KEYS)
          + ", "
          + String.join(", ", CaseCounter.AMOUNTS)
          + " FROM case_count";

  private final SqlStore store;

  Recounter(SqlStore store) {
    this.store = store;
  }

  Recount run(boolean mend) {
    return store.alone(tx -> run(tx, mend));
  }

  private static Recount run(Tx tx, boolean mend) throws SQLException {
    Map<List<Object>, long[]> counted = new LinkedHashMap<>();
    long cases = count(tx.connection(), counted);
    counted.values().removeIf(Recounter::isNothing);
    Map<List<Object>, long[]> kept = kept(tx.connection());
    kept.values().removeIf(Recounter::isNothing);
    TreeSet<List<Object>> keys = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    keys.addAll(counted.keySet());
    keys.addAll(kept.keySet());
    List<Difference> differences = new ArrayList<>();
    int different = 0;
    for (List<Object> key : keys) {
      long[] nothing = new long[CaseCounter.AMOUNTS.size()];
      long[] right = counted.getOrDefault(key, nothing);
      long[] found = kept.getOrDefault(key, nothing);
      if (!Arrays.equals(right, found)) {
        different++;
        if (differences.size() < MOST_SHOWN) {
          differences.add(
              new Difference(
                  key.get(0).toString(),
                  key.get(2) + " " + key.get(3),
                  Arrays.toString(found),
                  Arrays.toString(right)));
        }
        if (mend) {
          long[] missing = right.clone();
          for (int i = 0; i < missing.length; i++) {
            missing[i] -= found[i];
          }
          tx.sum(CaseCounter.TABLE, key, missing);
        }
      }
    }
    return new Recount(
        cases, counted.size(), List.copyOf(differences), different, mend && different > 0);
  }

  private static boolean isNothing(long[] amounts) {
    return Arrays.stream(amounts).allMatch(a -> a == 0);
  }

  private static long count(Connection c, Map<List<Object>, long[]> counted) throws SQLException {
    long cases = 0;
    try (PreparedStatement s = c.prepareStatement(CASES);
        ResultSet row = s.executeQuery()) {
      while (row.next()) {
        cases++;
        CaseCounter.add(CaseCounter.of(row), 1, (key, amounts) -> add(counted, key, amounts));
      }
    }
    return cases;
  }

  private static void add(Map<List<Object>, long[]> counted, List<Object> key, long[] amounts) {
    long[] sum = counted.computeIfAbsent(key, k -> new long[amounts.length]);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += amounts[i];
    }
  }

  private static Map<List<Object>, long[]> kept(Connection c) throws SQLException {
    Map<List<Object>, long[]> kept = new LinkedHashMap<>();
    try (PreparedStatement s = c.prepareStatement(KEPT);
        ResultSet row = s.executeQuery()) {
      while (row.next()) {
        long[] amounts = new long[CaseCounter.AMOUNTS.size()];
        for (int i = 0; i < amounts.length; i++) {
          amounts[i] = row.getLong(i + 5);
        }
        kept.put(
            List.of(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)), amounts);
      }
    }
    return kept;
  }
}
