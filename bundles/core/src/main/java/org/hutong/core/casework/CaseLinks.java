package org.hutong.core.casework;

import java.sql.SQLException;
import org.hutong.access.Caller;
import org.hutong.casework.Case.Event;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** Notes in a case's history what it came of, in the caller's unit of the writer. */
public final class CaseLinks {
  private final CaseFiles files;
  private final CaseSight sight;

  CaseLinks(Store store, CaseSight sight) {
    this.files = new CaseFiles(store.vault());
    this.sight = sight;
  }

  /**
   * Notes the task that a case came of.
   *
   * @throws Refused {@code CASE_NOT_FOUND} where the caller may not know of it
   */
  public void task(Tx tx, Caller caller, String caseNumber, String task) throws SQLException {
    CaseFile file =
        files
            .find(tx.connection(), caseNumber)
            .filter(f -> sight.of(caller, null, f) != Sight.View.NONE)
            .orElseThrow(() -> Refused.because(Code.CASE_NOT_FOUND));
    CaseFile next = file.changed(tx.now().toEpochMilli(), false);
    files.update(tx, next, null);
    files.event(
        tx,
        next,
        next.version(),
        new Event(
            Times.shown(next.changedAt()),
            "task",
            null,
            Units.of(caller),
            caller.account(),
            next.revision(),
            task,
            null));
    tx.change("CASE", next.number(), next.revision(), "task");
    tx.audit(AuditRow.done(caller, "case.task", next.number(), null, task));
  }
}
