package org.hutong.gateway.soap.internal.answer;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants and days as XML Schema writes them; the generated types call it. */
public final class Times {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private Times() {}

  public static @Nullable OffsetDateTime instant(@Nullable String text) {
    return text == null ? null : OffsetDateTime.parse(text.strip());
  }

  // As on REST; toString() would leave out seconds that are zero, which xs:dateTime does not allow.
  public static @Nullable String text(@Nullable OffsetDateTime instant) {
    return instant == null
        ? null
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            instant.withOffsetSameInstant(BEIJING).truncatedTo(ChronoUnit.MILLIS));
  }

  public static @Nullable LocalDate day(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text.strip());
  }

  public static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }
}
