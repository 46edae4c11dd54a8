package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hutong.casework.Action;
import org.hutong.casework.Case.Decision;
import org.hutong.casework.Case.PartyKind;
import org.hutong.casework.CaseState;
import org.hutong.core.statistics.CaseCounter;
import org.hutong.core.statistics.Counted;
import org.hutong.core.statistics.FormLoad;
import org.hutong.core.statistics.RecordParts;
import org.hutong.core.statistics.TypedValues;
import org.hutong.core.store.Tx;
import org.jspecify.annotations.Nullable;

/** What is counted of a case beside its row, in the unit that writes the row. */
final class CaseCounting {
  /** States in which a case has come to its end, however. */
  static final Set<CaseState> ENDED =
      EnumSet.of(
          CaseState.COMPLETED,
          CaseState.ARCHIVED,
          CaseState.NOT_ACCEPTED,
          CaseState.WITHDRAWN,
          CaseState.TERMINATED);

  /** What is no handling: taking in, what the applicant does, and what comes after the end. */
  private static final Set<Action> HANDLING =
      EnumSet.complementOf(
          EnumSet.of(
              Action.ACCEPT, Action.RESUBMIT, Action.SUPERVISE, Action.WITHDRAW, Action.ARCHIVE));

  private static final String FILL =
      "UPDATE case_file SET channel = ?, typed = ?, typed_apart = ?, record_parts = ? WHERE id = ?";
  private static final String END =
      "UPDATE case_file SET ended_at = ?, ended_how = ?, record_month = ?, record_parts = ?"
          + " WHERE id = ?";
  private static final String RECORD =
      "UPDATE case_file SET record_month = ?, record_parts = ? WHERE id = ?";
  private static final String BY_ID =
      "SELECT " + CaseFiles.COLUMNS + " FROM case_file f WHERE f.id = ?";
  private static final String LAST_END =
      "SELECT what, at_ms FROM case_event WHERE case_id = ?"
          + " AND what IN ('complete', 'deny', 'refuse', 'withdraw', 'terminate')"
          + " ORDER BY event_no DESC FETCH FIRST 1 ROWS ONLY";
  private static final String HANDLED =
      "SELECT COUNT(*) FROM case_event WHERE case_id = ? AND what IN ("
          + HANDLING.stream()
              .map(action -> "'" + action.wireName() + "'")
              .collect(Collectors.joining(", "))
          + ")";

  private final CaseFiles files;
  private final FormLoad load;

  CaseCounting(CaseFiles files, FormLoad load) {
    this.files = files;
    this.load = load;
  }

  /**
   * What stands in a case's record so far.
   *
   * @param closed the month in which an end closed it; 0 while the case goes on
   * @param parts as {@link RecordParts}
   */
  record Content(int closed, int parts) {}

  /** Of a case that is entered: what comes ended was imported, and nobody handled it here. */
  static Content content(CaseFile file, Entry entry) {
    int closed = ENDED.contains(file.state()) ? Counted.month(file.changedAt()) : 0;
    return new Content(closed, target(entry) | (how(file) == null ? 0 : RecordParts.RESULT));
  }

  private static int target(Entry entry) {
    return entry.subject().kind() == PartyKind.NONE ? 0 : RecordParts.TARGET;
  }

  /** What came from a system was not typed here. */
  int typed(Entry entry) {
    return entry.origin() == null ? TypedValues.in(entry.body()) : 0;
  }

  int apart(Entry entry) {
    return entry.origin() == null ? load.apart(entry.item(), entry.body()) : 0;
  }

  /** Counts a case whose row was just written. */
  static void entered(
      Tx tx, CaseFile file, Entry entry, @Nullable String community, int typed, int apart) {
    String how = how(file);
    Content content = content(file, entry);
    CaseCounter.add(
        tx,
        new Counted(
            file.item().scheme() + "/" + file.item().code(),
            community == null ? "" : community,
            entry.channel(),
            file.state(),
            typed,
            apart,
            Counted.month(file.registeredAt()),
            file.acceptedAt() == null ? 0 : Counted.month(file.acceptedAt()),
            how == null ? 0 : Counted.month(file.changedAt()),
            how,
            file.dueStatus(),
            file.unit(),
            content.closed(),
            content.parts()));
  }

  /** How the case is counted now; empty for one that {@link CountFill} has yet to count. */
  Optional<Counted> before(Tx tx, long caseId) throws SQLException {
    return CaseCounter.of(tx, caseId);
  }

