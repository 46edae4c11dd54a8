package org.hutong.core.store;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the writer committed last: the row that tells whether a lost commit happened. */
record WriterState(String epoch, long group, long change, long audit, String auditHash) {
  private static final String READ =
      "SELECT epoch, group_no, change_seq, audit_seq, audit_hash FROM writer_state WHERE id = 1";
  private static final String FIRST =
      "INSERT INTO writer_state (id, epoch, group_no, change_seq, audit_seq, audit_hash)"
          + " VALUES (1, ?, 0, 0, 0, ?)";
  static final String UPDATE =
      "UPDATE writer_state SET group_no = ?, change_seq = ?, audit_seq = ?, audit_hash = ?"
          + " WHERE id = 1";

  /** Reads the row, or begins a new life of the database. */
  static WriterState load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      if (row.next()) {
        return new WriterState(
            row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getString(5));
      }
    }
    String epoch = new BigInteger(64, new SecureRandom()).toString(36);
    try (PreparedStatement first = connection.prepareStatement(FIRST)) {
      first.setString(1, epoch);
      first.setString(2, AuditChain.START);
      first.executeUpdate();
    }
    connection.commit();
    return new WriterState(epoch, 0, 0, 0, AuditChain.START);
  }

  /** Whether nobody has written since. */
  boolean isSame(WriterState other) {
    return group == other.group && epoch.equals(other.epoch);
  }

  void save(PreparedStatement update) throws SQLException {
    update.setLong(1, group);
    update.setLong(2, change);
    update.setLong(3, audit);
    update.setString(4, auditHash);
    update.executeUpdate();
  }
}
