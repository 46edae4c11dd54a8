package org.hutong.statistics;

import java.time.LocalDate;
import java.util.List;
import org.hutong.casework.CaseState;
import org.jspecify.annotations.Nullable;

/**
 * Cases by the state they are in now (R45).
 *
 * @param scheme of which scheme the classes are; null but for {@code class}
 * @param period when the cases were registered; null where all are counted
 * @param from the first day of registration counted
 * @param to the day behind the last one
 * @param suppressed whether small cells are suppressed for this caller
 * @param leftOut classes and items that are left out of every figure here (隔离事项)
 * @param uncounted cases entered before an upgrade that are not counted yet; 0 soon after it
 */
public record StateCounts(
    String street,
    String by,
    @Nullable String scheme,
    @Nullable String period,
    LocalDate from,
    LocalDate to,
    boolean suppressed,
    List<String> leftOut,
    long uncounted,
    List<Row> rows,
    Row total) {

  /**
   * One line.
   *
   * @param code the empty text holds what has no code, such as cases without a community
   * @param cases in all states together; null where suppressed
   * @param states every state, in the order of {@link CaseState}
   * @param hiddenMonths months of registration of which something is not in these sums
   */
  public record Row(
      String code, String name, @Nullable Long cases, List<InState> states, int hiddenMonths) {}

  /**
   * The cases in one state.
   *
   * @param name the Chinese term
   * @param cases null where suppressed
   */
  public record InState(CaseState state, String name, @Nullable Long cases) {}
}
