package org.hutong.core.upkeep;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.AuditWalk;
import org.hutong.core.store.KeyRing;

/**
 * What a database holds, counted: the rows of every table, and whether the audit chain is whole.
 *
 * @param rows table to rows
 */
record Content(Map<String, Long> rows, String epoch, long auditSeq, AuditWalk.Finding audit) {
  private static final String EPOCH = "SELECT epoch FROM writer_state WHERE id = 1";

  static Content of(Connection connection, KeyRing keys) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : tables(connection)) {
      try (PreparedStatement s = connection.prepareStatement("SELECT COUNT(*) FROM " + table);
          ResultSet row = s.executeQuery()) {
        row.next();
        rows.put(table, row.getLong(1));
      }
    }
    AuditWalk.Head head = AuditWalk.Head.read(connection);
    return new Content(
        rows,
        epoch(connection),
        head.seq(),
        AuditWalk.walk(connection, new AuditChain(keys), head));
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet row =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
      while (row.next()) {
        found.add(row.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return found;
  }

  private static String epoch(Connection connection) throws SQLException {
    try (PreparedStatement s = connection.prepareStatement(EPOCH);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
