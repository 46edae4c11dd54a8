package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hutong.core.store.Tx;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/** The rows of one case's deliveries, as planning needs them. */
final class LedgerRows {
  private static final String OF_CASE =
      """
      SELECT id, system_id, revision, operation, state, maybe_held, receipt FROM delivery
       WHERE case_id = ? ORDER BY id
      """;
  private static final String INSERT =
      """
      INSERT INTO delivery (id, case_id, case_number, revision, system_id, operation, mapping, unit,
          state, follows, maybe_held, attempts, not_sent, asked, why, created_at, next_at, trace)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?, ?, ?, ?)
      """;
  private static final String END =
      """
      UPDATE delivery SET state = ?, why = ?, next_at = NULL, ended_at = ?
       WHERE id = ? AND state IN ('WAITING', 'RETRYING', 'QUARANTINED', 'ASSISTED')
      """;
  private static final String OVERTAKE =
      """
      UPDATE delivery SET state = ?, why = ?, next_at = NULL, ended_at = ?
       WHERE case_id = ? AND system_id = ? AND id < ?
         AND state NOT IN ('SENDING', 'DELIVERED', 'SUPERSEDED', 'CANCELLED', 'ABANDONED')
      """;
  private static final String EARLIER_SENDING =
      """
      SELECT id FROM delivery
       WHERE case_id = ? AND system_id = ? AND id < ? AND state = 'SENDING'
       FETCH FIRST 1 ROWS ONLY
      """;
  private static final String HIGHEST = "SELECT MAX(id) FROM delivery";

  /** One row in short. */
  record Row(
      long id,
      String system,
      int revision,
      Operation operation,
      DeliveryState state,
      boolean maybeHeld,
      @Nullable String receipt) {

    boolean live() {
      return state != DeliveryState.SUPERSEDED
          && state != DeliveryState.CANCELLED
          && state != DeliveryState.ABANDONED;
    }

    /** It brought, or would have brought, the case's data. */
    boolean data() {
      return operation == Operation.CREATE || operation == Operation.CORRECT;
    }

    /** Nothing of it can be in the system, and nothing is under way. */
    boolean neverSent() {
      return !maybeHeld
          && (state == DeliveryState.WAITING
              || state == DeliveryState.RETRYING
              || state == DeliveryState.QUARANTINED);
    }

    /** The system holds it, or may. */
    boolean held() {
      return live() && data() && !neverSent();
    }
  }

  private LedgerRows() {}

  static List<Row> ofCase(Tx tx, long caseId) throws SQLException {
    return read(tx.prepare(OF_CASE), caseId);
  }

  static List<Row> ofCase(Connection connection, long caseId) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OF_CASE)) {
      return read(query, caseId);
    }
  }

  private static List<Row> read(PreparedStatement query, long caseId) throws SQLException {
    query.setLong(1, caseId);
    List<Row> rows = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        rows.add(
            new Row(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                Operation.valueOf(row.getString(4)),
                DeliveryState.valueOf(row.getString(5)),
                row.getInt(6) == 1,
                row.getString(7)));
      }
    }
    return rows;
  }

  static long nextId(Tx tx) throws SQLException {
    return tx.next("delivery.id", c -> highest(c, HIGHEST));
  }

  static long highest(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Stores planned deliveries; {@code why} says what a person has to do, null for what is sent. */
  static void insert(Tx tx, List<Due> planned, String unit, @Nullable String why)
      throws SQLException {
    if (planned.isEmpty()) {
      return;
    }
    long now = tx.now().toEpochMilli();
    PreparedStatement insert = tx.prepare(INSERT);
    insert.clearBatch();
    for (Due due : planned) {
      insert.setLong(1, due.id());
      insert.setLong(2, due.caseId());
      insert.setString(3, due.caseNumber());
      insert.setInt(4, due.revision());
      insert.setString(5, due.system());
      insert.setString(6, due.operation().name());
      insert.setString(7, due.mapping());
      insert.setString(8, unit);
      insert.setString(9, due.state().name());
      insert.setInt(10, due.follows() ? 1 : 0);
      insert.setString(11, why);
      insert.setLong(12, now);
      boolean waits = due.state() == DeliveryState.WAITING;
      insert.setLong(13, waits ? NextAt.waiting(now) : NextAt.FOREVER);
      insert.setString(14, due.trace());
      insert.addBatch();
    }
    insert.executeBatch();
  }

  /** Ends what will not be sent; false when it had left these states meanwhile. */
  static boolean end(Tx tx, long id, DeliveryState state, String why) throws SQLException {
    PreparedStatement end = tx.prepare(END);
    end.setString(1, state.name());
    end.setString(2, why);
    end.setLong(3, tx.now().toEpochMilli());
    end.setLong(4, id);
    return end.executeUpdate() == 1;
  }

  /** Whether an earlier delivery of the case to the system is being sent. */
  static boolean earlierSending(Tx tx, LedgerRow row) throws SQLException {
    PreparedStatement query = tx.prepare(EARLIER_SENDING);
    query.setLong(1, row.caseId());
    query.setString(2, row.system());
    query.setLong(3, row.id());
    try (ResultSet found = query.executeQuery()) {
      return found.next();
    }
  }

  /**
   * Ends every earlier delivery of the case to the system: a person brought a newer one there, and
   * no older revision may follow it.
   */
  static void overtake(Tx tx, LedgerRow by) throws SQLException {
    boolean cancel = by.operation() == Operation.CANCEL;
    PreparedStatement overtake = tx.prepare(OVERTAKE);
    overtake.setString(1, (cancel ? DeliveryState.CANCELLED : DeliveryState.SUPERSEDED).name());
    overtake.setString(2, cancel ? Why.CANCELLED : Why.OVERTAKEN);
    overtake.setLong(3, tx.now().toEpochMilli());
    overtake.setLong(4, by.caseId());
    overtake.setString(5, by.system());
    overtake.setLong(6, by.id());
    overtake.executeUpdate();
  }
}
