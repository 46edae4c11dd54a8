package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.hutong.core.store.Store;

/**
 * Notes which cases name the materials that an older release took in: once, in small units between
 * the others. Interrupted, it begins anew at the next start.
 */
final class MaterialFill {
  private static final int MOST_IN_A_UNIT = 100;
  private static final String LEFT = "SELECT COUNT(*) FROM material WHERE linked IS NULL";
  private static final String NEXT =
      "SELECT case_id, revision FROM case_revision WHERE case_id > ? ORDER BY case_id, revision"
          + " FETCH FIRST "
          + MOST_IN_A_UNIT
          + " ROWS ONLY";
  private static final String REVISIONS =
      "SELECT case_id, revision FROM case_revision WHERE case_id = ? ORDER BY revision";
  private static final String DONE = "UPDATE material SET linked = 1 WHERE linked IS NULL";

  private final Store store;
  private final CaseFiles files;

  private record Revision(long caseId, int no) {}

  MaterialFill(Store store, CaseFiles files) {
    this.store = store;
    this.files = files;
  }

  /** How many materials wait for it. */
  static long left(Connection c) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(LEFT);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Goes through all cases, here and now, unless it is to end. */
  void fill(BooleanSupplier closing) {
    if (store.read(MaterialFill::left) == 0) {
      return;
    }
    long after = 0;
    while (!closing.getAsBoolean()) {
      long last = after;
      List<Revision> next = store.read(c -> next(c, last));
      if (next.isEmpty()) {
        store.write(tx -> tx.prepare(DONE).executeUpdate());
        return;
      }
      store.write(
          tx -> {
            for (Revision r : next) {
              Entry entry = Entries.of(files.body(tx.connection(), r.caseId(), r.no()));
              MaterialLinks.keep(tx, r.caseId(), entry.materials());
            }
            return 0;
          });
      after = next.get(next.size() - 1).caseId();
    }
  }

  /** Whole cases only: the last one is read to its end. */
  private static List<Revision> next(Connection c, long after) throws SQLException {
    List<Revision> found = revisions(c, NEXT, after);
    if (!found.isEmpty()) {
      long last = found.get(found.size() - 1).caseId();
      found.removeIf(r -> r.caseId() == last);
      found.addAll(revisions(c, REVISIONS, last));
    }
    return found;
  }

  private static List<Revision> revisions(Connection c, String query, long caseId)
      throws SQLException {
    List<Revision> found = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(query)) {
      s.setLong(1, caseId);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          found.add(new Revision(row.getLong(1), row.getInt(2)));
        }
      }
    }
    return found;
  }
}
