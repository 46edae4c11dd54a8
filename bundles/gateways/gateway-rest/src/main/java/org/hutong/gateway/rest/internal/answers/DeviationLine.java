package org.hutong.gateway.rest.internal.answers;

import java.time.LocalDate;
import org.hutong.catalogue.CatalogueReports.Deviated;
import org.hutong.catalogue.Item.Deviation;
import org.jspecify.annotations.Nullable;

/** A deviation of the street's overlay, with its item. */
public record DeviationLine(
    String scheme,
    String code,
    int version,
    String name,
    String path,
    @Nullable String district,
    String street,
    String basis,
    @Nullable LocalDate basisDate) {
  static DeviationLine of(Deviated line) {
    Deviation d = line.deviation();
    return new DeviationLine(
        line.item().scheme(),
        line.item().code(),
        line.item().version(),
        line.name(),
        d.path(),
        d.district(),
        d.street(),
        d.basis(),
        d.basisDate());
  }
}
