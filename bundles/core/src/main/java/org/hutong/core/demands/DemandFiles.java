package org.hutong.core.demands;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.kernel.Place;
import org.jspecify.annotations.Nullable;

/** The table of the log. */
final class DemandFiles {
  private static final String COLUMNS =
      "id, said_on, community, account, unit, channel, category, recorded_at, words";
  private static final String INSERT =
      "INSERT INTO demand (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String BETWEEN =
      "SELECT "
          + COLUMNS
          + " FROM demand WHERE said_on >= ? AND said_on < ? AND id < ? AND (unit = ? OR 1 = ?)"
          + " ORDER BY id DESC FETCH FIRST ? ROWS ONLY";
  private static final String HIGHEST = "SELECT MAX(id) FROM demand";

  /** A line as stored. */
  record Row(
      long id,
      LocalDate date,
      Place community,
      String account,
      String unit,
      String channel,
      String category,
      long recordedAt,
      Words words) {}

  /** What is encrypted. */
  record Words(String text, @Nullable String place) {
    @Override
    public String toString() {
      return "Words[hidden]";
    }
  }

  private final Vault vault;

  DemandFiles(Vault vault) {
    this.vault = vault;
  }

  static long nextId(Tx tx) throws SQLException {
    return tx.next(
        "demand.id",
        c -> {
          try (PreparedStatement s = c.prepareStatement(HIGHEST);
              ResultSet row = s.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  void insert(Tx tx, Row row) throws SQLException {
    PreparedStatement s = tx.prepare(INSERT);
    s.setLong(1, row.id());
    s.setString(2, row.date().toString());
    s.setString(3, row.community().text());
    s.setString(4, row.account());
    s.setString(5, row.unit());
    s.setString(6, row.channel());
    s.setString(7, row.category());
    s.setLong(8, row.recordedAt());
    s.setBytes(9, vault.encrypt(Trees.write(row.words()), place(row.id())));
    s.executeUpdate();
  }

  private static String place(long id) {
    return "demand/" + id;
  }

  /**
   * Lines of {@code [from, to)} with a lower number, the newest first.
   *
   * @param unit whose; null: everybody's
   */
  List<Row> between(
      Connection c, LocalDate from, LocalDate to, long before, @Nullable String unit, int most)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(BETWEEN)) {
      s.setString(1, from.toString());
      s.setString(2, to.toString());
      s.setLong(3, before);
      s.setString(4, unit == null ? "" : unit);
      s.setInt(5, unit == null ? 1 : 0);
      s.setInt(6, most);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          long id = row.getLong(1);
          rows.add(
              new Row(
                  id,
                  LocalDate.parse(row.getString(2)),
                  Place.parse(row.getString(3)),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getLong(8),
                  Trees.read(vault.decrypt(row.getBytes(9), place(id)), Words.class)));
        }
      }
    }
    return rows;
  }
}
