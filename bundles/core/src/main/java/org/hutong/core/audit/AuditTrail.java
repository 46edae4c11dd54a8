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
import org.hutong.core.store.AuditWalk;
import org.hutong.core.store.Piecewise;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;

/** Reads the trail and walks its chain. Rows are written by the one writer alone. */
public final class AuditTrail implements Audit {
  private static final String PERIOD =
      "SELECT seq, at_ms, who, whom, what, target, why, source, result, hash FROM audit_log"
          + " WHERE at_ms >= ? AND at_ms < ? AND seq <= ? ORDER BY seq";

  private final Store store;
  private final AuditChain chain;

  /** A trail over this store, under this chain's key. */
  public AuditTrail(Store store, AuditChain chain) {
    this.store = store;
    this.chain = chain;
  }

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
    AuditWalk.Head head = store.read(AuditWalk.Head::read);
    AuditWalk.Finding found = store.peek(c -> AuditWalk.walk(c, chain, head));
    return new Verification(found.holds(), found.rows(), found.firstBad(), found.sentence());
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
    AuditWalk.Head head = store.read(AuditWalk.Head::read);
    // Once only: what a sink has taken cannot be taken back.
    store.peek(connection -> Piecewise.read(connection, c -> pour(c, from, to, head, sink)));
  }

  private static int pour(
      Connection c,
      OffsetDateTime from,
      OffsetDateTime to,
      AuditWalk.Head head,
      Consumer<Entry> sink)
      throws SQLException {
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
