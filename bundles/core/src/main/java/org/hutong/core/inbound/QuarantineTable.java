package org.hutong.core.inbound;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.Batch;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.systems.Inbound;
import org.hutong.systems.Quarantined.State;
import org.jspecify.annotations.Nullable;

/** Rows that could not be taken in; the rows themselves encrypted. */
final class QuarantineTable {
  private static final String COLUMNS =
      "id, system_id, feed, place, reason, state, since, batch_no, mapping_version, ended_at,"
          + " ended_by, ended_why, content";
  private static final String INSERT =
      """
      INSERT INTO inbound_quarantine
          (id, system_id, feed, key_index, place, reason, state, since, batch_no, mapping_version,
           content)
      VALUES (?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?)""";
  private static final String FIND = "SELECT " + COLUMNS + " FROM inbound_quarantine WHERE id = ?";
  private static final String PAGE =
      "SELECT "
          + COLUMNS
          + " FROM inbound_quarantine WHERE id > ? AND (? = '' OR system_id = ?)"
          + " AND (? = '' OR feed = ?) AND (? = '' OR state = ?)"
          + " ORDER BY id FETCH FIRST ? ROWS ONLY";
  private static final String SAME =
      """
      SELECT id FROM inbound_quarantine
       WHERE system_id = ? AND feed = ? AND state = 'OPEN' AND place = ? AND reason = ?""";
  private static final String LATER =
      """
      UPDATE inbound_quarantine SET state = 'SUPERSEDED', ended_at = ?
       WHERE system_id = ? AND feed = ? AND state = 'OPEN' AND key_index = ?""";
  private static final String END =
      """
      UPDATE inbound_quarantine SET state = ?, ended_at = ?, ended_by = ?, ended_why = ?
       WHERE id = ? AND state = 'OPEN'""";
  private static final String AGAIN =
      "UPDATE inbound_quarantine SET reason = ?, mapping_version = ? WHERE id = ?";
  private static final String OPEN =
      """
      SELECT system_id, feed, COUNT(*) FROM inbound_quarantine WHERE state = 'OPEN'
       GROUP BY system_id, feed""";
  private static final String ANY_OPEN =
      """
      SELECT id FROM inbound_quarantine WHERE system_id = ? AND feed = ? AND state = 'OPEN'
       FETCH FIRST 1 ROWS ONLY""";
  private static final String HIGHEST = "SELECT MAX(id) FROM inbound_quarantine";

  private final Vault vault;

  QuarantineTable(Vault vault) {
    this.vault = vault;
  }

  /** A row of the quarantine; the row that came is null where it could not even be read. */
  record Line(
      long id,
      FeedTable.Name feed,
      String place,
      String reason,
      State state,
      long since,
      long batch,
      String mappingVersion,
      long endedAt,
      @Nullable String endedBy,
      @Nullable String endedWhy,
      Batch.@Nullable Row row) {}

  /** Puts a row aside; one that its source gives again, for the same reason, is there already. */
  void add(Tx tx, RecordTable.Provenance from, String reason, Batch.@Nullable Row row)
      throws SQLException {
    String place = Texts.cut(from.place(), 200);
    String why = Texts.cut(reason, 500);
    if (row == null && isThere(tx, from.feed(), place, why)) {
      return;
    }
    long id = tx.next("inbound_quarantine.id", QuarantineTable::highest);
    PreparedStatement insert = tx.prepare(INSERT);
    insert.setLong(1, id);
    insert.setString(2, from.feed().system());
    insert.setString(3, from.feed().feed());
    insert.setString(4, row == null ? null : index(row.key()));
    insert.setString(5, place);
    insert.setString(6, why);
    insert.setLong(7, tx.now().toEpochMilli());
    insert.setLong(8, from.batch());
    insert.setString(9, from.mappingVersion());
    insert.setBytes(10, row == null ? null : sealed(id, row));
    insert.executeUpdate();
  }

  private static boolean isThere(Tx tx, FeedTable.Name feed, String place, String why)
      throws SQLException {
    PreparedStatement same = tx.prepare(SAME);
    same.setString(1, feed.system());
    same.setString(2, feed.feed());
    same.setString(3, place);
    same.setString(4, why);
    try (ResultSet row = same.executeQuery()) {
      return row.next();
    }
  }

