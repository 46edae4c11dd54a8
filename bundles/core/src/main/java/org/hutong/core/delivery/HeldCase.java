package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hutong.adapter.Holdings.Holding;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.HoldingsCheck.Kind;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One case's deliveries to one system, beside what that system lists of it.
 *
 * @param rows oldest first
 */
record HeldCase(List<Row> rows) {
  private static final String ROWS =
      """
      SELECT revision, operation, state, maybe_held, receipt, created_at, ended_at FROM delivery
       WHERE case_id = ? AND system_id = ? ORDER BY id
      """;

  /** One delivery; times in milliseconds, 0 for none. */
  record Row(
      int revision,
      Operation operation,
      DeliveryState state,
      boolean maybeHeld,
      @Nullable String receipt,
      long createdAt,
      long endedAt) {

    /** Its effect may be coming about just now, by us or by a person. */
    private boolean underWay() {
      return state == DeliveryState.SENDING
          || state == DeliveryState.UNKNOWN
          || state == DeliveryState.AWAITING_RECEIPT
          || state == DeliveryState.ASSISTED
          || maybeHeld && !state.ended();
    }

    private boolean brought() {
      return state == DeliveryState.DELIVERED && operation != Operation.CANCEL;
    }
  }

  static HeldCase of(Connection connection, long caseId, String system) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(ROWS)) {
      query.setLong(1, caseId);
      query.setString(2, system);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(
              new Row(
                  row.getInt(1),
                  Operation.valueOf(row.getString(2)),
                  DeliveryState.valueOf(row.getString(3)),
                  row.getInt(4) == 1,
                  row.getString(5),
                  row.getLong(6),
                  row.getLong(7)));
        }
      }
    }
    return new HeldCase(rows);
  }

  /** The newest that the ledger says is there; empty for none. */
  Optional<Row> newest() {
    return rows.stream().filter(Row::brought).reduce((before, after) -> after);
  }

  /** When it came there, by the ledger; 0 for never. */
  long deliveredAt() {
    return rows.stream().filter(Row::brought).mapToLong(Row::endedAt).findFirst().orElse(0);
  }

  /**
   * Whether the list that was begun at that moment may rightly say something else: then nothing is
   * decided.
   */
  boolean moves(long listedAt) {
    return rows.stream().anyMatch(row -> row.underWay() || row.endedAt() >= listedAt);
  }

  /** How the ledger and the list differ; empty when they agree. */
  Optional<Kind> difference(List<Holding> listed) {
    List<Holding> live = listed.stream().filter(holding -> !holding.cancelled()).toList();
    Optional<Row> newest = newest();
    if (newest.isEmpty()) {
      return live.isEmpty() ? Optional.empty() : Optional.of(Kind.NOT_DELIVERED);
    }
    boolean cancelled =
        rows.stream()
            .anyMatch(
                row ->
                    row.operation() == Operation.CANCEL && row.state() == DeliveryState.DELIVERED);
    if (cancelled) {
      return live.isEmpty() ? Optional.empty() : Optional.of(Kind.NOT_CANCELLED);
    }
    if (live.isEmpty()) {
      return Optional.of(listed.isEmpty() ? Kind.NOT_HELD : Kind.CANCELLED_THERE);
    }
    return live.size() > 1 ? Optional.of(Kind.HELD_TWICE) : altered(newest.get(), live.get(0));
  }

  private static Optional<Kind> altered(Row newest, Holding held) {
    if (held.revision() != 0 && held.revision() != newest.revision()) {
      return Optional.of(Kind.OTHER_REVISION);
    }
    boolean other =
        held.receipt() != null
            && newest.receipt() != null
            && !held.receipt().equals(newest.receipt());
    return other ? Optional.of(Kind.OTHER_RECEIPT) : Optional.empty();
  }
}
