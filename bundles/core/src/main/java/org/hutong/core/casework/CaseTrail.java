package org.hutong.core.casework;

import org.hutong.access.Caller;
import org.hutong.casework.Case.Event;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.jspecify.annotations.Nullable;

/** What writing and reading leave behind: the line of the history, the row of the audit trail. */
final class CaseTrail {
  private final Vault vault;

  CaseTrail(Vault vault) {
    this.vault = vault;
  }

  static Event event(
      Tx tx,
      Caller caller,
      CaseFile file,
      String what,
      @Nullable Integer step,
      @Nullable ActionRequest request) {
    return new Event(
        Times.shown(tx.now().toEpochMilli()),
        what,
        step,
        Units.of(caller),
        caller.account(),
        file.revision(),
        request == null ? null : request.reason(),
        request == null ? null : request.ground());
  }

  void done(Tx tx, Caller caller, String what, CaseFile file, Entry entry) {
    row(tx, caller, what, file, entry, null);
  }

  /** Who looked at whom. */
  void read(
      Tx tx, Caller caller, CaseFile file, Entry entry, boolean masked, @Nullable String purpose) {
    row(tx, caller, masked ? "case.read-masked" : "case.read", file, entry, purpose);
  }

  private void row(
      Tx tx, Caller caller, String what, CaseFile file, Entry entry, @Nullable String why) {
    String id = entry.subject().idNumber();
    String whom = id == null ? null : vault.reference(id);
    tx.audit(AuditRow.done(caller, what, file.number(), whom, why));
  }
}
