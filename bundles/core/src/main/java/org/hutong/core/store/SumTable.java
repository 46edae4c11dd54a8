package org.hutong.core.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * A table of sums: rows found by their key columns, and columns of amounts that only ever have
 * something added. A row appears with the first amount.
 */
public final class SumTable {
  private final int amounts;
  private final String update;
  private final String insert;

  /** Describes a table; its key columns are its primary key, and no column takes null. */
  public SumTable(String name, List<String> keys, List<String> amounts) {
    this.amounts = amounts.size();
    String set = String.join(", ", amounts.stream().map(a -> a + " = " + a + " + ?").toList());
    String where = String.join(" AND ", keys.stream().map(k -> k + " = ?").toList());
    this.update = "UPDATE " + name + " SET " + set + " WHERE " + where;
    this.insert =
        "INSERT INTO "
            + name
            + " ("
            + String.join(", ", amounts)
            + ", "
            + String.join(", ", keys)
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(keys.size() + amounts.size(), "?"))
            + ")";
  }

  /** The sum of both, in place of the first. */
  static long[] together(long[] one, long[] other) {
    long[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  void add(WriterTx.Statements statements, List<Object> key, long[] added) throws SQLException {
    if (isNothing(added)) {
      return;
    }
    if (run(statements.prepare(update), key, added) == 0) {
      run(statements.prepare(insert), key, added);
    }
  }

  private static boolean isNothing(long[] added) {
    for (long amount : added) {
      if (amount != 0) {
        return false;
      }
    }
    return true;
  }

  private int run(PreparedStatement s, List<Object> key, long[] added) throws SQLException {
    for (int i = 0; i < amounts; i++) {
      s.setLong(i + 1, added[i]);
    }
    for (int i = 0; i < key.size(); i++) {
      s.setObject(amounts + 1 + i, key.get(i));
    }
    return s.executeUpdate();
  }
}
