package org.hutong.statistics;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many of the records that an end has closed have their full content: item, target, action and
 * result (R44). By month of the end and by the unit that registered the case.
 *
 * @param from the first day counted
 * @param to the day behind the last one
 * @param suppressed whether small numbers are suppressed for this caller, and units left out
 * @param leftOut classes and items that are left out of every figure here (隔离事项)
 * @param uncounted cases from before an upgrade that are not counted yet; 0 soon after it
 */
public record RecordScore(
    String street,
    String period,
    LocalDate from,
    LocalDate to,
    boolean suppressed,
    List<String> leftOut,
    long uncounted,
    List<Row> rows,
    Row total) {

  /**
   * One line; null is a number that is suppressed.
   *
   * @param month such as {@code 2016-09}; empty for the total
   * @param unit empty for all together
   * @param records closed in the month
   * @param target of them, those that say for whom
   * @param action those that a person handled
   * @param result those that say what came of it
   * @param whole those with all of it
   * @param score {@code whole} of 100 {@code records}, rounded down; where small numbers are
   *     suppressed at most that; null where there is no record
   */
  public record Row(
      String month,
      String unit,
      @Nullable Long records,
      @Nullable Long target,
      @Nullable Long action,
      @Nullable Long result,
      @Nullable Long whole,
      @Nullable Integer score) {}
}
