package org.hutong.core.inbound;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.core.systems.InboundRules.RecordKind;
import org.hutong.systems.RecordCount;
import org.jspecify.annotations.Nullable;

/** Records with where they came from; the fields of each class sealed by themselves. */
final class RecordTable {
  private static final List<String> CLASSES = List.of("P1", "P2", "P3", "P4");
  private static final String FIND =
      """
      SELECT id, print, batch_no FROM data_record
       WHERE system_id = ? AND feed = ? AND kind = ? AND key_index = ?""";
  private static final String INSERT =
      """
      INSERT INTO data_record
          (print, batch_no, mapping_version, place, source_time, last_seen, deleted_at, flags,
           person_index, source_key, p1, p2, p3, p4, id, kind, system_id, feed, key_index,
           first_seen)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String UPDATE =
      """
      UPDATE data_record
         SET print = ?, batch_no = ?, mapping_version = ?, place = ?, source_time = ?,
             last_seen = ?, deleted_at = ?, flags = ?, person_index = ?, source_key = ?,
             p1 = ?, p2 = ?, p3 = ?, p4 = ?
       WHERE id = ?""";
  private static final String SEEN =
      "UPDATE data_record SET last_seen = ?, batch_no = ?, place = ? WHERE id = ?";
  private static final String READ =
      """
      SELECT id, batch_no, mapping_version, place, source_time, first_seen, last_seen, deleted_at,
             flags, source_key, p1, p2, p3, p4 FROM data_record
       WHERE system_id = ? AND feed = ? AND kind = ? AND key_index = ?""";
  private static final String COUNT =
      """
      SELECT kind, system_id, feed, COUNT(*), COUNT(deleted_at), COUNT(flags) FROM data_record
       GROUP BY kind, system_id, feed ORDER BY kind, system_id, feed""";
  private static final String HIGHEST = "SELECT MAX(id) FROM data_record";

  private final Vault vault;

  RecordTable(Vault vault) {
    this.vault = vault;
  }

  /** Where a row came from. */
  record Provenance(FeedTable.Name feed, long batch, String mappingVersion, String place) {}

  /**
   * A record as kept, in clear; times in milliseconds.
   *
   * @param fields by class
   */
  record Kept(
      String key,
      Map<String, Map<String, Object>> fields,
      Provenance from,
      @Nullable Long sourceTime,
      long firstSeen,
      long lastSeen,
      @Nullable Long deletedAt,
      List<String> flags) {
    /** Hides key and fields. */
    @Override
    public String toString() {
      return "Kept[" + from + "]";
    }
  }

  /** Keeps it, unless a later batch has; a record whose source deleted it keeps its key only. */
  void keep(Tx tx, Provenance from, Arrived.RecordOf record) throws SQLException {
    String key = keyIndex(record.key());
    String print = print(record);
    long now = tx.now().toEpochMilli();
    PreparedStatement find = tx.prepare(FIND);
    of(find, from.feed(), record.kind(), key);
    long id = 0;
    try (ResultSet row = find.executeQuery()) {
      if (row.next()) {
        id = row.getLong(1);
        if (row.getLong(3) > from.batch()) {
          return; // replayed from the quarantine after a later row of the same key
        }
        if (row.getString(2).equals(print)) {
          seen(tx, from, id, now);
          return;
        }
      }
    }
    boolean fresh = id == 0;
    id = fresh ? tx.next("data_record.id", RecordTable::highest) : id;
    PreparedStatement write = tx.prepare(fresh ? INSERT : UPDATE);
    write.setString(1, print);
    write.setLong(2, from.batch());
    write.setString(3, from.mappingVersion());
    write.setString(4, Texts.cut(from.place(), 200));
    setLong(write, 5, record.sourceTime());
    write.setLong(6, now);
    setLong(write, 7, record.deleted() ? now : null);
    write.setString(
        8, record.flags().isEmpty() ? null : Texts.cut(String.join(",", record.flags()), 200));
    write.setString(
        9,
        record.idNumber() == null ? null : RowReading.index(vault, "id-number", record.idNumber()));
    write.setBytes(
        10, vault.encrypt(record.key().getBytes(StandardCharsets.UTF_8), place(id, "key")));
    for (int i = 0; i < CLASSES.size(); i++) {
      Map<String, Object> fields = record.classes().get(CLASSES.get(i));
      write.setBytes(
          11 + i,
          fields == null ? null : vault.encrypt(Trees.write(fields), place(id, CLASSES.get(i))));
    }
    write.setLong(15, id);
    if (fresh) {
      write.setString(16, record.kind().name());
      write.setString(17, from.feed().system());
      write.setString(18, from.feed().feed());
      write.setString(19, key);
      write.setLong(20, now);
    }
    write.executeUpdate();
  }

  private static void seen(Tx tx, Provenance from, long id, long now) throws SQLException {
    PreparedStatement seen = tx.prepare(SEEN);
    seen.setLong(1, now);
    seen.setLong(2, from.batch());
    seen.setString(3, Texts.cut(from.place(), 200));
    seen.setLong(4, id);
    seen.executeUpdate();
  }

  private String keyIndex(String key) {
    return RowReading.index(vault, "record-key", key);
  }

  private String print(Arrived.RecordOf record) {
    Map<String, Object> printed = new LinkedHashMap<>();
    printed.put("classes", record.classes());
    printed.put("time", record.sourceTime());
    printed.put("deleted", record.deleted());
    printed.put("flags", record.flags());
    return RowReading.index(
        vault, "inbound-print", new String(Trees.canonical(printed), StandardCharsets.UTF_8));
  }

  private static String place(long id, String of) {
    return "data_record/" + id + "/" + of;
  }

  private static void of(PreparedStatement s, FeedTable.Name feed, RecordKind kind, String key)
      throws SQLException {
    s.setString(1, feed.system());
    s.setString(2, feed.feed());
    s.setString(3, kind.name());
    s.setString(4, key);
  }

  private static void setLong(PreparedStatement s, int index, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      s.setNull(index, Types.BIGINT);
    } else {
      s.setLong(index, value);
    }
  }

  private static long highest(Connection connection) throws SQLException {
    try (PreparedStatement s = connection.prepareStatement(HIGHEST);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The record of that key. */
  Optional<Kept> find(Connection connection, FeedTable.Name feed, RecordKind kind, String key)
      throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      of(read, feed, kind, keyIndex(key));
      try (ResultSet row = read.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        long id = row.getLong(1);
        Map<String, Map<String, Object>> fields = new LinkedHashMap<>();
        for (int i = 0; i < CLASSES.size(); i++) {
          byte[] sealed = row.getBytes(11 + i);
          if (sealed != null) {
            String of = CLASSES.get(i);
            fields.put(of, Trees.read(vault.decrypt(sealed, place(id, of))));
          }
        }
        String flags = row.getString(9);
        return Optional.of(
            new Kept(
                new String(
                    vault.decrypt(row.getBytes(10), place(id, "key")), StandardCharsets.UTF_8),
                fields,
                new Provenance(feed, row.getLong(2), row.getString(3), row.getString(4)),
                nullable(row, 5),
                row.getLong(6),
                row.getLong(7),
                nullable(row, 8),
                flags == null ? List.of() : List.of(flags.split(","))));
      }
    }
  }

  private static @Nullable Long nullable(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static List<RecordCount> counts(Connection connection) throws SQLException {
    List<RecordCount> counts = new ArrayList<>();
    try (PreparedStatement count = connection.prepareStatement(COUNT);
        ResultSet row = count.executeQuery()) {
      while (row.next()) {
        counts.add(
            new RecordCount(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)));
      }
    }
    return counts;
  }
}
