package org.hutong.gateway.support;

import java.util.List;
import org.hutong.access.Caller;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.CatalogueReports.Diff;

/**
 * What a check or a load of the catalogue's files came to.
 *
 * @param accepted whether nothing is wrong; a load then took the files into force, else nothing
 *     changed
 * @param diff what a load would change, or has changed
 * @param digest of the files in force afterwards
 */
public record CatalogueReview(boolean accepted, List<Finding> findings, Diff diff, String digest) {
  /** Looks at the files; changes nothing. */
  public static CatalogueReview check(Services services, Caller caller) {
    List<Finding> findings = services.catalogueAdmin().check(caller);
    CatalogueReports reports = services.catalogueReports();
    return of(findings, reports.diff(), reports);
  }

  /**
   * Takes the files into force if nothing is wrong with them. The same files again change nothing.
   */
  public static CatalogueReview load(Services services, Caller caller) {
    CatalogueReports reports = services.catalogueReports();
    // The diff asks nobody who calls, so the one that does comes first.
    List<Finding> before = services.catalogueAdmin().check(caller);
    Diff diff = reports.diff();
    boolean wrong = !before.stream().allMatch(Finding::note);
    return of(wrong ? before : services.catalogueAdmin().load(caller), diff, reports);
  }

  private static CatalogueReview of(List<Finding> findings, Diff diff, CatalogueReports reports) {
    boolean accepted = findings.stream().allMatch(Finding::note);
    return new CatalogueReview(accepted, findings, diff, reports.inForce().digest());
  }
}
