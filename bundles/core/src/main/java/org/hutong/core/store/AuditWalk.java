package org.hutong.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks the chain of the audit trail from its first row, across the anchors, to its head. */
public final class AuditWalk {
  private static final String HEAD = "SELECT audit_seq, audit_hash FROM writer_state WHERE id = 1";
  private static final String ROWS =
      "SELECT seq, at_ms, who, whom, what, target, why, source, result, hash FROM audit_log"
          + " ORDER BY seq";

  private final AuditChain chain;
  private String before = AuditChain.START;
  private long seq;
  private long rows;
  private long pruned;

  private AuditWalk(AuditChain chain) {
    this.chain = chain;
  }

  /**
   * What was found.
   *
   * @param firstBad the first row that is altered, missing or inserted; null when the chain holds
   * @param sentence one Chinese sentence
   */
  public record Finding(boolean holds, long rows, @Nullable Long firstBad, String sentence) {}

  /** The last row as the writer remembers it. */
  public record Head(long seq, String hash) {
    /** Reads it. */
    public static Head read(Connection connection) throws SQLException {
      try (PreparedStatement s = connection.prepareStatement(HEAD);
          ResultSet row = s.executeQuery()) {
        row.next();
        return new Head(row.getLong(1), row.getString(2));
      }
    }
  }

  /** Walks; rows behind the head are checked too. */
  public static Finding walk(Connection connection, AuditChain chain, Head head)
      throws SQLException {
    return Piecewise.read(connection, c -> new AuditWalk(chain).walk(c, head));
  }

  private Finding walk(Connection connection, Head head) throws SQLException {
    Map<Long, AuditAnchor> anchors = AuditAnchor.all(connection);
    try (PreparedStatement s = connection.prepareStatement(ROWS)) {
      s.setFetchSize(1_000);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          long found = row.getLong(1);
          if (found != seq + 1) {
            cross(anchors);
          }
          if (found != seq + 1) {
            return broken(seq + 1, "缺少第 " + (seq + 1) + " 条审计记录");
          }
          seq = found;
          String hash = chain.hash(before, seq, row.getLong(2), fields(row));
          if (!hash.equals(row.getString(10))) {
            return broken(seq, "第 " + seq + " 条审计记录被改动，或其前有记录被插入、删除");
          }
          if (seq == head.seq() && !hash.equals(head.hash())) {
            return broken(seq, "第 " + seq + " 条审计记录与写入端记录的链头不一致");
          }
          before = hash;
          rows++;
        }
      }
    }
    cross(anchors);
    if (seq < head.seq()) {
      return broken(seq + 1, "末尾缺少第 " + (seq + 1) + " 条及以后的审计记录");
    }
    String kept = pruned == 0 ? "" : "（第 1 至 " + pruned + " 条已按保存期限清理）";
    return new Finding(true, rows, null, "审计链完整，共 " + rows + " 条" + kept);
  }

  /** Goes on behind rows that are absent on purpose; only a genuine anchor moves. */
  private void cross(Map<Long, AuditAnchor> anchors) {
    AuditAnchor anchor = anchors.get(seq);
    while (anchor != null && anchor.isGenuine(chain) && fits(anchor)) {
      if (anchor.reason().equals(AuditAnchor.PRUNED)) {
        pruned = anchor.to();
      }
      seq = anchor.to();
      before = anchor.hash();
      anchor = anchors.get(seq);
    }
  }

  private boolean fits(AuditAnchor anchor) {
    return anchor.reason().equals(AuditAnchor.PRUNED) || anchor.hash().equals(before);
  }

  private Finding broken(long firstBad, String sentence) {
    return new Finding(false, rows, firstBad, sentence);
  }

  private static AuditRow fields(ResultSet row) throws SQLException {
    return new AuditRow(
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9));
  }
}
