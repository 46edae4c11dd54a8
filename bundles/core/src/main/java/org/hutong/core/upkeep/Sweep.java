package org.hutong.core.upkeep;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hutong.core.store.AuditAnchor;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Tx;

/**
 * Removes what is older than it is kept, in units of a few hundred rows through the one writer:
 * between two of them every waiting case has its turn.
 */
final class Sweep {
  private static final int UNIT = 500;
  private static final String UPLOADS =
      "SELECT id FROM material WHERE complete = 0 AND verified_original = 0 AND at_ms < ?"
          + " FETCH FIRST 20 ROWS ONLY";
  private static final String NO_UPLOAD = "DELETE FROM material WHERE id = ? AND complete = 0";

  /** What an older release took in counts as linked until its cases have been looked for. */
  private static final String IS_UNLINKED =
      " complete = 1 AND linked = 1"
          + " AND NOT EXISTS (SELECT 1 FROM material_case c WHERE c.material_id = material.id)";

  private static final String UNLINKED =
      "SELECT id FROM material WHERE at_ms < ? AND" + IS_UNLINKED + " FETCH FIRST 20 ROWS ONLY";
  private static final String NO_UNLINKED = "DELETE FROM material WHERE id = ? AND" + IS_UNLINKED;
  private static final String NO_CHUNKS = "DELETE FROM material_chunk WHERE material_id = ?";
  private static final String EVENTS =
      "SELECT system_id, feed, event_index FROM inbound_event WHERE until_ms < ?"
          + " FETCH FIRST 500 ROWS ONLY";
  private static final String NO_EVENT =
      "DELETE FROM inbound_event WHERE system_id = ? AND feed = ? AND event_index = ?";
  private static final String HASH = "SELECT hash FROM audit_log WHERE seq = ?";

  private final SqlStore store;
  private final AuditChain chain;
  private final TableSpace space;
  private final Retention retention;
  private final Clock clock;

  Sweep(SqlStore store, AuditChain chain, TableSpace space, Retention retention, Clock clock) {
    this.store = store;
    this.chain = chain;
    this.space = space;
    this.retention = retention;
    this.clock = clock;
  }

  private record Row(long key, long at) {}

  /**
   * What a window of rows showed.
   *
   * @param last the last key that was looked at
   * @param old the last key of one that goes; 0: none
   * @param ended whether all behind it stays
   */
  private record Seen(long last, long old, boolean ended) {}

  /** Which rows of a shelf go, by moments and a key. */
  private record Bounds(long now, long old, long never, long tooMany) {
    Seen look(long behind, List<Row> window) {
      long last = behind;
      long goes = 0;
      for (Row row : window) {
        if (row.at() <= now) {
          if (row.at() >= old && (row.key() >= tooMany || row.at() >= never)) {
            return new Seen(last, goes, true);
          }
          goes = row.key();
        }
        last = row.key();
      }
      return new Seen(last, goes, window.isEmpty());
    }
  }

  /** Is told of each unit. */
  private interface Gone {
    void rows(long rows);
  }

  /**
   * Sweeps.
   *
   * @param removed what to rows, only what lost some; right also where it ends early
   */
  void run(Map<String, Long> removed) {
    for (Shelf shelf : retention.shelves()) {
      sweep(shelf, into(removed, shelf.what()));
    }
    for (EndedRows rows : retention.ended()) {
      ended(rows, into(removed, rows.what()));
    }
    materials(UPLOADS, NO_UPLOAD, retention.uploads(), into(removed, "uploads"));
    materials(UNLINKED, NO_UNLINKED, retention.unlinked(), into(removed, "unlinked"));
    events(into(removed, "events"));
  }

  private static Gone into(Map<String, Long> removed, String what) {
    return rows -> {
      if (rows > 0) {
        removed.merge(what, rows, Long::sum);
      }
    };
  }

  private long before(Duration kept) {
    return clock.instant().minus(kept).toEpochMilli();
  }

  /**
   * From the oldest on, until one that stays. A row of a time to come was written by a wrong clock:
   * it ends nothing, and goes once a later one does.
   */
  private void sweep(Shelf shelf, Gone gone) {
    Bounds bounds =
        new Bounds(clock.millis(), before(shelf.kept()), before(shelf.never()), tooMany(shelf));
    List<Long> units = new ArrayList<>();
    long removed = 0;
    Seen seen = new Seen(0, 0, false);
    while (!seen.ended()) {
      long behind = seen.last();
      seen = bounds.look(behind, store.read(c -> window(c, shelf, behind)));
      if (seen.old() > 0) {
        units.add(seen.old());
        for (long unit : units) {
          long from = removed;
          gone.rows(store.write(tx -> delete(tx, shelf, from, unit)));
          removed = unit;
        }
        units.clear();
      }
      if (seen.last() > removed) {
        units.add(seen.last());
      }
    }
  }

