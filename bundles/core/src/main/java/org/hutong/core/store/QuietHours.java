package org.hutong.core.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/**
 * The hours in which the work of the night may begin: three from a time of the day on, in Beijing.
 * They may go over midnight, and are then one night all the same.
 *
 * @param at when they begin
 */
public record QuietHours(LocalTime at) {
  private static final Duration LENGTH = Duration.ofHours(3);

  /** The night that this moment belongs to, by the day on which it began; empty by day. */
  public Optional<LocalDate> night(Instant moment) {
    // As if the quiet hours began at midnight: then a day is a night.
    LocalDateTime shifted =
        LocalDateTime.ofInstant(moment, Times.ZONE).minusNanos(at.toNanoOfDay());
    return shifted.toLocalTime().toNanoOfDay() < LENGTH.toNanos()
        ? Optional.of(shifted.toLocalDate())
        : Optional.empty();
  }
}
