package org.hutong.core.inbound;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.jspecify.annotations.Nullable;

/** Which case a system's own record is, and what of it was last taken in. */
final class LinkTable {
  private static final String FIND =
      """
      SELECT case_number, body_print, word_print FROM inbound_link
       WHERE system_id = ? AND key_index = ?""";
  private static final String INSERT =
      """
      INSERT INTO inbound_link
          (system_id, key_index, case_number, body_print, word_print, linked_at)
      VALUES (?, ?, ?, ?, ?, ?)""";
  private static final String BODY =
      "UPDATE inbound_link SET body_print = ? WHERE system_id = ? AND key_index = ?";
  private static final String WORD =
      "UPDATE inbound_link SET word_print = ? WHERE system_id = ? AND key_index = ?";

  private final Vault vault;

  LinkTable(Vault vault) {
    this.vault = vault;
  }

  /** A link; the prints tell what was taken in last. */
  record Link(String caseNumber, @Nullable String bodyPrint, @Nullable String wordPrint) {}

  Optional<Link> find(Connection connection, String system, String key) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, system);
      find.setString(2, index(key));
      try (ResultSet row = find.executeQuery()) {
        return row.next()
            ? Optional.of(new Link(row.getString(1), row.getString(2), row.getString(3)))
            : Optional.empty();
      }
    }
  }

  void link(Tx tx, String system, String key, Link link) throws SQLException {
    PreparedStatement insert = tx.prepare(INSERT);
    insert.setString(1, system);
    insert.setString(2, index(key));
    insert.setString(3, link.caseNumber());
    insert.setString(4, link.bodyPrint());
    insert.setString(5, link.wordPrint());
    insert.setLong(6, tx.now().toEpochMilli());
    insert.executeUpdate();
  }

  void body(Tx tx, String system, String key, String print) throws SQLException {
    print(tx.prepare(BODY), system, key, print);
  }

  void word(Tx tx, String system, String key, String print) throws SQLException {
    print(tx.prepare(WORD), system, key, print);
  }

  private void print(PreparedStatement update, String system, String key, String print)
      throws SQLException {
    update.setString(1, print);
    update.setString(2, system);
    update.setString(3, index(key));
    update.executeUpdate();
  }

  private String index(String key) {
    return RowReading.index(vault, "record-key", key);
  }
}
