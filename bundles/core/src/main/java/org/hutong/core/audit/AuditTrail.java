package org.hutong.core.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.audit.Audit;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;

/** Reads the trail and walks its chain. Rows are written by the one writer alone. */
public final class AuditTrail implements Audit {
  private static final String ALL =
      "SELECT seq, at_ms, who, whom, what, target, why, source, result, hash FROM audit_log"
          + " ORDER BY seq";
  private static final String PERIOD =
      "SELECT seq, at_ms, who, whom, what, target, why, source, result, hash FROM audit_log"
          + " WHERE at_ms >= ? AND at_ms < ? AND seq <= ? ORDER BY seq";
  private static final String HEAD = "SELECT audit_seq, audit_hash FROM writer_state WHERE id = 1";

  private final Store store;
  private final AuditChain chain;

  /** A trail over this store, under this chain's key. */
  public AuditTrail(Store store, AuditChain chain) {
    this.store = store;
    this.chain = chain;
  }

  private record Head(long seq, String hash) {}

  @Override
  public Verification verify(Caller caller) {
    caller.mustBe(Role.AUDITOR);
    store.write(
        tx -> {
          tx.audit(AuditRow.done(caller, "audit.verify", null, null, null));
          return 0;
        });
    // The head first: rows that come in meanwhile are checked too, but are not missed by it. Up to
    // the head all is committed, and what follows is chained before its commit.
    Head head = store.read(AuditTrail::head);
    return store.peek(
        c -> {
          try (PreparedStatement s = c.prepareStatement(ALL)) {
            s.setFetchSize(1_000);
            try (ResultSet row = s.executeQuery()) {
              return walk(row, head);
            }
          }
        });
  }

  private static Head head(Connection c) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(HEAD);
        ResultSet row = s.executeQuery()) {
      row.next();
      return new Head(row.getLong(1), row.getString(2));
    }
  }

  private Verification walk(ResultSet row, Head head) throws SQLException {
    String before = AuditChain.START;
    long seq = 0;
    while (row.next()) {
      long found = row.getLong(1);
      if (found != seq + 1) {
        return broken(seq, seq + 1, "缺少第 " + (seq + 1) + " 条审计记录");
      }
      seq = found;
      String hash = chain.hash(before, seq, row.getLong(2), fields(row));
      if (!hash.equals(row.getString(10))) {
        return broken(seq, seq, "第 " + seq + " 条审计记录被改动，或其前有记录被插入、删除");
      }
      if (seq == head.seq() && !hash.equals(head.hash())) {
        return broken(seq, seq, "第 " + seq + " 条审计记录与写入端记录的链头不一致");
      }
      before = hash;
    }
    if (seq < head.seq()) {
      return broken(seq, seq + 1, "末尾缺少第 " + (seq + 1) + " 条及以后的审计记录");
    }
    return new Verification(true, seq, null, "审计链完整，共 " + seq + " 条");
  }

  private static Verification broken(long rows, long firstBad, String finding) {
    return new Verification(false, rows, firstBad, finding);
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

  @Override
  public void export(Caller caller, OffsetDateTime from, OffsetDateTime to, Consumer<Entry> sink) {
    caller.mustBe(Role.AUDITOR);
    store.write(
        tx -> {
          tx.audit(AuditRow.done(caller, "audit.export", from + "/" + to, null, null));
          return 0;
        });
    Head head = store.read(AuditTrail::head);
    store.peek( // once only: what a sink has taken cannot be taken back
        c -> {
          try (PreparedStatement s = c.prepareStatement(PERIOD)) {
            s.setFetchSize(1_000);
            s.setLong(1, from.toInstant().toEpochMilli());
            s.setLong(2, to.toInstant().toEpochMilli());
            s.setLong(3, head.seq());
            try (ResultSet row = s.executeQuery()) {
              while (row.next()) {
                sink.accept(entry(row));
              }
            }
          }
          return 0;
        });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    AuditRow fields = fields(row);
    return new Entry(
        row.getLong(1),
        Times.shown(row.getLong(2)),
        fields.who(),
        fields.whom(),
        fields.what(),
        fields.target(),
        fields.why(),
        fields.from(),
        fields.result(),
        row.getString(10));
  }
}
