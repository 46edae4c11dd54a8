package org.hutong.statistics;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts of cases (R6, R45).
 *
 * @param scheme of which scheme the classes are; null but for {@code class}
 * @param from the first day counted
 * @param to the day behind the last one
 * @param suppressed whether cells below 10 are suppressed for this caller, with those from which
 *     they could be worked out
 * @param withheld whether the breakdown of a whole month is left out, because it could not be
 *     protected
 * @param leftOut classes and items that are left out of every figure here (隔离事项)
 * @param uncounted cases entered before an upgrade that are not counted yet; 0 soon after it
 */
public record CaseCounts(
    String street,
    String by,
    @Nullable String scheme,
    String period,
    LocalDate from,
    LocalDate to,
    boolean suppressed,
    boolean withheld,
    List<String> leftOut,
    long uncounted,
    List<Row> rows,
    Row total) {

  /**
   * One line; null is a cell that is suppressed. What the figures mean stands in the definitions.
   *
   * @param code the empty text holds what has no code, such as cases without a community
   * @param hiddenMonths months whose cells are suppressed and therefore not in these sums
   */
  public record Row(
      String code,
      String name,
      @Nullable Long registered,
      @Nullable Long accepted,
      @Nullable Long completed,
      @Nullable Long granted,
      @Nullable Long denied,
      @Nullable Long onTime,
      @Nullable Long overdue,
      @Nullable Long notAccepted,
      @Nullable Long withdrawn,
      @Nullable Long terminated,
      int hiddenMonths) {}
}
