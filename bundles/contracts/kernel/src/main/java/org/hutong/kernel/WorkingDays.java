package org.hutong.kernel;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * The calendar of working days (工作日) as the State Council's notices set it year by year.
 *
 * <p>A year without its notice is not guessed from weekends: every answer that would need it is
 * empty, which callers turn into an alarm. A second notice within a year (as in May 2015) is a new
 * value of this type. A notice may move the last days of the year before it: their dates count by
 * their own year.
 *
 * @param years the years whose notices are known
 * @param holidays the days off that the notices name; weekends in them do no harm
 * @param makeUpDays the weekend days that the notices make working days
 */
public record WorkingDays(Set<Integer> years, Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {
  /** Copies the sets; a day that is both off and worked is refused. */
  public WorkingDays {
    years = Set.copyOf(years);
    holidays = Set.copyOf(holidays);
    makeUpDays = Set.copyOf(makeUpDays);
    for (LocalDate day : makeUpDays) {
      if (holidays.contains(day)) {
        throw new InvalidValue("WORKING_DAYS_CONTRADICTION", "日历数据矛盾：" + day + "既是放假日又是调休上班日。");
      }
    }
  }

  /** Whether that day is worked; empty when its year has no data. */
  public Optional<Boolean> isWorkingDay(LocalDate day) {
    return covers(day) ? Optional.of(worked(day)) : Optional.empty();
  }

  /**
   * The n-th working day after a start, the first day not counted: the last day of a limit in
   * working days.
   *
   * @param n at least 1
   * @return empty when a day on the way falls in a year without data
   * @throws IllegalArgumentException when n is less than 1
   */
  public Optional<LocalDate> plusWorkingDays(LocalDate start, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("At least one working day is counted: " + n);
    }
    LocalDate day = start;
    for (int counted = 0; counted < n; ) {
      day = day.plusDays(1);
      if (!covers(day)) {
        return Optional.empty();
      }
      if (worked(day)) {
        counted++;
      }
    }
    return Optional.of(day);
  }

  /**
   * That day, or the first working day after it: a last day on a holiday moves on (民法典 art. 203).
   *
   * @return empty when a day on the way falls in a year without data
   */
  public Optional<LocalDate> workingDayFrom(LocalDate day) {
    return plusWorkingDays(day.minusDays(1), 1);
  }

  private boolean covers(LocalDate day) {
    return years.contains(day.getYear());
  }

  private boolean worked(LocalDate day) {
    if (makeUpDays.contains(day)) {
      return true;
    }
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return !weekend && !holidays.contains(day);
  }
}
