package org.hutong.core.systems.modules;

import org.hutong.access.Caller;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is done with modules to the audit trail; a module can be mended without a database.
 */
final class ModuleAudit {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleAudit.class);
  private static final String ITSELF = "appliance";

  private final Store store;

  ModuleAudit(Store store) {
    this.store = store;
  }

  void by(Caller caller, String what, @Nullable String target, String result) {
    write(new AuditRow(caller.account(), null, what, target, null, caller.from(), result));
  }

  /** What the appliance does of its own accord, at its start. */
  void byItself(String what, String target, String result) {
    write(new AuditRow(ITSELF, null, what, target, null, ITSELF, result));
  }

  private void write(AuditRow row) {
    try {
      store.write(
          tx -> {
            tx.audit(row);
            return 0;
          });
    } catch (Refused e) {
      LOG.warn(
          "Not in the audit trail ({}): {} {} {} by {}",
          e.code(),
          row.what(),
          row.target(),
          row.result(),
          row.who());
    }
  }
}
