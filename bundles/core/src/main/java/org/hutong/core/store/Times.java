package org.hutong.core.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Instants are stored as milliseconds and shown in Beijing's time (GB/T 7408.1, +08:00). */
public final class Times {
  /** Beijing. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final int OLDEST = 150;

  private Times() {}

  /** The instant as shown. */
  public static OffsetDateTime shown(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZONE).toOffsetDateTime();
  }

  /** The first millisecond of a day in Beijing. */
  public static long startOf(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant().toEpochMilli();
  }

  /** The day in Beijing. */
  public static LocalDate day(Instant instant) {
    return instant.atZone(ZONE).toLocalDate();
  }

  /** Whether somebody of whom papers are kept can have been born then. */
  public static boolean isBirthDate(LocalDate born, LocalDate today) {
    return !born.isAfter(today) && !born.isBefore(today.minusYears(OLDEST));
  }
}
