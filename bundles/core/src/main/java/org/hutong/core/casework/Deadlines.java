package org.hutong.core.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.hutong.catalogue.Item;
import org.hutong.core.store.Times;
import org.hutong.kernel.TimeLimit;
import org.hutong.kernel.WorkingDays;
import org.jspecify.annotations.Nullable;

/** The day by which an accepted case is due: the promised limit, else the legal one. */
public final class Deadlines {
  public static final String NONE = "NONE";
  public static final String RUNNING = "RUNNING";
  static final String SUSPENDED = "SUSPENDED";
  public static final String CALENDAR_MISSING = "CALENDAR_MISSING";
  public static final String MET = "MET";
  public static final String OVERDUE = "OVERDUE";

  private static final int SOON_DAYS = 3;

  private final Supplier<WorkingDays> calendar;

  /** By the calendar in force. */
  public Deadlines(Supplier<WorkingDays> calendar) {
    this.calendar = calendar;
  }

  /** A day, or why there is none. */
  public record Due(@Nullable LocalDate day, String status) {}

  /** Intake never stops for a calendar: a year without data leaves the day empty. */
  Due from(Item item, LocalDate accepted) {
    TimeLimit limit = item.promisedLimit() != null ? item.promisedLimit() : item.legalLimit();
    return limit == null ? new Due(null, NONE) : from(limit, accepted);
  }

  /** The last day of a limit. */
  public Due from(TimeLimit limit, LocalDate first) {
    return due(
        switch (limit.unit()) {
          case WORKING_DAYS -> calendar.get().plusWorkingDays(first, limit.amount());
          case NATURAL_DAYS -> calendar.get().workingDayFrom(first.plusDays(limit.amount()));
          case HOURS -> Optional.of(first.plusDays((limit.amount() + 23L) / 24));
        });
  }

  /** The last day that is due soon (three working days on, or three days without a calendar). */
  public LocalDate soon(LocalDate today) {
    LocalDate day = workingDays(today, SOON_DAYS);
    return day == null ? today.plusDays(SOON_DAYS) : day;
  }

  /** The n-th working day after a day; null where the calendar has no data. */
  @Nullable LocalDate workingDays(LocalDate from, int n) {
    return calendar.get().plusWorkingDays(from, n).orElse(null);
  }

  /**
   * Working days after the first day up to the last.
   *
   * @return null where the calendar has no data for one of them
   */
  @Nullable Integer between(LocalDate first, LocalDate last) {
    WorkingDays days = calendar.get();
    int counted = 0;
    for (LocalDate day = first.plusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      Optional<Boolean> worked = days.isWorkingDay(day);
      if (worked.isEmpty()) {
        return null;
      }
      counted += worked.get() ? 1 : 0;
    }
    return counted;
  }

  /** The limit goes on where it stopped: what was left of it counts from the day of resuming. */
  Due resumed(Item item, CaseFile file, LocalDate stopped, LocalDate today) {
    TimeLimit limit = item.promisedLimit() != null ? item.promisedLimit() : item.legalLimit();
    if (limit == null || file.acceptedAt() == null) {
      return new Due(null, NONE);
    }
    LocalDate before =
        file.due() != null
            ? file.due()
            : from(item, Times.day(Instant.ofEpochMilli(file.acceptedAt()))).day();
    if (before == null) {
      return new Due(null, CALENDAR_MISSING);
    }
    if (!before.isAfter(stopped)) {
      return new Due(before, RUNNING); // nothing was left
    }
    if (limit.unit() != TimeLimit.Unit.WORKING_DAYS) {
      LocalDate moved = before.plusDays(ChronoUnit.DAYS.between(stopped, today));
      Optional<LocalDate> day =
          limit.unit() == TimeLimit.Unit.HOURS
              ? Optional.of(moved)
              : calendar.get().workingDayFrom(moved);
      return due(day);
    }
    Integer left = between(stopped, before);
    return left == null
        ? new Due(null, CALENDAR_MISSING)
        : due(calendar.get().plusWorkingDays(today, Math.max(1, left)));
  }

  private static Due due(Optional<LocalDate> day) {
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
