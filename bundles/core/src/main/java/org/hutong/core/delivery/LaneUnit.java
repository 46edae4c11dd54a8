package org.hutong.core.delivery;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hutong.core.delivery.Effect.Ended;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Unit;
import org.hutong.core.store.Vault;
import org.hutong.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a lane in the database: what came of the calls that ended, then the claims of what is
 * sent next, in one unit of the writer.
 */
final class LaneUnit implements Unit<LaneUnit.Result> {
  private static final String CLAIM =
      """
      UPDATE delivery SET state = 'SENDING', attempts = ?, claimed_at = ?
       WHERE id = ? AND attempts = ? AND state IN ('WAITING', 'RETRYING')
      """;
  private static final String CLAIM_NEXT =
      """
      UPDATE delivery SET state = 'SENDING', attempts = ?, claimed_at = ?
       WHERE id = ? AND attempts = ? AND state IN ('WAITING', 'RETRYING')
         AND NOT EXISTS (
             SELECT 1 FROM delivery earlier
              WHERE earlier.case_id = ? AND earlier.system_id = ? AND earlier.id < ?
                AND earlier.state NOT IN ('DELIVERED', 'SUPERSEDED', 'CANCELLED', 'ABANDONED'))
      """;
  private static final String DELIVERED =
      """
      UPDATE delivery SET state = 'DELIVERED', receipt = ?, ended_at = ?, took_ms = ?,
             adapter = ?, next_at = NULL
       WHERE id = ? AND attempts = ? AND state = 'SENDING'
      """;
  private static final String BECOMES =
      """
      UPDATE delivery SET state = ?, receipt = ?, why = ?, token = ?, next_at = ?,
             maybe_held = ?, attempts = ?, not_sent = ?, asked = ?, unknown_at = ?,
             ended_at = ?, sheet = ?
       WHERE id = ? AND attempts = ? AND state = ?
      """;
  private static final String UNCLAIM =
      """
      UPDATE delivery SET state = 'RETRYING', attempts = attempts - 1, next_at = ?
       WHERE id = ? AND state = 'SENDING'
      """;
  private static final String DOWN =
      """
      SELECT id FROM delivery
       WHERE system_id = ? AND next_at > ? AND next_at < 9223372036854775807
         AND state = 'RETRYING' AND why = ?
       ORDER BY next_at FETCH FIRST 500 ROWS ONLY
      """;
  private static final String NOW = "UPDATE delivery SET next_at = ? WHERE id = ?";
  private static final String PUT_OFF =
      """
      UPDATE delivery SET next_at = ?, why = ?
       WHERE id = ? AND attempts = ? AND state = 'RETRYING'
      """;
  private static final String ASK =
      """
      UPDATE delivery SET next_at = ?, asked = 0
       WHERE system_id = ? AND next_at > 0 AND next_at <= 9223372036854775807
         AND state = 'UNKNOWN' AND asked >= %d
      """
          .formatted(Judge.MOST_ASKED);

  /** What ended, with what it becomes. */
  record Judged(Ended ended, Verdict verdict) {}

  /** A retry that the budget does not allow before that moment, in milliseconds. */
  record PutOff(Due due, long until) {}

  /**
   * What the turn asks for.
   *
   * @param doubtful claimed by a unit whose answer was lost; nothing was sent for them
   * @param recovered the system answers again after it had seemed down
   * @param successAt stored as the lane's last success; null: not now
   */
  record Turn(
      String system,
      List<Judged> ended,
      List<Due> toClaim,
      List<PutOff> putOff,
      List<Due> doubtful,
      boolean recovered,
      @Nullable Long successAt) {
    boolean isEmpty() {
      return ended.isEmpty()
          && toClaim.isEmpty()
          && putOff.isEmpty()
          && doubtful.isEmpty()
          && !recovered
          && successAt == null;
    }
  }

  /**
   * What it came to.
   *
   * @param blocked an earlier delivery of the case has not ended
   * @param notNow the lane was paused meanwhile
   * @param gone superseded, cancelled or changed by a person meanwhile
   * @param instead takes the place of one that turned out not to be held
   * @param freedCases something of theirs ended
   */
  record Result(
      List<Due> claimed,
      List<Due> blocked,
      List<Due> notNow,
      List<Due> gone,
      List<Due> instead,
      List<Long> freedCases) {}

  private final Turn turn;
  private final Vault vault;
  private final Attempts attempts;
  private final BooleanSupplier paused;

