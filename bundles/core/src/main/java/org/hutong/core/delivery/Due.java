package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that its lane has something to do for, as the ledger said when it was read.
 *
 * @param mapping null where the system takes no such update
 * @param follows an earlier delivery of the case to the system had not ended when it was planned
 * @param maybeHeld it may have arrived already
 * @param notSent attempts of which nothing left
 * @param asked questions since the last attempt
 * @param unknownAt since when it is unknown, in milliseconds; 0 when it is not
 * @param trace the {@code traceparent} of the call that caused it; null for none
 * @param document the case as it was stored together with this delivery; null: it is read again
 */
record Due(
    long id,
    long caseId,
    String caseNumber,
    int revision,
    String system,
    Operation operation,
    @Nullable String mapping,
    DeliveryState state,
    boolean follows,
    boolean maybeHeld,
    int attempts,
    int notSent,
    int asked,
    @Nullable String token,
    long unknownAt,
    @Nullable String trace,
    @Nullable CaseDocument document) {

  private static final String COLUMNS =
      """
      SELECT id, case_id, case_number, revision, system_id, operation, mapping, state, follows,
             maybe_held, attempts, not_sent, asked, token, unknown_at, trace
        FROM delivery
      """;
  private static final String BY_ID = COLUMNS + " WHERE id = ?";
  private static final String WAITING =
      COLUMNS
          + """
           WHERE system_id = ? AND next_at < 0 AND state = 'WAITING'
           ORDER BY next_at, id FETCH FIRST ? ROWS ONLY
          """;
  private static final String DUE =
      COLUMNS + " WHERE system_id = ? AND next_at >= 0 AND next_at <= ? AND state IN ";
  private static final String FIRST = " ORDER BY next_at, id FETCH FIRST ? ROWS ONLY";
  private static final String RETRIES = DUE + "('RETRYING')" + FIRST;
  private static final String QUESTIONS = DUE + "('UNKNOWN', 'AWAITING_RECEIPT')" + FIRST;
  private static final String NEXT_DUE =
      """
      SELECT MIN(next_at) FROM delivery
       WHERE system_id = ? AND next_at > ? AND next_at < 9223372036854775807
      """
          + NextAt.BY_THE_CLOCK;

  DeliveryKey key() {
    return new DeliveryKey(caseNumber, revision, system, operation);
  }

  /** The same after its claim. */
  Due sending() {
    return with(DeliveryState.SENDING, attempts + 1, 0, null, 0, document);
  }

  /** The same given back before anything was sent. */
  Due given() {
    DeliveryState before = attempts > 1 ? DeliveryState.RETRYING : DeliveryState.WAITING;
    return with(before, attempts - 1, asked, null, 0, document);
  }

  /** The same once its send turned out to have no known end, as of that moment. */
  Due unknown(long at) {
    return with(DeliveryState.UNKNOWN, attempts, 0, null, at, null);
  }

  /** The same without the case. */
  Due light() {
    return document == null ? this : with(state, attempts, asked, token, unknownAt, null);
  }

  private Due with(
      DeliveryState nowState,
      int nowAttempts,
      int nowAsked,
      @Nullable String nowToken,
      long nowUnknownAt,
      @Nullable CaseDocument nowDocument) {
    return new Due(
        id,
        caseId,
        caseNumber,
        revision,
        system,
        operation,
        mapping,
        nowState,
        follows,
        maybeHeld,
        nowAttempts,
        notSent,
        nowAsked,
        nowToken,
        nowUnknownAt,
        trace,
        nowDocument);
  }

  /** Whether it is to be sent, and so claimed first; otherwise the system is only asked. */
  boolean toSend() {
    return state == DeliveryState.WAITING || state == DeliveryState.RETRYING;
  }

  /** Whether its system may have been sent it before, and it goes again by itself. */
  boolean retries() {
    return state == DeliveryState.RETRYING && attempts > 0;
  }

  /** Whether giving it back means that it is to be sent, not only asked. */
  boolean claimed() {
    return state == DeliveryState.SENDING;
  }

  static Optional<Due> find(Connection connection, long id) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(BY_ID)) {
      find.setLong(1, id);
      List<Due> found = read(find);
      return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }
  }

  /** The oldest that wait. */
  static List<Due> waiting(Connection connection, String system, int most) throws SQLException {
    try (PreparedStatement waiting = connection.prepareStatement(WAITING)) {
      waiting.setString(1, system);
      waiting.setInt(2, most);
      return read(waiting);
    }
  }

  /** What is to be tried again by now, and what is to be asked: so many of either at most. */
  static List<Due> again(Connection connection, String system, long now, int most)
      throws SQLException {
    List<Due> all = new ArrayList<>();
    for (String kind : List.of(RETRIES, QUESTIONS)) {
      try (PreparedStatement due = connection.prepareStatement(kind)) {
        due.setString(1, system);
        due.setLong(2, now);
        due.setInt(3, most);
        all.addAll(read(due));
      }
    }
    return all;
  }

  /** When the next one after now is; {@link Long#MAX_VALUE} for none. */
  static long nextAgain(Connection connection, String system, long now) throws SQLException {
    try (PreparedStatement next = connection.prepareStatement(NEXT_DUE)) {
      next.setString(1, system);
      next.setLong(2, now);
      try (ResultSet row = next.executeQuery()) {
        row.next();
        long at = row.getLong(1);
        return row.wasNull() ? Long.MAX_VALUE : at;
      }
    }
  }

  private static List<Due> read(PreparedStatement query) throws SQLException {
    List<Due> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(
            new Due(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                Operation.valueOf(row.getString(6)),
                row.getString(7),
                DeliveryState.valueOf(row.getString(8)),
                row.getInt(9) == 1,
                row.getInt(10) == 1,
                row.getInt(11),
                row.getInt(12),
                row.getInt(13),
                row.getString(14),
                row.getLong(15),
                row.getString(16),
                null));
      }
    }
    return found;
  }
}
