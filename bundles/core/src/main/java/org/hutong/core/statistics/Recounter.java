package org.hutong.core.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.SumTable;
import org.hutong.core.store.Tx;
import org.hutong.statistics.Recount;
import org.hutong.statistics.Recount.Difference;

/** Counts all cases anew and puts the result beside the counters, while the writer waits. */
final class Recounter {
  private static final int MOST_SHOWN = 100;
  private static final String CASES =
      "SELECT " + CaseCounter.COLUMNS + " FROM case_file WHERE channel IS NOT NULL";
  private final SqlStore store;

  Recounter(SqlStore store) {
    this.store = store;
  }

  Recount run(boolean mend) {
    return store.alone(tx -> run(tx, mend));
  }

  private static Recount run(Tx tx, boolean mend) throws SQLException {
    Map<SumTable, Map<List<Object>, long[]>> counted = new HashMap<>();
    long cases = count(tx.connection(), counted);
    List<Difference> differences = new ArrayList<>();
    int counters = 0;
    int different = 0;
    for (Counter counter : List.of(CaseCounter.CASES, CaseCounter.RECORDS)) {
      Map<List<Object>, long[]> right = counted.getOrDefault(counter.table(), new HashMap<>());
      right.values().removeIf(Recounter::isNothing);
      counters += right.size();
      for (Wrong wrong : wrong(counter, right, kept(tx.connection(), counter))) {
        different++;
        if (differences.size() < MOST_SHOWN) {
          differences.add(wrong.difference());
        }
        if (mend) {
          tx.sum(counter.table(), wrong.key(), wrong.missing());
        }
      }
    }
    return new Recount(cases, counters, List.copyOf(differences), different, mend && different > 0);
  }

  private record Wrong(List<Object> key, long[] found, long[] right) {
    Difference difference() {
      int last = key.size() - 1;
      return new Difference(
          key.get(0).toString(),
          key.get(last - 1) + " " + key.get(last),
          Arrays.toString(found),
          Arrays.toString(right));
    }

    long[] missing() {
      long[] missing = right.clone();
      for (int i = 0; i < missing.length; i++) {
        missing[i] -= found[i];
      }
      return missing;
    }
  }

  private static List<Wrong> wrong(
      Counter counter, Map<List<Object>, long[]> counted, Map<List<Object>, long[]> kept) {
    TreeSet<List<Object>> keys = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    keys.addAll(counted.keySet());
    keys.addAll(kept.keySet());
    long[] nothing = new long[counter.amounts().size()];
    List<Wrong> wrong = new ArrayList<>();
    for (List<Object> key : keys) {
      long[] right = counted.getOrDefault(key, nothing);
      long[] found = kept.getOrDefault(key, nothing);
      if (!Arrays.equals(right, found)) {
        wrong.add(new Wrong(key, found, right));
      }
    }
    return wrong;
  }

  private static boolean isNothing(long[] amounts) {
    return Arrays.stream(amounts).allMatch(a -> a == 0);
  }

  private static long count(Connection c, Map<SumTable, Map<List<Object>, long[]>> counted)
      throws SQLException {
    long cases = 0;
    try (PreparedStatement s = c.prepareStatement(CASES);
        ResultSet row = s.executeQuery()) {
      while (row.next()) {
        cases++;
        CaseCounter.add(
            CaseCounter.of(row),
            1,
            (table, key, amounts) ->
                add(counted.computeIfAbsent(table, t -> new HashMap<>()), key, amounts));
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

  private static Map<List<Object>, long[]> kept(Connection c, Counter counter) throws SQLException {
    String sql =
        "SELECT "
            + String.join(", ", counter.keys())
            + ", "
            + String.join(", ", counter.amounts())
            + " FROM "
            + counter.name();
    Map<List<Object>, long[]> kept = new HashMap<>();
    try (PreparedStatement s = c.prepareStatement(sql);
        ResultSet row = s.executeQuery()) {
      while (row.next()) {
        List<Object> key = new ArrayList<>();
        key.add(row.getInt(1));
        for (int i = 2; i <= counter.keys().size(); i++) {
          key.add(row.getString(i));
        }
        long[] amounts = new long[counter.amounts().size()];
        for (int i = 0; i < amounts.length; i++) {
          amounts[i] = row.getLong(counter.keys().size() + 1 + i);
        }
        kept.put(List.copyOf(key), amounts);
      }
    }
    return kept;
  }
}
