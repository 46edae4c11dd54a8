package org.hutong.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dates are those of the State Council's notices, as far as the vectors need them. */
class WorkingDaysTest {
  private static final WorkingDays CALENDAR =
      new WorkingDays(
          Set.of(2015, 2016, 2025, 2026),
          days(
              // 2015: 抗战胜利日 by the second notice of May 2015
              "2015-09-03/2015-09-05",
              // 2016: 春节, 中秋节
              "2016-02-07/2016-02-13",
              "2016-09-15/2016-09-17",
              // 2025: 国庆节 and 中秋节
              "2025-10-01/2025-10-08",
              // 2026: 元旦, 春节
              "2026-01-01/2026-01-03",
              "2026-02-15/2026-02-23"),
          days(
              "2015-09-06/2015-09-06",
              "2016-02-06/2016-02-06",
              "2016-02-14/2016-02-14",
              "2016-09-18/2016-09-18",
              "2025-09-28/2025-09-28",
              "2025-10-11/2025-10-11",
              "2026-01-04/2026-01-04",
              "2026-02-14/2026-02-14",
              "2026-02-28/2026-02-28"));

  @ParameterizedTest
  @CsvSource({
    "2016-09-14, 5, 2016-09-22",
    "2015-09-01, 3, 2015-09-07",
    "2016-02-04, 5, 2016-02-16",
    "2025-09-26, 5, 2025-10-10",
    "2025-12-31, 3, 2026-01-06",
    "2026-02-13, 5, 2026-02-27"
  })
  void workingDaysAreCountedByTheNotices(LocalDate start, int n, LocalDate last) {
    assertThat(CALENDAR.plusWorkingDays(start, n)).contains(last);
  }

  @Test
  void underTheFirstNoticeOf2015TheLimitEndedEarlier() {
    WorkingDays first = new WorkingDays(Set.of(2015), Set.of(), Set.of());
    assertThat(first.plusWorkingDays(LocalDate.of(2015, 9, 1), 3))
        .contains(LocalDate.of(2015, 9, 4));
  }

  @Test
  void aYearWithoutItsNoticeIsNotGuessed() {
    assertThat(CALENDAR.plusWorkingDays(LocalDate.of(2026, 12, 30), 1))
        .contains(LocalDate.of(2026, 12, 31));
    assertThat(CALENDAR.plusWorkingDays(LocalDate.of(2026, 12, 30), 2)).isEmpty();
    assertThat(CALENDAR.isWorkingDay(LocalDate.of(2027, 1, 4))).isEmpty();
  }

  @Test
  void aHolidayIsOffAndAMakeUpSundayIsWorked() {
    assertThat(CALENDAR.isWorkingDay(LocalDate.of(2016, 9, 15))).contains(false);
    assertThat(CALENDAR.isWorkingDay(LocalDate.of(2016, 9, 18))).contains(true);
    assertThat(CALENDAR.isWorkingDay(LocalDate.of(2016, 9, 19))).contains(true);
    assertThat(CALENDAR.isWorkingDay(LocalDate.of(2016, 9, 24))).contains(false);
  }

  @Test
  void aLastDayOnAHolidayMovesOn() {
    assertThat(CALENDAR.workingDayFrom(LocalDate.of(2025, 10, 1)))
        .contains(LocalDate.of(2025, 10, 9));
    assertThat(CALENDAR.workingDayFrom(LocalDate.of(2025, 10, 9)))
        .contains(LocalDate.of(2025, 10, 9));
  }

  @Test
  void aDayBothOffAndWorkedIsRefused() {
    LocalDate day = LocalDate.of(2016, 9, 18);
    assertThatExceptionOfType(InvalidValue.class)
        .isThrownBy(() -> new WorkingDays(Set.of(2016), Set.of(day), Set.of(day)));
  }

  @Test
  void lessThanOneDayIsNoLimit() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> CALENDAR.plusWorkingDays(LocalDate.of(2016, 1, 1), 0));
  }

  @Property
  void aLimitEndsOnAWorkingDayAndAddsUp(
      @ForAll @DateRange(min = "2015-01-01", max = "2016-06-30") LocalDate start,
      @ForAll @IntRange(min = 1, max = 60) int first,
      @ForAll @IntRange(min = 1, max = 60) int second) {
    LocalDate middle = CALENDAR.plusWorkingDays(start, first).orElseThrow();
    assertThat(middle).isAfter(start);
    assertThat(CALENDAR.isWorkingDay(middle)).contains(true);
    assertThat(CALENDAR.plusWorkingDays(middle, second))
        .isEqualTo(CALENDAR.plusWorkingDays(start, first + second));
  }

  private static Set<LocalDate> days(String... periods) {
    return Stream.of(periods)
        .map(period -> period.split("/"))
        .flatMap(p -> LocalDate.parse(p[0]).datesUntil(LocalDate.parse(p[1]).plusDays(1)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
