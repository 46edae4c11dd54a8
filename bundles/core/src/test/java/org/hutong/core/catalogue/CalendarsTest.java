package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.DateRange;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.kernel.WorkingDays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarsTest {
  private static final String NOTICES =
      "notice,year,published,title\n甲,2026,2025-11-04,第一次通知\n乙,2026,2026-05-13,第二次通知\n";
  private static final String HEADER = "notice,from,to,kind,name\n";

  private final Calendars shipped = new Calendars(ExampleBody.CONFIG);

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "2016-09-14,5,2016-09-22",
    "2015-09-01,3,2015-09-07",
    "2016-02-04,5,2016-02-16",
    "2025-09-26,5,2025-10-10",
    "2025-12-31,3,2026-01-06",
    "2026-02-13,5,2026-02-27"
  })
  void theStandardsVectorsHold(LocalDate start, int n, LocalDate end) {
    assertThat(shipped.load()).isEmpty();
    assertThat(shipped.workingDays().plusWorkingDays(start, n)).contains(end);
  }

  /** The survey's period had 315 official working days (requirements.md I13). */
  @Test
  void theSurveysPeriodHas315WorkingDays() {
    assertThat(shipped.load()).isEmpty();
    WorkingDays days = shipped.workingDays();
    assertThat(
            LocalDate.of(2015, 7, 1)
                .datesUntil(LocalDate.of(2016, 10, 1))
                .filter(d -> days.isWorkingDay(d).orElseThrow())
                .count())
        .isEqualTo(315);
  }

  @ParameterizedTest(name = "{0} worked: {1}")
  @CsvSource({
    "2018-12-29,true", "2018-12-31,false", "2019-04-28,true", "2019-05-02,false",
    "2020-01-31,false", "2020-02-01,false", "2020-02-03,true", "2022-12-30,true",
    "2023-01-02,false", "2024-02-09,true", "2024-02-18,true"
  })
  void aSecondNoticeAndTheEndOfTheYearBeforeCount(LocalDate day, boolean worked) {
    assertThat(shipped.load()).isEmpty();
    assertThat(shipped.workingDays().isWorkingDay(day)).contains(worked);
  }

  @Test
  void whatWasKnownBeforeTheSecondNoticeCanStillBeAsked() {
    assertThat(shipped.load()).isEmpty();
    LocalDate start = LocalDate.of(2015, 9, 1);
    assertThat(shipped.workingDays(LocalDate.of(2015, 5, 12)).plusWorkingDays(start, 3))
        .contains(LocalDate.of(2015, 9, 4));
    assertThat(shipped.workingDays(LocalDate.of(2015, 5, 13)).plusWorkingDays(start, 3))
        .contains(LocalDate.of(2015, 9, 7));
    assertThat(shipped.workingDays(LocalDate.of(2014, 1, 1)).plusWorkingDays(start, 3)).isEmpty();
  }

  @Property(tries = 200)
  void aLimitEndsOnAWorkingDayTheFirstDayNotCountedAndTwoLimitsAddUp(
      @ForAll @DateRange(min = "2015-01-01", max = "2026-06-30") LocalDate start,
      @ForAll @IntRange(min = 1, max = 40) int first,
      @ForAll @IntRange(min = 1, max = 40) int second) {
    shipped.load();
    WorkingDays days = shipped.workingDays();
    LocalDate middle = days.plusWorkingDays(start, first).orElseThrow();
    assertThat(days.isWorkingDay(middle)).contains(true);
    assertThat(
            start
                .plusDays(1)
                .datesUntil(middle.plusDays(1))
                .filter(d -> days.isWorkingDay(d).orElseThrow())
                .count())
        .isEqualTo(first);
    assertThat(days.plusWorkingDays(middle, second))
        .isEqualTo(days.plusWorkingDays(start, first + second));
  }

  @Test
  void aYearWithoutItsFileAnswersNothing() {
    assertThat(shipped.load()).isEmpty();
    assertThat(shipped.workingDays().plusWorkingDays(LocalDate.of(2014, 3, 1), 1)).isEmpty();
    assertThat(shipped.workingDays().plusWorkingDays(LocalDate.of(2026, 12, 28), 10)).isEmpty();
  }

  @Test
  void aWrongFileIsNamedByRowAndLeavesTheOldCalendarInForce(@TempDir Path config)
      throws IOException {
    Path file = write(config, "甲,2026-01-01,2026-01-03,HOLIDAY,元旦\n");
    Calendars calendars = new Calendars(config);
    assertThat(calendars.load()).isEmpty();
    Files.writeString(
        file,
        "\uFEFF"
            + HEADER
            + "甲,2026-01-01,2026-01-01,HOLIDAY,元旦\n"
            + "甲,2026-13-01,2026-01-01,HOLIDAY,\n"
            + "甲,2026-01-05,2026-01-05,WORKDAY,x\n"
            + "甲,2026-01-06,2026-01-06,FREE,x\n"
            + "丙,2026-01-07,2026-01-07,HOLIDAY,x\n"
            + "甲,2026-01-09,2026-01-08,HOLIDAY,x\n"
            + "甲,2025-11-30,2025-11-30,HOLIDAY,x\n"
            + "甲,2026-01-01,2026-01-01,HOLIDAY,x\n");
    assertThat(calendars.check()).isEqualTo(calendars.load());
    assertThat(calendars.load())
        .extracting(Finding::file, Finding::row, Finding::field)
        .containsExactly(
            tuple("calendar/2026.csv", 3, "from"),
            tuple("calendar/2026.csv", 4, "from"),
            tuple("calendar/2026.csv", 5, "kind"),
            tuple("calendar/2026.csv", 6, "notice"),
            tuple("calendar/2026.csv", 7, "from"),
            tuple("calendar/2026.csv", 8, "from"),
            tuple("calendar/2026.csv", 9, "from"));
    assertThat(calendars.workingDays().isWorkingDay(LocalDate.of(2026, 1, 2))).contains(false);
  }

  @Test
  void aFileInGb18030IsTakenAndSaid(@TempDir Path config) throws IOException {
    Path file = write(config, "");
    Files.write(
        file,
        (HEADER + "甲,2026-01-01,2026-01-03,HOLIDAY,元旦䶮\n").getBytes(Charset.forName("GB18030")));
    Calendars calendars = new Calendars(config);
    assertThat(calendars.load())
        .extracting(Finding::file, Finding::note)
        .containsExactly(tuple("calendar/2026.csv", true));
    assertThat(calendars.workingDays().isWorkingDay(LocalDate.of(2026, 1, 2))).contains(false);
  }

  private static Path write(Path config, String rows) throws IOException {
    Path folder = Files.createDirectories(config.resolve("calendar"));
    Files.writeString(folder.resolve("notices.csv"), NOTICES);
    return Files.writeString(folder.resolve("2026.csv"), HEADER + rows);
  }
}
