package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Tx;
import org.hutong.delivery.Replay;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** Sends one delivery, a selection or a lane's failures again; shows first what would go. */
final class Replays {
  private static final String REPLAY =
      """
      UPDATE delivery SET state = 'WAITING', why = ?, next_at = ?, asked = 0, not_sent = attempts,
             token = NULL
       WHERE id = ? AND state = ?
      """;
  // What a person moves has the greatest next_at, or was asked about in vain.
  private static final String OF_LANE =
      """
      SELECT id, case_number FROM delivery
       WHERE system_id = ? AND next_at > 0 AND next_at <= 9223372036854775807
         AND (next_at = 9223372036854775807 OR asked >= %d) AND state = ? AND created_at < ?
         AND (unit = ? OR ? = 1)
       ORDER BY id OFFSET ? ROWS FETCH FIRST ? ROWS ONLY
      """
          .formatted(Judge.MOST_ASKED);

  private static final int SELECTION_BYTES = 6;

  /** A call that was given up may still arrive there: sent again now, it might be there twice. */
  static final String STILL_CALLING = "对该系统的一次调用还没有结束，请稍后再重新发送";

  private final String street;
  private final DeliveryEngine engine;
  private final Attempts attempts;
  private final SeenRows seen;

  Replays(String street, DeliveryEngine engine, Attempts attempts, SeenRows seen) {
    this.street = street;
    this.engine = engine;
    this.attempts = attempts;
    this.seen = seen;
  }

  private record Chosen(List<LedgerRow> rows, List<Replay.Skipped> skipped, boolean more) {
    List<String> ids() {
      return rows.stream().map(row -> DeliveryId.text(row.id())).toList();
    }
  }

  /** What would go; changes nothing. */
  Replay plan(Connection connection, Caller caller, ReplayOrder order) throws SQLException {
    return answer(order, choose(connection, caller, order));
  }

  /** Sends them again, all in one unit. */
  Replay carryOut(Tx tx, Caller caller, ReplayOrder order) throws SQLException {
    Chosen chosen = choose(tx.connection(), caller, order);
    Integer expected = order.expected();
    if (expected != null && expected != chosen.rows().size()) {
      throw other("现有 " + chosen.rows().size() + " 条符合，与试算的 " + expected + " 条不同，请重新试算");
    }
    String selection = order.selection();
    if (selection != null && !selection.equals(selection(chosen.ids()))) {
      throw other("现在符合的分发与试算的不同，请重新试算");
    }
    for (LedgerRow row : chosen.rows()) {
      one(tx, caller, row, order.reason());
    }
    return answer(order, chosen);
  }

  private static Refused other(String sentence) {
    return Refused.action(Code.DELIVERY_ACTION_ILLEGAL, sentence, List.of(LedgerRights.REPLAY));
  }

  /** Names exactly these. */
  private static String selection(List<String> ids) {
    return Fingerprint.of(String.join(" ", ids), SELECTION_BYTES);
  }

  /** One delivery, whose right and state were checked. */
  void one(Tx tx, Caller caller, LedgerRow row, String reason) throws SQLException {
    PreparedStatement update = tx.prepare(REPLAY);
    update.setString(1, Why.REPLAYED);
    update.setLong(2, NextAt.waiting(tx.now().toEpochMilli()));
    update.setLong(3, row.id());
    update.setString(4, row.state().name());
    update.executeUpdate();
    String said = reason.isEmpty() ? caller.account() : caller.account() + "：" + reason;
    attempts.add(
        tx,
        row.id(),
        new Attempts.Line(row.attempts(), tx.now().toEpochMilli(), "REPLAYED", said, 0, ""));
    String id = DeliveryId.text(row.id());
    tx.audit(AuditRow.said(caller, "delivery.replay", id, reason));
    Due due = Due.find(tx.connection(), row.id()).orElseThrow();
    tx.afterCommit(() -> engine.replay(due));
  }

