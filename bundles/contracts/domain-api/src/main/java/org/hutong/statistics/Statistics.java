package org.hutong.statistics;

import java.util.List;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Numbers (R6, R19, R44, R45), from counters that change in the same commit as the cases. The
 * dispatcher sees them as they are; for everybody else cells below 10 are suppressed together with
 * those from which they could be worked out, and what lies behind a wall (隔离事项) is left out. Every
 * method throws {@link org.hutong.problem.Refused}.
 */
public interface Statistics {
  /** The written definitions of all figures, groupings and rules. */
  List<Definition> definitions();

  /** Counts of cases. */
  CaseCounts cases(Caller caller, CountQuery query);

  /**
   * Cases by the state they are in now. But for the dispatcher there are only the street's sums, by
   * month of registration.
   *
   * @param query its period is the one of registration; all cases where none is said
   */
  StateCounts states(Caller caller, CountQuery query);

  /**
   * The score of records with full content (R44). The dispatcher sees every unit, a unit its own;
   * everybody else the street's sums of months that are over.
   *
   * @param period as in {@link CountQuery}
   */
  RecordScore records(Caller caller, @Nullable String period);

  /**
   * Typing saved in a period.
   *
   * @param period as in {@link CountQuery}
   */
  Typing typing(Caller caller, @Nullable String period);

  /**
   * Typing saved by one item, and where each field of each system comes from.
   *
   * @param item {@code MZ-28} or {@code survey-2016/MZ-28}
   */
  Typing typingOfItem(Caller caller, String item);

  /** Typing saved by one case that the caller may see. */
  Typing typingOfCase(Caller caller, String number);

  /**
   * Counts all cases anew and compares; for {@code admin} and {@code street-it}. The writer waits
   * meanwhile.
   *
   * @param mend whether counters that differ are put right
   */
  Recount recount(Caller caller, boolean mend);
}
