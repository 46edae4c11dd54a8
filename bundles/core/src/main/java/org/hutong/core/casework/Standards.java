package org.hutong.core.casework;

import java.util.function.Supplier;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Units;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.kernel.WorkingDays;

/** What the catalogue room gives casework: items, how they are checked, calendar, units. */
public record Standards(
    Catalogue catalogue,
    FormChecker forms,
    GapCheck gaps,
    Supplier<WorkingDays> calendar,
    Units units) {}
