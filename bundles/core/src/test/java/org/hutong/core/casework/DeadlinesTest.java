package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.DateRange;
import org.hutong.casework.CaseState;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.LegalStatus;
import org.hutong.core.casework.CaseFile.Closing;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.ExampleBody;
import org.hutong.core.store.Times;
import org.hutong.kernel.TimeLimit;
import org.hutong.kernel.TimeLimit.Unit;
import org.hutong.kernel.WorkingDays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The day a case is due, over the calendar that ships. */
class DeadlinesTest {
  private static final WorkingDays DAYS = shipped();
  private final Deadlines deadlines = new Deadlines(() -> DAYS);

  private static WorkingDays shipped() {
    Calendars calendars = new Calendars(ExampleBody.CONFIG);
    assertThat(calendars.load()).isEmpty();
    return calendars.workingDays();
  }

  private static Item item(int amount, Unit unit) {
    return new Item(
        new ItemRef("survey-2016", "MZ-22", 1),
        "甲",
        "MZ",
        "民政为老类",
        List.of(),
        "",
        new Item.Legal(LegalStatus.EXAMPLE, null, null),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        null,
        new TimeLimit(amount, unit),
        true,
        List.of(),
        List.of(),
        List.of(),
        "",
        List.of());
  }

  private LocalDate due(LocalDate accepted, int amount, Unit unit) {
    return deadlines.from(item(amount, unit), accepted).day();
  }

  private static CaseFile accepted(LocalDate on, LocalDate due) {
    long at = Times.startOf(on);
    return new CaseFile(
        1,
        "n",
        new ItemRef("survey-2016", "MZ-22", 1),
        null,
        CaseState.SUSPENDED,
        CaseState.ACCEPTED,
        1,
        1,
        "甲",
        null,
        at,
        at,
        at,
        due,
        Deadlines.SUSPENDED,
        Closing.NONE,
        List.of());
  }

  @Property(tries = 300)
  void aLimitIsMonotoneInItsStartAndItsLengthAndEndsOnAWorkingDayAfterTheFirst(
      @ForAll @DateRange(min = "2015-01-01", max = "2026-05-31") LocalDate start,
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll Unit unit) {
    LocalDate due = due(start, n, unit);
    assertThat(due).isAfter(start);
    assertThat(due(start.plusDays(1), n, unit)).isAfterOrEqualTo(due);
    assertThat(due(start, n + 1, unit)).isAfterOrEqualTo(due);
    if (unit != Unit.HOURS) {
      assertThat(DAYS.isWorkingDay(due)).contains(true);
    }
  }

  @Property(tries = 300)
  void aLastNaturalDayOnAHolidayMovesToTheNextWorkingDayAndNoFurther(
      @ForAll @DateRange(min = "2015-01-01", max = "2026-05-31") LocalDate start,
      @ForAll @IntRange(min = 1, max = 60) int n) {
    LocalDate counted = start.plusDays(n);
    LocalDate due = due(start, n, Unit.NATURAL_DAYS);
    assertThat(due).isAfterOrEqualTo(counted);
    assertThat(counted.datesUntil(due)).noneMatch(d -> DAYS.isWorkingDay(d).orElseThrow());
  }

  @Property(tries = 300)
  void aSuspensionMovesTheDueDayByExactlyTheWorkingDaysItTook(
      @ForAll @DateRange(min = "2016-01-01", max = "2025-06-30") LocalDate start,
      @ForAll @IntRange(min = 2, max = 30) int n,
      @ForAll @IntRange(min = 0, max = 29) int after,
      @ForAll @IntRange(min = 0, max = 60) int stopped) {
    LocalDate due = due(start, n, Unit.WORKING_DAYS);
    LocalDate from = start.plusDays(Math.min(after, n - 1));
    LocalDate to = from.plusDays(stopped);
    int left = deadlines.between(from, due);
    Deadlines.Due resumed =
        deadlines.resumed(item(n, Unit.WORKING_DAYS), accepted(start, due), from, to);
    assertThat(resumed.day()).isAfterOrEqualTo(due);
    assertThat(deadlines.between(to, resumed.day())).isEqualTo(left);
    assertThat(DAYS.isWorkingDay(resumed.day())).contains(true);
  }

  @ParameterizedTest(name = "{0} + {1}h = {2}")
  @CsvSource({
    "2016-09-14,4,2016-09-15",
    "2016-09-14,24,2016-09-15",
    "2016-09-14,25,2016-09-16",
    "2026-12-31,72,2027-01-03"
  })
  void hoursRunThroughHolidaysAndNeedNoCalendar(LocalDate start, int hours, LocalDate due) {
    assertThat(due(start, hours, Unit.HOURS)).isEqualTo(due);
  }

  @ParameterizedTest(name = "{0} + {1}")
  @CsvSource({"2026-12-30,5,CALENDAR_MISSING", "2026-12-25,2,RUNNING", "2014-12-31,1,RUNNING"})
  void aYearWithoutDataLeavesTheDayEmptyAndMarked(LocalDate start, int n, String status) {
    Deadlines.Due due = deadlines.from(item(n, Unit.WORKING_DAYS), start);
    assertThat(due.status()).isEqualTo(status);
    assertThat(due.day() == null).isEqualTo(status.equals("CALENDAR_MISSING"));
  }
}
