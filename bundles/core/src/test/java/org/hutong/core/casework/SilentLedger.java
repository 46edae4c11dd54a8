package org.hutong.core.casework;

import java.sql.Connection;
import java.util.List;
import org.hutong.casework.Case.DeliveryLine;
import org.hutong.catalogue.DeliverOn;
import org.hutong.core.delivery.CaseRef;
import org.hutong.core.delivery.Ledger;
import org.hutong.core.store.Tx;

/** No deliveries: the ledger has its own tests. */
public final class SilentLedger implements Ledger {
  @Override
  public List<DeliveryLine> reached(Tx tx, CaseRef ref, DeliverOn moment) {
    return List.of();
  }

  @Override
  public void corrected(Tx tx, CaseRef ref) {}

  @Override
  public void withdrawn(Tx tx, CaseRef ref, String reason) {}

  @Override
  public List<DeliveryLine> lines(Connection connection, long caseId) {
    return List.of();
  }
}