  private byte[] sealed(long id, Batch.Row row) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("key", row.key());
    tree.put("fields", row.fields());
    return vault.encrypt(Trees.write(tree), at(id));
  }

  private static String at(long id) {
    return "inbound_quarantine/" + id;
  }

  private String index(String key) {
    return RowReading.index(vault, "record-key", key);
  }

  /** Whether any row of the feed waits for a person. */
  boolean anyOpen(Tx tx, FeedTable.Name feed) throws SQLException {
    PreparedStatement any = tx.prepare(ANY_OPEN);
    any.setString(1, feed.system());
    any.setString(2, feed.feed());
    try (ResultSet row = any.executeQuery()) {
      return row.next();
    }
  }

  /**
   * A later row of the same key has come; rows without a key have nothing to do with each other.
   */
  void superseded(Tx tx, FeedTable.Name feed, String key) throws SQLException {
    if (key.isBlank()) {
      return;
    }
    PreparedStatement later = tx.prepare(LATER);
    later.setLong(1, tx.now().toEpochMilli());
    later.setString(2, feed.system());
    later.setString(3, feed.feed());
    later.setString(4, index(key));
    later.executeUpdate();
  }

  void end(Tx tx, long id, State state, String by, @Nullable String why) throws SQLException {
    PreparedStatement end = tx.prepare(END);
    end.setString(1, state.name());
    end.setLong(2, tx.now().toEpochMilli());
    end.setString(3, by);
    end.setString(4, why);
    end.setLong(5, id);
    end.executeUpdate();
  }

  void stillBad(Tx tx, long id, String reason, String mappingVersion) throws SQLException {
    PreparedStatement again = tx.prepare(AGAIN);
    again.setString(1, Texts.cut(reason, 500));
    again.setString(2, mappingVersion);
    again.setLong(3, id);
    again.executeUpdate();
  }

  Optional<Line> find(Connection connection, long id) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setLong(1, id);
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(line(row)) : Optional.empty();
      }
    }
  }

  List<Line> page(Connection connection, Inbound.Filter filter, long after, int most)
      throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (PreparedStatement page = connection.prepareStatement(PAGE)) {
      page.setLong(1, after);
      both(page, 2, filter.system());
      both(page, 4, filter.feed());
      both(page, 6, filter.state() == null ? null : filter.state().name());
      page.setInt(8, most);
      try (ResultSet row = page.executeQuery()) {
        while (row.next()) {
          lines.add(line(row));
        }
      }
    }
    return lines;
  }

  private static void both(PreparedStatement s, int index, @Nullable String value)
      throws SQLException {
    s.setString(index, value == null ? "" : value);
    s.setString(index + 1, value == null ? "" : value);
  }

  @SuppressWarnings("unchecked") // our own JSON: texts to texts
  private Line line(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    String place = row.getString(4);
    byte[] content = row.getBytes(13);
    Batch.Row kept = null;
    if (content != null) {
      Map<String, Object> tree = Trees.read(vault.decrypt(content, at(id)));
      kept =
          new Batch.Row(
              String.valueOf(tree.get("key")), place, (Map<String, String>) tree.get("fields"));
    }
    return new Line(
        id,
        new FeedTable.Name(row.getString(2), row.getString(3)),
        place,
        row.getString(5),
        State.valueOf(row.getString(6)),
        row.getLong(7),
        row.getLong(8),
        row.getString(9),
        row.getLong(10),
        row.getString(11),
        row.getString(12),
        kept);
  }

  /** How many rows of each feed wait for a person, by {@code system/feed}. */
  static Map<String, Long> open(Connection connection) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    try (PreparedStatement open = connection.prepareStatement(OPEN);
        ResultSet row = open.executeQuery()) {
      while (row.next()) {
        counts.put(row.getString(1) + "/" + row.getString(2), row.getLong(3));
      }
    }
    return counts;
  }

  private static long highest(Connection connection) throws SQLException {
    try (PreparedStatement s = connection.prepareStatement(HIGHEST);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
