package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
  private static Optional<LocalDate> night(String at, String moment) {
    return new QuietHours(LocalTime.parse(at))
        .night(LocalDateTime.parse(moment).atZone(Times.ZONE).toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    "02:30, 2026-01-05T02:30, 2026-01-05",
    "02:30, 2026-01-05T05:29:59, 2026-01-05",
    "20:59, 2026-01-05T23:58:59, 2026-01-05",
    "21:00, 2026-01-05T23:59:59, 2026-01-05",
    "22:30, 2026-01-05T22:30, 2026-01-05",
    "22:30, 2026-01-05T23:59:59, 2026-01-05",
    "22:30, 2026-01-06T00:00, 2026-01-05",
    "22:30, 2026-01-06T01:29:59, 2026-01-05",
    "23:59, 2026-12-31T23:59, 2026-12-31",
    "23:59, 2027-01-01T00:00, 2026-12-31",
    "23:59, 2027-01-01T02:58:59, 2026-12-31",
    "00:00, 2026-01-05T00:00, 2026-01-05",
  })
  void aNightIsNamedByTheDayOnWhichItBegan(String at, String moment, String night) {
    assertThat(night(at, moment)).contains(LocalDate.parse(night));
  }

  @ParameterizedTest
  @CsvSource({
    "02:30, 2026-01-05T02:29:59",
    "02:30, 2026-01-05T05:30",
    "21:00, 2026-01-05T20:59:59",
    "21:00, 2026-01-06T00:00",
    "22:30, 2026-01-05T22:29:59",
    "22:30, 2026-01-06T01:30",
    "23:59, 2026-01-05T23:58:59",
    "23:59, 2026-01-06T02:59",
    "23:59, 2026-01-06T12:00",
  })
  void byDayThereIsNone(String at, String moment) {
    assertThat(night(at, moment)).isEmpty();
  }

  @Test
  void twoNightsAreTwo() {
    assertThat(night("23:59", "2026-01-06T02:00")).isNotEqualTo(night("23:59", "2026-01-06T23:59"));
  }
}
