package org.hutong.casework;

import java.time.YearMonth;
import java.util.List;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/** Who is responsible (权责): what was contested, how it was determined, what follows from it. */
public interface Disputes {
  /**
   * A month's list: disputes that were open on some day of it, oldest first.
   *
   * @param items sums by item, the one that lost most first
   */
  record Month(String street, YearMonth month, List<Dispute> disputes, List<ItemSum> items) {}

  /**
   * One item in a month's list.
   *
   * @param workingDaysLost null where the calendar has no data for one of them
   */
  record ItemSum(
      String scheme,
      String code,
      String itemName,
      int disputes,
      @Nullable Integer workingDaysLost) {}

  /**
   * The list of a month: for dispatcher, hub and auditor the whole street's, for an officer what
   * his unit had to do with. What is behind a wall is for its units, its owner and the dispatcher.
   */
  Month month(Caller caller, YearMonth month);

  /**
   * The rules that follow from determinations, newest first; those of items behind a wall for its
   * owner and the dispatcher.
   */
  List<Ruling> rulings(Caller caller);
}
