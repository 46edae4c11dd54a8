package org.hutong.delivery;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.hutong.kernel.Operation;

/**
 * Whether the ledger adds up: what intake and catalogue expect, counted apart from the ledger,
 * beside the sum over all of its states.
 *
 * @param from first day
 * @param to the day after the last
 * @param differences without those of cases that are not the caller's to know; the lines count all
 */
public record Reconciliation(
    String street,
    LocalDate from,
    LocalDate to,
    boolean balanced,
    List<Line> lines,
    List<Difference> differences) {

  /** One system's line. */
  public record Line(
      String system, long expected, long sum, Map<DeliveryState, Long> states, boolean balanced) {}

  /**
   * One delivery that should be there and is not, or the other way round.
   *
   * @param kind {@code MISSING} or {@code UNEXPECTED}
   */
  public record Difference(
      String caseNumber, int revision, String system, Operation operation, String kind) {}
}
