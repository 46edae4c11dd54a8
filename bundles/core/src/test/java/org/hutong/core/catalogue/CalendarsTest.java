package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.hutong.catalogue.Catalogue.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarsTest {
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

  @Test
  void aYearWithoutItsFileAnswersNothing() {
    assertThat(shipped.load()).isEmpty();
    assertThat(shipped.workingDays().plusWorkingDays(LocalDate.of(2017, 3, 1), 1)).isEmpty();
    assertThat(shipped.workingDays().plusWorkingDays(LocalDate.of(2026, 12, 28), 10)).isEmpty();
  }

  @Test
  void aWrongFileIsNamedByRowAndLeavesTheOldCalendarInForce(@TempDir Path config)
      throws IOException {
    Path file = Files.createDirectories(config.resolve("calendar")).resolve("2026.csv");
    Files.writeString(file, "date,kind,name\n2026-01-01,HOLIDAY,元旦\n");
    Calendars calendars = new Calendars(config);
    assertThat(calendars.load()).isEmpty();
    Files.writeString(
        file,
        "\uFEFFdate,kind,name\n2026-01-01,HOLIDAY,元旦\n2026-13-01,HOLIDAY,\n2026-01-05,WORKDAY,x\n2026-01-06,FREE,x\n");
    assertThat(calendars.load())
        .extracting(Finding::file, Finding::row, Finding::field)
        .containsExactly(
            tuple("calendar/2026.csv", 3, "date"),
            tuple("calendar/2026.csv", 4, "date"),
            tuple("calendar/2026.csv", 5, "kind"));
    assertThat(calendars.workingDays().isWorkingDay(LocalDate.of(2026, 1, 1))).contains(false);
  }
}