  /** Counts a case whose row was changed. */
  void changed(Tx tx, Optional<Counted> before, CaseFile file, @Nullable Entry corrected)
      throws SQLException {
    if (before.isEmpty()) {
      return;
    }
    if (corrected != null) {
      int others = before.get().record() & ~RecordParts.TARGET;
      columns(tx, file.id(), corrected, others | target(corrected));
    }
    String how = before.get().how() == null ? how(file) : null;
    if (how != null) {
      int target = before.get().record() & RecordParts.TARGET;
      if (target == 0) {
        target = target(entry(tx, file)); // none, or not kept yet before an upgrade
      }
      boolean handled = file.state() != CaseState.WITHDRAWN || handled(tx, file.id());
      int parts = target | (handled ? RecordParts.ACTION : 0) | RecordParts.RESULT;
      end(tx, file.id(), file.changedAt(), how, Counted.month(file.changedAt()), parts);
    }
    CaseCounter.move(tx, before.get(), CaseCounter.of(tx, file.id()).orElseThrow());
  }

  private Entry entry(Tx tx, CaseFile file) throws SQLException {
    return Entries.of(files.body(tx.connection(), file.id(), file.revision()));
  }

  /** How it ended; null while it goes on. */
  static @Nullable String how(CaseFile file) {
    Decision decision = file.closing().decision();
    return switch (file.state()) {
      case COMPLETED, ARCHIVED -> decision == null ? null : decision.result();
      case NOT_ACCEPTED, WITHDRAWN, TERMINATED -> file.state().name();
      default -> null;
    };
  }

  /** Counts a case, or its record, that was entered before they were counted. */
  void fill(Tx tx, long caseId) throws SQLException {
    CaseFile file = file(tx, caseId);
    Entry entry = entry(tx, file);
    Optional<Counted> before = before(tx, caseId);
    if (before.isEmpty()) {
      columns(tx, caseId, entry, target(entry));
      ended(tx, file, target(entry));
    }
    Counted counted = CaseCounter.of(tx, caseId).orElseThrow();
    if (ENDED.contains(file.state())) {
      boolean result = counted.how() != null;
      PreparedStatement s = tx.prepare(RECORD);
      s.setInt(1, result ? counted.ended() : Counted.month(file.changedAt()));
      s.setInt(
          2,
          target(entry)
              | (handled(tx, caseId) ? RecordParts.ACTION : 0)
              | (result ? RecordParts.RESULT : 0));
      s.setLong(3, caseId);
      s.executeUpdate();
      counted = CaseCounter.of(tx, caseId).orElseThrow();
    }
    if (before.isEmpty()) {
      CaseCounter.add(tx, counted);
    } else {
      CaseCounter.move(tx, before.get(), counted);
    }
  }

  private CaseFile file(Tx tx, long caseId) throws SQLException {
    Connection c = tx.connection();
    PreparedStatement s = tx.prepare(BY_ID);
    s.setLong(1, caseId);
    try (ResultSet row = s.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("There is no case " + caseId, "02000");
      }
      return files.file(c, row);
    }
  }

  private static void ended(Tx tx, CaseFile file, int parts) throws SQLException {
    PreparedStatement last = tx.prepare(LAST_END);
    last.setLong(1, file.id());
    try (ResultSet row = last.executeQuery()) {
      if (row.next()) {
        end(tx, file.id(), row.getLong(2), how(row.getString(1)), 0, parts);
      } else if (how(file) != null) {
        end(tx, file.id(), file.changedAt(), String.valueOf(how(file)), 0, parts);
      }
    }
  }

  private static String how(String action) {
    return switch (action) {
      case "complete" -> "GRANTED";
      case "deny" -> "DENIED";
      case "refuse" -> "NOT_ACCEPTED";
      case "withdraw" -> "WITHDRAWN";
      default -> "TERMINATED";
    };
  }

  /** Whether a person handled it after it was taken in. */
  private static boolean handled(Tx tx, long caseId) throws SQLException {
    PreparedStatement s = tx.prepare(HANDLED);
    s.setLong(1, caseId);
    try (ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1) > 0;
    }
  }

  private void columns(Tx tx, long caseId, Entry entry, int parts) throws SQLException {
    PreparedStatement s = tx.prepare(FILL);
    s.setString(1, entry.channel());
    s.setInt(2, typed(entry));
    s.setInt(3, apart(entry));
    s.setInt(4, parts);
    s.setLong(5, caseId);
    s.executeUpdate();
  }

  /** Writes how and when it ended, and which month closed its record; 0: none yet. */
  private static void end(Tx tx, long caseId, long at, String how, int closed, int parts)
      throws SQLException {
    PreparedStatement s = tx.prepare(END);
    s.setLong(1, at);
    s.setString(2, how);
    if (closed == 0) {
      s.setNull(3, Types.INTEGER);
    } else {
      s.setInt(3, closed);
    }
    s.setInt(4, parts);
    s.setLong(5, caseId);
    s.executeUpdate();
  }
}