  /** The key below which rows go because the table takes too much; 0 when it does not. */
  private long tooMany(Shelf shelf) {
    if (shelf.mostBytes() == 0) {
      return 0;
    }
    return store.read(
        c -> {
          long held = space.held(c, shelf.table());
          if (held <= shelf.mostBytes()) {
            return 0L;
          }
          long rows = number(c, shelf.count(), -1);
          long surplus = rows - (long) (rows * ((double) shelf.mostBytes() / held));
          return number(c, shelf.behind(), surplus);
        });
  }

  private static long number(Connection c, String query, long parameter) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(query)) {
      if (parameter >= 0) {
        s.setLong(1, parameter);
      }
      try (ResultSet row = s.executeQuery()) {
        return row.next() ? row.getLong(1) : Long.MAX_VALUE;
      }
    }
  }

  private static List<Row> window(Connection c, Shelf shelf, long from) throws SQLException {
    List<Row> rows = new ArrayList<>(UNIT);
    try (PreparedStatement s = c.prepareStatement(shelf.window())) {
      s.setLong(1, from);
      s.setInt(2, UNIT);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          rows.add(new Row(row.getLong(1), row.getLong(2)));
        }
      }
    }
    return rows;
  }

  private int delete(Tx tx, Shelf shelf, long from, long to) throws SQLException {
    if (shelf.isAudit()) {
      anchor(tx, to);
    }
    PreparedStatement delete = tx.prepare(shelf.delete());
    delete.setLong(1, from);
    delete.setLong(2, to);
    return delete.executeUpdate();
  }

  /** In the unit that removes the rows: the chain goes on from the hash of the last of them. */
  private void anchor(Tx tx, long to) throws SQLException {
    PreparedStatement find = tx.prepare(HASH);
    find.setLong(1, to);
    try (ResultSet row = find.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("Audit row " + to + " is not there", "02000");
      }
      AuditAnchor.of(chain, 0, to, AuditAnchor.PRUNED, tx.now().toEpochMilli(), row.getString(1))
          .save(tx.connection());
    }
  }

  private void ended(EndedRows rows, Gone gone) {
    long old = before(rows.kept());
    List<Long> found = store.read(c -> keys(c, rows.find(), 0, old));
    while (!found.isEmpty()) {
      List<Long> keys = found;
      gone.rows(store.write(tx -> remove(tx, rows.remove(), keys, old)));
      long last = keys.get(keys.size() - 1);
      found = store.read(c -> keys(c, rows.find(), last, old));
    }
  }

  private static int remove(Tx tx, String statement, List<Long> keys, long old)
      throws SQLException {
    PreparedStatement remove = tx.prepare(statement);
    int removed = 0;
    for (long key : keys) {
      remove.setLong(1, key);
      remove.setLong(2, old);
      removed += remove.executeUpdate();
    }
    return removed;
  }

  private static List<Long> keys(Connection c, String query, long behind, long old)
      throws SQLException {
    List<Long> found = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(query)) {
      s.setLong(1, behind);
      s.setLong(2, old);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          found.add(row.getLong(1));
        }
      }
    }
    return found;
  }

  private void materials(String find, String remove, Duration kept, Gone gone) {
    long old = before(kept);
    List<String> found = store.read(c -> names(c, find, old));
    while (!found.isEmpty()) {
      for (String id : found) {
        gone.rows(store.write(tx -> material(tx, remove, id)));
      }
      found = store.read(c -> names(c, find, old));
    }
  }

  private static List<String> names(Connection c, String find, long old) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(find)) {
      s.setLong(1, old);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
    }
    return found;
  }

  private static int material(Tx tx, String remove, String id) throws SQLException {
    PreparedStatement material = tx.prepare(remove);
    material.setString(1, id);
    int gone = material.executeUpdate();
    if (gone > 0) { // else completed or named by a case meanwhile
      PreparedStatement chunks = tx.prepare(NO_CHUNKS);
      chunks.setString(1, id);
      chunks.executeUpdate();
    }
    return gone;
  }

  /** Events that need no longer be known again. */
  private void events(Gone gone) {
    long now = clock.millis();
    List<List<String>> found = store.read(c -> events(c, now));
    while (!found.isEmpty()) {
      List<List<String>> some = found;
      store.write(
          tx -> {
            PreparedStatement delete = tx.prepare(NO_EVENT);
            for (List<String> event : some) {
              for (int i = 0; i < event.size(); i++) {
                delete.setString(i + 1, event.get(i));
              }
              delete.executeUpdate();
            }
            return 0;
          });
      gone.rows(some.size());
      found = store.read(c -> events(c, now));
    }
  }

  private static List<List<String>> events(Connection c, long now) throws SQLException {
    List<List<String>> found = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(EVENTS)) {
      s.setLong(1, now);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          found.add(List.of(row.getString(1), row.getString(2), row.getString(3)));
        }
      }
    }
    return found;
  }
}
