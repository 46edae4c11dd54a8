package org.hutong.demands;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.hutong.kernel.Place;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log (民情日志), as one caller may see it.
 *
 * @param date the day it was said
 * @param community a community or a grid
 * @param author the account that wrote it
 * @param unit the author's unit
 * @param channel how it was heard, as a case's channel
 * @param masked whether text and place are left out in this view
 * @param text what was said; empty where masked
 * @param place where, in words; null where masked
 */
public record Demand(
    String street,
    String id,
    LocalDate date,
    Place community,
    String author,
    String unit,
    String channel,
    String category,
    boolean masked,
    String text,
    @Nullable String place,
    OffsetDateTime recordedAt) {
  /** Hides everything but the number. */
  @Override
  public String toString() {
    return "Demand[" + id + "]";
  }
}