  private Chosen choose(Connection c, Caller caller, ReplayOrder order) throws SQLException {
    List<Long> ids = new ArrayList<>();
    boolean more = false;
    if (order.system() != null) {
      ids.addAll(ofLane(c, caller, order));
      more = ids.size() > ReplayOrder.MOST;
      ids = ids.subList(0, Math.min(ids.size(), ReplayOrder.MOST));
    } else {
      for (String id : order.ids()) {
        ids.add(number(id));
      }
    }
    List<LedgerRow> rows = new ArrayList<>();
    List<Replay.Skipped> skipped = new ArrayList<>();
    Map<Long, LedgerRow> found = seen.of(c, caller, ids);
    for (long id : ids) {
      LedgerRow row = found.get(id);
      if (row == null) {
        skipped.add(skipped(id, Code.DELIVERY_NOT_FOUND.sentence()));
      } else if (!LedgerRights.may(caller, row, LedgerRights.REPLAY)) {
        skipped.add(skipped(id, Code.ROLE_REQUIRED.sentence()));
      } else if (!LedgerRights.inState(row).contains(LedgerRights.REPLAY)) {
        skipped.add(skipped(id, "现为“" + row.state().zh() + "”，不能重新发送"));
      } else if (engine.busy(row.system(), row.caseId())) {
        skipped.add(skipped(id, STILL_CALLING));
      } else {
        rows.add(row);
      }
    }
    return new Chosen(rows, skipped, more);
  }

  private static Replay.Skipped skipped(long id, String reason) {
    return new Replay.Skipped(DeliveryId.text(id), reason);
  }

  /**
   * Reads on where some of them are not there for the caller; one more tells that there are more.
   */
  private List<Long> ofLane(Connection c, Caller caller, ReplayOrder order) throws SQLException {
    List<Long> ids = new ArrayList<>();
    Map<Long, String> some;
    int read = 0;
    do {
      some = ofLane(c, caller, order, read);
      read += some.size();
      Set<String> known = seen.known(c, caller, new HashSet<>(some.values()));
      some.forEach(
          (id, number) -> {
            if (known.contains(number)) {
              ids.add(id);
            }
          });
    } while (ids.size() <= ReplayOrder.MOST && some.size() > ReplayOrder.MOST);
    return ids;
  }

  /** Case numbers by the deliveries' ids. */
  private static Map<Long, String> ofLane(
      Connection connection, Caller caller, ReplayOrder order, int behind) throws SQLException {
    Map<Long, String> found = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(OF_LANE)) {
      query.setString(1, order.system());
      query.setString(2, order.state().name());
      query.setLong(3, order.createdBefore());
      query.setString(4, caller.unit());
      query.setInt(5, LedgerRights.seesAll(caller) ? 1 : 0);
      query.setInt(6, behind);
      query.setInt(7, ReplayOrder.MOST + 1);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.put(row.getLong(1), row.getString(2));
        }
      }
    }
    return found;
  }

  /** The first answer without what is not there for the caller any more. */
  Replay again(Connection c, Caller caller, Replay first) throws SQLException {
    Set<Long> ids = new HashSet<>();
    first.deliveries().forEach(line -> ids.add(number(line.id())));
    first.skipped().forEach(line -> ids.add(number(line.id())));
    Set<Long> there = seen.of(c, caller, ids).keySet();
    List<Replay.Line> lines =
        first.deliveries().stream().filter(line -> there.contains(number(line.id()))).toList();
    List<Replay.Skipped> skipped =
        first.skipped().stream()
            .map(
                line ->
                    there.contains(number(line.id()))
                        ? line
                        : skipped(number(line.id()), Code.DELIVERY_NOT_FOUND.sentence()))
            .toList();
    return new Replay(
        first.street(),
        first.dryRun(),
        lines.size(),
        selection(lines.stream().map(Replay.Line::id).toList()),
        lines,
        skipped,
        first.more());
  }

  private static long number(String id) {
    return DeliveryId.parse(id).orElseThrow();
  }

  private Replay answer(ReplayOrder order, Chosen chosen) {
    List<Replay.Line> lines = new ArrayList<>();
    for (LedgerRow row : chosen.rows()) {
      lines.add(
          new Replay.Line(
              DeliveryId.text(row.id()),
              row.caseNumber(),
              row.revision(),
              row.system(),
              row.state(),
              String.valueOf(row.why())));
    }
    return new Replay(
        street,
        order.dryRun(),
        lines.size(),
        selection(chosen.ids()),
        lines,
        chosen.skipped(),
        chosen.more());
  }
}
