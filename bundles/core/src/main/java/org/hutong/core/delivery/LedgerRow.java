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

/** A row of the ledger as callers' views are made from; times in milliseconds, 0 for none. */
record LedgerRow(
    long id,
    long caseId,
    String caseNumber,
    int revision,
    String system,
    Operation operation,
    @Nullable String mapping,
    String unit,
    DeliveryState state,
    boolean follows,
    int attempts,
    @Nullable String receipt,
    @Nullable String why,
    long createdAt,
    long nextAt,
    long claimedAt,
    long endedAt,
    long tookMillis,
    @Nullable String adapter,
    byte @Nullable [] sheet) {

  private static final String COLUMNS =
      """
      SELECT id, case_id, case_number, revision, system_id, operation, mapping, unit, state,
             follows, attempts, receipt, why, created_at, next_at, claimed_at, ended_at, took_ms,
             adapter
      """;
  // Lists show no sheet, and need not read it.
  private static final String SELECT = COLUMNS + " FROM delivery";
  private static final String BY_ID = COLUMNS + ", sheet FROM delivery WHERE id = ?";
  private static final String PAGE = " ORDER BY id FETCH FIRST ? ROWS ONLY";
  private static final String EARLIER =
      """
      SELECT id FROM delivery
       WHERE case_id = ? AND system_id = ? AND id < ?
         AND state NOT IN ('DELIVERED', 'SUPERSEDED', 'CANCELLED', 'ABANDONED')
       FETCH FIRST 1 ROWS ONLY
      """;

  /**
   * Which rows; null matches all.
   *
   * @param after the id of the last row of the page before; 0 for the first page
   */
  record Query(
      @Nullable String system,
      @Nullable DeliveryState state,
      @Nullable Long caseId,
      @Nullable String unit,
      long after,
      int limit) {
    /** The same behind that row. */
    Query behind(long id, int most) {
      return new Query(system, state, caseId, unit, id, most);
    }
  }

  DeliveryKey key() {
    return new DeliveryKey(caseNumber, revision, system, operation);
  }

  static Optional<LedgerRow> find(Connection connection, long id) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BY_ID)) {
      query.setLong(1, id);
      List<LedgerRow> rows = read(query, true);
      return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }
  }

  /** Oldest first. The statement names only what is asked for, so that an index can serve it. */
  static List<LedgerRow> page(Connection connection, Query wanted) throws SQLException {
    StringBuilder sql = new StringBuilder(SELECT).append(" WHERE id > ?");
    List<Object> values = new ArrayList<>(List.of(wanted.after()));
    if (wanted.system() != null) {
      sql.append(" AND system_id = ?");
      values.add(wanted.system());
    }
    if (wanted.state() != null) {
      sql.append(" AND state = ?");
      if (!wanted.state().ended()) {
        sql.append(" AND next_at <= 9223372036854775807"); // the short index, not the whole ledger
      }
      values.add(wanted.state().name());
    }
    if (wanted.caseId() != null) {
      sql.append(" AND case_id = ?");
      values.add(wanted.caseId());
    }
    if (wanted.unit() != null) {
      sql.append(" AND unit = ?");
      values.add(wanted.unit());
    }
    values.add(wanted.limit());
    try (PreparedStatement query = connection.prepareStatement(sql.append(PAGE).toString())) {
      for (int i = 0; i < values.size(); i++) {
        query.setObject(i + 1, values.get(i));
      }
      return read(query, false);
    }
  }

  /** Whether an earlier delivery of the case to the system has not ended. */
  boolean waitsForAnother(Connection connection) throws SQLException {
    if (!follows || state != DeliveryState.WAITING) {
      return false;
    }
    try (PreparedStatement query = connection.prepareStatement(EARLIER)) {
      query.setLong(1, caseId);
      query.setString(2, system);
      query.setLong(3, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static List<LedgerRow> read(PreparedStatement query, boolean sheet) throws SQLException {
    List<LedgerRow> rows = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        rows.add(
            new LedgerRow(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                Operation.valueOf(row.getString(6)),
                row.getString(7),
                row.getString(8),
                DeliveryState.valueOf(row.getString(9)),
                row.getInt(10) == 1,
                row.getInt(11),
                row.getString(12),
                row.getString(13),
                row.getLong(14),
                row.getLong(15),
                row.getLong(16),
                row.getLong(17),
                row.getLong(18),
                row.getString(19),
                sheet ? row.getBytes(20) : null));
      }
    }
    return rows;
  }
}
