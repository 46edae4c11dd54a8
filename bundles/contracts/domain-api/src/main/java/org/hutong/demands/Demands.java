package org.hutong.demands;

import java.time.LocalDate;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * Free lines of daily work belong here, not among the service records (R44). What is made of them
 * by month, quarter and year is not there yet.
 */
public interface Demands {
  /** Writes a line: {@code {date, community, channel?, category, text, place?}}. */
  Demand record(Caller caller, String idempotencyKey, Map<String, Object> body);

  /**
   * The lines of {@code [from, to)}, the newest first: the whole street's for the dispatcher, else
   * the own unit's.
   *
   * @param purpose a purpose code; without one, text and place are left out
   * @param limit 1 to 500
   */
  Page<Demand> find(
      Caller caller,
      LocalDate from,
      LocalDate to,
      @Nullable String purpose,
      int limit,
      @Nullable String after);
}
