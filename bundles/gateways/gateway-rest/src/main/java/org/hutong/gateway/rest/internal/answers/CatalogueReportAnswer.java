package org.hutong.gateway.rest.internal.answers;

import java.util.List;
import org.hutong.catalogue.CatalogueReports;

/** What can be said about the catalogue in force as a whole. */
public record CatalogueReportAnswer(
    String street,
    String digest,
    int items,
    List<CatalogueReports.Fill> fill,
    List<CatalogueReports.Owner> owners,
    List<DeviationLine> deviations,
    List<CatalogueReports.Linked> links) {
  /** The reports as they are now. */
  public static CatalogueReportAnswer of(String street, CatalogueReports reports) {
    CatalogueReports.InForce now = reports.inForce();
    return new CatalogueReportAnswer(
        street,
        now.digest(),
        now.items(),
        reports.fill(),
        reports.owners(),
        reports.deviations().stream().map(DeviationLine::of).toList(),
        reports.links());
  }
}
