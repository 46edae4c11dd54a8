package org.hutong.core;

import java.util.List;
import java.util.function.Supplier;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.CatalogueAdmin;
import org.hutong.core.access.AccessLog;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.store.AuditRow;
import org.hutong.problem.Refused;

/** Who may look after the catalogue, and the audit row of it; works without the database. */
final class CatalogueDesk implements CatalogueAdmin {
  private final CatalogueFiles files;
  private final AccessLog trail;

  CatalogueDesk(CatalogueFiles files, AccessLog trail) {
    this.files = files;
    this.trail = trail;
  }

  @Override
  public List<Finding> check(Caller caller) {
    return audited(caller, "catalogue.check", files::check);
  }

  @Override
  public List<Finding> load(Caller caller) {
    return audited(caller, "catalogue.load", files::load);
  }

  private List<Finding> audited(Caller caller, String what, Supplier<List<Finding>> act) {
    try {
      caller.mustBe(Role.ADMIN, Role.STREET_IT);
      List<Finding> findings = act.get();
      long wrong = findings.stream().filter(f -> !f.note()).count();
      record(caller, what, wrong == 0 ? "ok" : wrong + " findings");
      return findings;
    } catch (Refused e) {
      record(caller, what, e.code().name());
      throw e;
    }
  }

  private void record(Caller caller, String what, String result) {
    trail.record(new AuditRow(caller.account(), null, what, null, null, caller.from(), result));
  }
}
