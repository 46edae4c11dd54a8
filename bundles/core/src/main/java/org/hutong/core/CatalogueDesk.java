package org.hutong.core;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.CatalogueAdmin;
import org.hutong.core.access.AccessLog;
import org.hutong.core.access.Purposes;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.mapping.CodeTableCheck;
import org.hutong.core.rules.Fault;
import org.hutong.core.store.AuditRow;
import org.hutong.core.systems.RegisterList;
import org.hutong.problem.Refused;

/** Who may look after the catalogue, and the audit row of it; works without the database. */
final class CatalogueDesk implements CatalogueAdmin {
  private final CatalogueFiles files;
  private final Purposes purposes;
  private final RegisterList register;
  private final Path config;
  private final AccessLog trail;

  CatalogueDesk(
      CatalogueFiles files,
      Purposes purposes,
      RegisterList register,
      Path config,
      AccessLog trail) {
    this.files = files;
    this.purposes = purposes;
    this.register = register;
    this.config = config;
    this.trail = trail;
  }

  @Override
  public List<Finding> check(Caller caller) {
    return audited(caller, "catalogue.check", () -> with(beside(), files.check()));
  }

  @Override
  public List<Finding> load(Caller caller) {
    return audited(caller, "catalogue.load", this::load);
  }

  /** What other rooms read of these folders: purposes, the register of systems, code tables. */
  private List<Fault> beside() {
    return Stream.of(purposes.check(), register.check(), CodeTableCheck.of(config))
        .flatMap(List::stream)
        .toList();
  }

  /** All the files or none. */
  private List<Finding> load() {
    List<Fault> first = beside();
    if (Fault.wrong(first) > 0) {
      return with(first, files.check());
    }
    List<Finding> findings = files.load();
    if (findings.stream().allMatch(Finding::note)) {
      purposes.load();
      register.load();
    }
    return with(first, findings);
  }

  private static List<Finding> with(List<Fault> faults, List<Finding> findings) {
    return Stream.concat(
            faults.stream()
                .map(f -> new Finding(f.file(), f.row(), f.field(), f.reason(), f.note())),
            findings.stream())
        .toList();
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
