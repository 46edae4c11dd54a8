package org.hutong.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Says that the audit rows behind {@code from} up to {@code to} are absent on purpose, and from
 * which hash the chain goes on. Who has no key can make no anchor.
 *
 * @param reason {@link #PRUNED} or {@link #RESTORED}
 * @param mac over all the rest, under the key of the chain
 */
public record AuditAnchor(
    long from, long to, String reason, long atMillis, String hash, String mac) {
  /** The rows were older than the trail is kept. */
  public static final String PRUNED = "PRUNED";

  /** Numbers that may have been given after the backup was taken; the hash is the row before. */
  public static final String RESTORED = "RESTORED";

  private static final String ALL =
      "SELECT from_seq, to_seq, reason, at_ms, hash, mac FROM audit_anchor";
  private static final String COVERED = "DELETE FROM audit_anchor WHERE to_seq <= ?";
  private static final String INSERT =
      "INSERT INTO audit_anchor (from_seq, to_seq, reason, at_ms, hash, mac)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  /** An anchor under this chain's key. */
  public static AuditAnchor of(
      AuditChain chain, long from, long to, String reason, long atMillis, String hash) {
    AuditAnchor open = new AuditAnchor(from, to, reason, atMillis, hash, "");
    return new AuditAnchor(from, to, reason, atMillis, hash, open.expected(chain));
  }

  private String expected(AuditChain chain) {
    return chain.hash(
        hash, to, atMillis, new AuditRow("", null, "anchor", Long.toString(from), reason, "", ""));
  }

  boolean isGenuine(AuditChain chain) {
    return mac.equals(expected(chain));
  }

  static Map<Long, AuditAnchor> all(Connection connection) throws SQLException {
    Map<Long, AuditAnchor> found = new HashMap<>();
    try (PreparedStatement s = connection.prepareStatement(ALL);
        ResultSet row = s.executeQuery()) {
      while (row.next()) {
        found.put(
            row.getLong(1),
            new AuditAnchor(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6)));
      }
    }
    return found;
  }

  /** Keeps it, instead of those whose rows it covers. */
  public void save(Connection connection) throws SQLException {
    if (from == 0) {
      try (PreparedStatement covered = connection.prepareStatement(COVERED)) {
        covered.setLong(1, to);
        covered.executeUpdate();
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setLong(1, from);
      insert.setLong(2, to);
      insert.setString(3, reason);
      insert.setLong(4, atMillis);
      insert.setString(5, hash);
      insert.setString(6, mac);
      insert.executeUpdate();
    }
  }
}
