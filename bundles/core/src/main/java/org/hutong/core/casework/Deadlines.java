package org.hutong.core.casework;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.hutong.catalogue.Item;
import org.hutong.kernel.TimeLimit;
import org.hutong.kernel.WorkingDays;
import org.jspecify.annotations.Nullable;

/** The day by which an accepted case is due: the promised limit, else the legal one. */
final class Deadlines {
  static final String NONE = "NONE";
  static final String RUNNING = "RUNNING";
  static final String SUSPENDED = "SUSPENDED";
  static final String CALENDAR_MISSING = "CALENDAR_MISSING";
  static final String MET = "MET";
  static final String OVERDUE = "OVERDUE";

  private final Supplier<WorkingDays> calendar;

  Deadlines(Supplier<WorkingDays> calendar) {
    this.calendar = calendar;
  }

  /** A day, or why there is none. */
  record Due(@Nullable LocalDate day, String status) {}

  /** Intake never stops for a calendar: a year without data leaves the day empty. */
  Due from(Item item, LocalDate accepted) {
    TimeLimit limit = item.promisedLimit() != null ? item.promisedLimit() : item.legalLimit();
    if (limit == null) {
      return new Due(null, NONE);
    }
    Optional<LocalDate> day =
        switch (limit.unit()) {
          case WORKING_DAYS -> calendar.get().plusWorkingDays(accepted, limit.amount());
          case NATURAL_DAYS -> calendar.get().workingDayFrom(accepted.plusDays(limit.amount()));
          case HOURS -> Optional.of(accepted.plusDays((limit.amount() + 23L) / 24));
        };
    return day.map(d -> new Due(d, RUNNING)).orElse(new Due(null, CALENDAR_MISSING));
  }

  /** How a running limit stands today. */
  static String now(CaseFile file, LocalDate today) {
    LocalDate due = file.due();
    return RUNNING.equals(file.dueStatus()) && due != null && today.isAfter(due)
        ? OVERDUE
        : file.dueStatus();
  }
}
