package org.hutong.core.casework;

import java.util.List;
import java.util.function.Supplier;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueReports.Wall;
import org.hutong.catalogue.Units;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.kernel.WorkingDays;

/** What the catalogue room gives casework: items, how they are checked, calendar, units, walls. */
public record Standards(
    Catalogue catalogue,
    FormChecker forms,
    GapCheck gaps,
    Supplier<WorkingDays> calendar,
    Units units,
    Supplier<List<Wall>> walls) {
  /** The same where nothing is behind a wall. */
  public Standards(
      Catalogue catalogue,
      FormChecker forms,
      GapCheck gaps,
      Supplier<WorkingDays> calendar,
      Units units) {
    this(catalogue, forms, gaps, calendar, units, List::of);
  }
}
