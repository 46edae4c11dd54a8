package org.hutong.core.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives the changes and audit rows of a group their numbers, in order and without a gap. */
final class GroupLog {
  private static final String CHANGE =
      "INSERT INTO change_log (seq, kind, reference, revision, what, at_ms)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String AUDIT =
      "INSERT INTO audit_log"
          + " (seq, at_ms, who, whom, what, target, why, source, result, hash)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final AuditChain chain;

  GroupLog(AuditChain chain) {
    this.chain = chain;
  }

  Batch begin(WriterTx.Statements statements, WriterState before) {
    return new Batch(statements, before);
  }

  /** The rows of one group. */
  final class Batch {
    private final WriterTx.Statements statements;
    private final WriterState before;
    private final List<WriterTx.PendingChange> changes = new ArrayList<>();
    private final List<WriterTx.PendingAudit> audits = new ArrayList<>();

    private final Map<SumTable, Map<List<Object>, long[]>> sums = new LinkedHashMap<>();

    private Batch(WriterTx.Statements statements, WriterState before) {
      this.statements = statements;
      this.before = before;
    }

    void add(WriterTx tx) {
      changes.addAll(tx.changes());
      audits.addAll(tx.audits());
      for (WriterTx.PendingSum sum : tx.sums()) {
        sums.computeIfAbsent(sum.table(), t -> new LinkedHashMap<>())
            .merge(sum.key(), sum.amounts(), SumTable::together);
      }
    }

    /** Writes them and the writer's state; the commit is the caller's. */
    WriterState write() throws SQLException {
      String hash = writeAudits();
      writeChanges();
      for (Map.Entry<SumTable, Map<List<Object>, long[]>> table : sums.entrySet()) {
        for (Map.Entry<List<Object>, long[]> row : table.getValue().entrySet()) {
          table.getKey().add(statements, row.getKey(), row.getValue());
        }
      }
      WriterState after =
          new WriterState(
              before.epoch(),
              before.group() + 1,
              before.change() + changes.size(),
              before.audit() + audits.size(),
              hash);
      after.save(statements.prepare(WriterState.UPDATE));
      return after;
    }

    private void writeChanges() throws SQLException {
      if (changes.isEmpty()) {
        return;
      }
      PreparedStatement insert = statements.prepare(CHANGE);
      long seq = before.change();
      for (WriterTx.PendingChange change : changes) {
        insert.setLong(1, ++seq);
        insert.setString(2, change.kind());
        insert.setString(3, change.reference());
        insert.setInt(4, change.revision());
        insert.setString(5, change.what());
        insert.setLong(6, change.at());
        insert.addBatch();
      }
      insert.executeBatch();
    }

    private String writeAudits() throws SQLException {
      String hash = before.auditHash();
      if (audits.isEmpty()) {
        return hash;
      }
      PreparedStatement insert = statements.prepare(AUDIT);
      long seq = before.audit();
      for (WriterTx.PendingAudit audit : audits) {
        AuditRow row = audit.row();
        hash = chain.hash(hash, ++seq, audit.at(), row);
        insert.setLong(1, seq);
        insert.setLong(2, audit.at());
        insert.setString(3, row.who());
        insert.setString(4, row.whom());
        insert.setString(5, row.what());
        insert.setString(6, row.target());
        insert.setString(7, row.why());
        insert.setString(8, row.from());
        insert.setString(9, row.result());
        insert.setString(10, hash);
        insert.addBatch();
      }
      insert.executeBatch();
      return hash;
    }
  }
}
