package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.hutong.casework.Case.DeliveryLine;
import org.hutong.catalogue.DeliverOn;
import org.hutong.core.store.Tx;

/** The part of delivery that casework calls, inside its own unit of the writer. */
public interface Ledger {
  /** Plans a CREATE to every system of the item that waits for this moment. */
  List<DeliveryLine> reached(Tx tx, CaseRef ref, DeliverOn moment) throws SQLException;

  /**
   * Plans what a new revision needs: what was never sent is superseded by a delivery of the new
   * revision; where the case is or may be held a CORRECT follows, or a person is told where the
   * system takes none.
   */
  void corrected(Tx tx, CaseRef ref) throws SQLException;

  /** Cancels what waits; plans a CANCEL where the case is or may be held. */
  void withdrawn(Tx tx, CaseRef ref, String reason) throws SQLException;

  /** The deliveries of a case, oldest first. */
  List<DeliveryLine> lines(Connection connection, long caseId) throws SQLException;
}
