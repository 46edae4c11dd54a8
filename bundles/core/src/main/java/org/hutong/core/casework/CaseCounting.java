package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.hutong.casework.Case.Decision;
import org.hutong.core.statistics.CaseCounter;
import org.hutong.core.statistics.Counted;
import org.hutong.core.statistics.FormLoad;
import org.hutong.core.statistics.TypedValues;
import org.hutong.core.store.Tx;
import org.jspecify.annotations.Nullable;

/** What is counted of a case beside its row, in the unit that writes the row. */
final class CaseCounting {
  private static final String FILL =
      "UPDATE case_file SET channel = ?, typed = ?, typed_apart = ? WHERE id = ?";
  private static final String END = "UPDATE case_file SET ended_at = ?, ended_how = ? WHERE id = ?";
  private static final String BY_ID =
      "SELECT " + CaseFiles.COLUMNS + " FROM case_file f WHERE f.id = ?";
  private static final String LAST_END =
      "SELECT what, at_ms FROM case_event WHERE case_id = ?"
          + " AND what IN ('complete', 'deny', 'refuse', 'withdraw', 'terminate')"
          + " ORDER BY event_no DESC FETCH FIRST 1 ROWS ONLY";

  private final CaseFiles files;
  private final FormLoad load;

  CaseCounting(CaseFiles files, FormLoad load) {
    this.files = files;
    this.load = load;
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
            file.dueStatus()));
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
      columns(tx, file.id(), corrected);
    }
    String how = before.get().how() == null ? how(file) : null;
    if (how != null) {
      end(tx, file.id(), file.changedAt(), how);
    }
    CaseCounter.move(tx, before.get(), CaseCounter.of(tx, file.id()).orElseThrow());
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

  /** Counts a case that was entered before cases were counted. */
  void fill(Tx tx, long caseId) throws SQLException {
    Connection c = tx.connection();
    CaseFile file;
    PreparedStatement s = tx.prepare(BY_ID);
    s.setLong(1, caseId);
    try (ResultSet row = s.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("There is no case " + caseId, "02000");
      }
      file = files.file(c, row);
    }
    columns(tx, caseId, Entries.of(files.body(c, caseId, file.revision())));
    PreparedStatement last = tx.prepare(LAST_END);
    last.setLong(1, caseId);
    try (ResultSet row = last.executeQuery()) {
      if (row.next()) {
        end(tx, caseId, row.getLong(2), how(row.getString(1)));
      } else if (how(file) != null) {
        end(tx, caseId, file.changedAt(), String.valueOf(how(file)));
      }
    }
    CaseCounter.add(tx, CaseCounter.of(tx, caseId).orElseThrow());
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

  private void columns(Tx tx, long caseId, Entry entry) throws SQLException {
    PreparedStatement s = tx.prepare(FILL);
    s.setString(1, entry.channel());
    s.setInt(2, typed(entry));
    s.setInt(3, apart(entry));
    s.setLong(4, caseId);
    s.executeUpdate();
  }

  private static void end(Tx tx, long caseId, long at, String how) throws SQLException {
    PreparedStatement s = tx.prepare(END);
    s.setLong(1, at);
    s.setString(2, how);
    s.setLong(3, caseId);
    s.executeUpdate();
  }
}
