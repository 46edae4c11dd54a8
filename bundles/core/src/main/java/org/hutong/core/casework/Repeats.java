package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.SQLException;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Action;
import org.hutong.casework.Case;
import org.hutong.casework.Case.Event;
import org.hutong.core.casework.Sight.View;
import org.hutong.core.store.Tx;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * A write that is repeated under its key is a read of what was answered first: it is given as far
 * as the caller may see the case now, and stands in the trail.
 */
final class Repeats {
  private final CaseFiles files;
  private final CaseSight sight;
  private final CaseTrail trail;

  Repeats(CaseFiles files, CaseSight sight, CaseTrail trail) {
    this.files = files;
    this.sight = sight;
    this.trail = trail;
  }

  /**
   * The first answer, masked where the caller may no longer see it in clear.
   *
   * @throws Refused {@code CASE_NOT_FOUND} where the caller may no longer know of the case
   */
  Case again(Tx tx, Caller caller, Case first) throws SQLException {
    Connection c = tx.connection();
    CaseFile file =
        files
            .find(c, first.number())
            .filter(f -> known(caller, f) || gaveAway(caller, first))
            .orElseThrow(() -> Refused.because(Code.CASE_NOT_FOUND));
    Case shown = first.masked() || clear(caller, file) ? first : CaseViews.masked(first);
    Entry entry = Entries.of(files.body(c, file.id(), file.revision()));
    trail.read(tx, caller, file, entry, shown.masked(), null);
    return shown;
  }

  /** An account of no unit enters for the street office, and knows that much of it. */
  private boolean known(Caller caller, CaseFile file) {
    return sight.of(caller, null, file) != View.NONE || file.units().contains(Units.of(caller));
  }

  /** Whose first answer was lost must learn that the step is given away, though it was the last. */
  private static boolean gaveAway(Caller caller, Case first) {
    Event last = first.history().get(first.history().size() - 1);
    return first.masked()
        && last.what().equals(Action.TRANSFER.wireName())
        && last.unit().equals(Units.of(caller));
  }

  private static boolean clear(Caller caller, CaseFile file) {
    boolean handles = caller.is(Role.DISPATCHER) || file.units().contains(Units.of(caller));
    return handles && !caller.maskedOnly() && file.isOpen();
  }
}