  LaneUnit(Turn turn, Vault vault, Attempts attempts, BooleanSupplier paused) {
    this.turn = turn;
    this.paused = paused;
    this.vault = vault;
    this.attempts = attempts;
  }

  @Override
  public Result run(Tx tx) throws SQLException {
    Result result =
        new Result(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (Due due : turn.doubtful()) {
      if (unclaim(tx, due) && !due.maybeHeld()) {
        giveWay(tx, due, result);
      }
    }
    simplyDelivered(tx, result);
    for (Judged judged : turn.ended()) {
      if (!simple(judged)) {
        becomes(tx, judged, result);
      }
    }
    for (PutOff putOff : turn.putOff()) {
      putOff(tx, putOff);
    }
    if (turn.recovered()) {
      wake(tx);
    }
    if (turn.successAt() != null) {
      LaneRows.success(tx, turn.system(), turn.successAt());
    }
    // Asked here, on the writer's thread: what comes after a stored pause is never claimed.
    if (paused.getAsBoolean()) {
      result.notNow().addAll(turn.toClaim());
    } else {
      claim(tx, result);
      result.instead().removeIf(due -> result.claimed().stream().anyMatch(c -> c.id() == due.id()));
    }
    return result;
  }

  /** The hot path: one update, no history, in a batch. */
  private static boolean simple(Judged judged) {
    return judged.verdict().state() == DeliveryState.DELIVERED
        && judged.ended().due().state() == DeliveryState.SENDING;
  }

  private void simplyDelivered(Tx tx, Result result) throws SQLException {
    PreparedStatement delivered = tx.prepare(DELIVERED);
    delivered.clearBatch();
    int count = 0;
    for (Judged judged : turn.ended()) {
      if (simple(judged)) {
        Ended ended = judged.ended();
        delivered.setString(1, judged.verdict().receipt());
        delivered.setLong(2, ended.at().toEpochMilli() + ended.tookMillis());
        delivered.setLong(3, ended.tookMillis());
        delivered.setString(4, ended.adapter());
        delivered.setLong(5, ended.due().id());
        delivered.setInt(6, ended.due().attempts());
        delivered.addBatch();
        result.freedCases().add(ended.due().caseId());
        count++;
      }
    }
    if (count > 0) {
      delivered.executeBatch();
    }
  }

  private void becomes(Tx tx, Judged judged, Result result) throws SQLException {
    Due due = judged.ended().due();
    Verdict verdict = judged.verdict();
    long now = tx.now().toEpochMilli();
    PreparedStatement becomes = tx.prepare(BECOMES);
    becomes.setString(1, verdict.state().name());
    becomes.setString(2, verdict.receipt());
    becomes.setString(3, verdict.why());
    becomes.setString(4, verdict.token());
    setLong(becomes, 5, nextAt(verdict));
    becomes.setInt(6, verdict.maybeHeld() ? 1 : 0);
    becomes.setInt(7, verdict.attempts());
    becomes.setInt(8, verdict.notSent());
    becomes.setInt(9, verdict.asked());
    setLong(becomes, 10, verdict.unknownAt() == 0 ? null : verdict.unknownAt());
    setLong(becomes, 11, verdict.state().ended() ? now : null);
    becomes.setBytes(
        12,
        verdict.sheet().isEmpty()
            ? null
            : vault.encrypt(Trees.write(verdict.sheet()), sheetPlace(due.id())));
    becomes.setLong(13, due.id());
    becomes.setInt(14, due.attempts());
    becomes.setString(15, due.state().name());
    if (becomes.executeUpdate() == 0) {
      return; // a person or a correction was quicker, or this is the second run after a lost answer
    }
    byte[] exchange = judged.ended().exchange();
    if (exchange != null && forPerson(verdict.state())) {
      Exchanges.keep(tx, due.id(), exchange);
    } else if (due.claimed() && verdict.state() == DeliveryState.QUARANTINED) {
      Exchanges.forget(tx, due.id()); // of an earlier attempt, and not why this one failed
    }
    if (!verdict.outcome().isEmpty()) {
      Ended ended = judged.ended();
      attempts.add(
          tx,
          due.id(),
          new Attempts.Line(
              due.attempts(),
              ended.at().toEpochMilli(),
              verdict.outcome(),
              verdict.detail(),
              ended.tookMillis(),
              ended.adapter()));
    }
    if (verdict.state().ended()) {
      result.freedCases().add(due.caseId());
    } else if (verdict.notHeld()) {
      giveWay(tx, due, result);
    }
  }

  private static void giveWay(Tx tx, Due due, Result result) throws SQLException {
    Optional<List<Due>> instead = Chain.notHeld(tx, due);
    if (instead.isPresent()) {
      result.instead().addAll(instead.get());
      result.freedCases().add(due.caseId());
    }
  }

  /** Whether somebody may have to look at it; an unknown one only in the end, but then by this. */
  private static boolean forPerson(DeliveryState state) {
    return state == DeliveryState.QUARANTINED
        || state == DeliveryState.UNKNOWN
        || state == DeliveryState.ASSISTED;
  }

  private static @Nullable Long nextAt(Verdict verdict) {
    if (verdict.state().ended()) {
      return null;
    }
    Long at = verdict.nextAt();
    if (at == null) {
      return NextAt.FOREVER;
    }
    return verdict.state() == DeliveryState.WAITING ? NextAt.waiting(at) : at;
  }

  private void claim(Tx tx, Result result) throws SQLException {
    List<Due> plain = turn.toClaim().stream().filter(due -> !due.follows()).toList();
    if (!plain.isEmpty()) {
      PreparedStatement claim = tx.prepare(CLAIM);
      claim.clearBatch();
      for (Due due : plain) {
        claimOf(claim, tx, due);
        claim.addBatch();
      }
      int[] counts = claim.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 1) {
          result.claimed().add(plain.get(i).sending());
        } else {
          result.gone().add(plain.get(i));
        }
      }
    }
    for (Due due : turn.toClaim()) {
      if (due.follows()) {
        claimNext(tx, due, result);
      }
    }
  }

  private static void claimNext(Tx tx, Due due, Result result) throws SQLException {
    PreparedStatement claim = tx.prepare(CLAIM_NEXT);
    claimOf(claim, tx, due);
    claim.setLong(5, due.caseId());
    claim.setString(6, due.system());
    claim.setLong(7, due.id());
    boolean claimed = claim.executeUpdate() == 1;
    // Read again: one that took the place of another is not what it was when it was queued.
    Optional<Due> now = Due.find(tx.connection(), due.id());
    if (claimed && now.isPresent()) {
      result.claimed().add(now.get());
    } else if (now.filter(d -> d.toSend() && d.attempts() == due.attempts()).isPresent()) {
      result.blocked().add(now.get());
    } else {
      result.gone().add(due);
    }
  }

  private static void claimOf(PreparedStatement claim, Tx tx, Due due) throws SQLException {
    claim.setInt(1, due.attempts() + 1);
    claim.setLong(2, tx.now().toEpochMilli());
    claim.setLong(3, due.id());
    claim.setInt(4, due.attempts());
  }

  private static boolean unclaim(Tx tx, Due due) throws SQLException {
    PreparedStatement unclaim = tx.prepare(UNCLAIM);
    unclaim.setLong(1, tx.now().toEpochMilli());
    unclaim.setLong(2, due.id());
    return unclaim.executeUpdate() == 1;
  }

  private static void putOff(Tx tx, PutOff retry) throws SQLException {
    PreparedStatement putOff = tx.prepare(PUT_OFF);
    putOff.setLong(1, retry.until());
    putOff.setString(2, Why.BUDGET);
    putOff.setLong(3, retry.due().id());
    putOff.setInt(4, retry.due().attempts());
    putOff.executeUpdate();
  }

  /** What waited for a system that is back is tried now, not at the end of its back-off. */
  private void wake(Tx tx) throws SQLException {
    long now = tx.now().toEpochMilli();
    List<Long> ids = new ArrayList<>();
    PreparedStatement down = tx.prepare(DOWN);
    down.setString(1, turn.system());
    down.setLong(2, now);
    down.setString(3, Why.NOT_SENT);
    try (ResultSet row = down.executeQuery()) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    for (long id : ids) {
      PreparedStatement soon = tx.prepare(NOW);
      soon.setLong(1, now);
      soon.setLong(2, id);
      soon.executeUpdate();
    }
    PreparedStatement ask = tx.prepare(ASK);
    ask.setLong(1, now);
    ask.setString(2, turn.system());
    ask.executeUpdate();
  }

  static String sheetPlace(long id) {
    return "delivery/" + id + "/sheet";
  }

  private static void setLong(PreparedStatement statement, int index, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value);
    }
  }
}
