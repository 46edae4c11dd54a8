package org.hutong.core.delivery;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;

/** What happened to deliveries on the way; the words of systems and persons are encrypted. */
final class Attempts {
  private static final int MOST_DETAIL = 500;
  private static final String INSERT =
      """
      INSERT INTO delivery_attempt
          (id, delivery_id, attempt_no, at_ms, outcome, detail, took_ms, adapter)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String OF =
      """
      SELECT id, attempt_no, at_ms, outcome, detail, took_ms, adapter FROM delivery_attempt
       WHERE delivery_id = ? ORDER BY id
      """;
  private static final String HIGHEST = "SELECT MAX(id) FROM delivery_attempt";

  private final Vault vault;

  Attempts(Vault vault) {
    this.vault = vault;
  }

  /** One line of the history. */
  record Line(int no, long at, String outcome, String detail, long tookMillis, String adapter) {}

  void add(Tx tx, long delivery, Line line) throws SQLException {
    long id = tx.next("delivery_attempt.id", c -> LedgerRows.highest(c, HIGHEST));
    PreparedStatement insert = tx.prepare(INSERT);
    insert.setLong(1, id);
    insert.setLong(2, delivery);
    insert.setInt(3, line.no());
    insert.setLong(4, line.at());
    insert.setString(5, line.outcome());
    String detail = line.detail();
    if (detail.isBlank()) {
      insert.setBytes(6, null);
    } else {
      String cut = detail.length() > MOST_DETAIL ? detail.substring(0, MOST_DETAIL) : detail;
      insert.setBytes(6, vault.encrypt(cut.getBytes(StandardCharsets.UTF_8), place(id)));
    }
    insert.setLong(7, line.tookMillis());
    insert.setString(8, line.adapter());
    insert.executeUpdate();
  }

  List<Line> of(Connection connection, long delivery) throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OF)) {
      query.setLong(1, delivery);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          byte[] sealed = row.getBytes(5);
          lines.add(
              new Line(
                  row.getInt(2),
                  row.getLong(3),
                  row.getString(4),
                  sealed == null
                      ? ""
                      : new String(
                          vault.decrypt(sealed, place(row.getLong(1))), StandardCharsets.UTF_8),
                  row.getLong(6),
                  row.getString(7)));
        }
      }
    }
    return lines;
  }

  private static String place(long id) {
    return "delivery_attempt/" + id;
  }
}
