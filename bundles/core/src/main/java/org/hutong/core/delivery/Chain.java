package org.hutong.core.delivery;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hutong.core.delivery.LedgerRows.Row;
import org.hutong.core.store.Tx;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;

/**
 * The deliveries of one case to one system behind each other. When the first turns out not to be
 * held there, what follows takes its place: a correction is sent instead of it, a cancellation ends
 * both.
 */
final class Chain {
  private static final String AS_FIRST =
      """
      UPDATE delivery SET operation = ?, state = 'WAITING', mapping = ?, why = NULL, next_at = ?
       WHERE id = ? AND state IN ('WAITING', 'ASSISTED') AND attempts = 0
      """;

  private Chain() {}

  /**
   * Called with a delivery that is surely not held and would be sent again, or by a person.
   *
   * @return what is to be sent in its place; empty when nothing follows it
   */
  static Optional<List<Due>> notHeld(Tx tx, Due first) throws SQLException {
    List<Row> rows = new ArrayList<>();
    for (Row row : LedgerRows.ofCase(tx, first.caseId())) {
      if (row.system().equals(first.system())) {
        rows.add(row);
      }
    }
    List<Row> later = rows.stream().filter(r -> r.id() > first.id() && !r.state().ended()).toList();
    Optional<Row> cancel =
        later.stream().filter(r -> r.operation() == Operation.CANCEL).findFirst();
    if (cancel.isPresent()) {
      LedgerRows.end(tx, first.id(), DeliveryState.CANCELLED, Why.CANCELLED);
      boolean held = rows.stream().anyMatch(r -> r.id() < first.id() && r.held());
      if (!held) {
        LedgerRows.end(tx, cancel.get().id(), DeliveryState.CANCELLED, Why.NEVER_HELD);
      }
      return Optional.of(List.of());
    }
    Optional<Row> correct =
        later.stream().filter(r -> r.operation() == Operation.CORRECT).findFirst();
    if (correct.isEmpty() || first.operation() == Operation.CANCEL) {
      return Optional.empty();
    }
    return takePlace(tx, first, correct.get().id());
  }

  private static Optional<List<Due>> takePlace(Tx tx, Due first, long follower)
      throws SQLException {
    if (first.operation() == Operation.CREATE) {
      PreparedStatement asFirst = tx.prepare(AS_FIRST);
      asFirst.setString(1, Operation.CREATE.name());
      asFirst.setString(2, first.mapping());
      asFirst.setLong(3, NextAt.waiting(tx.now().toEpochMilli()));
      asFirst.setLong(4, follower);
      if (asFirst.executeUpdate() == 0) {
        return Optional.empty();
      }
    }
    LedgerRows.end(tx, first.id(), DeliveryState.SUPERSEDED, Why.SUPERSEDED);
    return Optional.of(
        Due.find(tx.connection(), follower).filter(Due::toSend).map(List::of).orElse(List.of()));
  }
}
