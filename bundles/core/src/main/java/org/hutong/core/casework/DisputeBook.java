package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hutong.casework.Ruling;
import org.hutong.catalogue.ItemRef;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.jspecify.annotations.Nullable;

/** The tables of the disputes and of the rules that followed from them. */
final class DisputeBook {
  private static final String COLUMNS =
      "case_number, item_scheme, item_code, item_version, step_no, contested_unit, contested_at,"
          + " due_day, outcome, unit, ended_at";
  private static final String INSERT =
      "INSERT INTO dispute (id, case_id, case_number, item_scheme, item_code, item_version,"
          + " step_no, contested_unit, contested_at, due_day)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String END =
      "UPDATE dispute SET outcome = ?, unit = ?, ended_at = ?"
          + " WHERE case_id = ? AND ended_at IS NULL";
  private static final String BETWEEN =
      "SELECT "
          + COLUMNS
          + " FROM dispute WHERE contested_at < ? AND (ended_at IS NULL OR ended_at >= ?)"
          + " ORDER BY id";
  private static final String HIGHEST = "SELECT MAX(id) FROM dispute";
  private static final String RULE =
      "INSERT INTO item_ruling (id, item_scheme, item_code, step_no, unit, from_day, rule_text,"
          + " case_number, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String HIGHEST_RULE = "SELECT MAX(id) FROM item_ruling";
  private static final String RULES =
      "SELECT item_scheme, item_code, step_no, unit, from_day, rule_text, case_number, made_at"
          + " FROM item_ruling ORDER BY id DESC";
  private static final String IN_FORCE =
      "SELECT unit FROM item_ruling WHERE item_scheme = ? AND item_code = ? AND step_no = ?"
          + " AND from_day <= ? ORDER BY from_day DESC, id DESC FETCH FIRST 1 ROWS ONLY";

  /** A dispute's row. */
  record Row(
      String caseNumber,
      ItemRef item,
      int step,
      String contestedUnit,
      long contestedAt,
      @Nullable LocalDate due,
      @Nullable String outcome,
      @Nullable String unit,
      @Nullable Long endedAt) {}

  void contested(Tx tx, CaseFile file, CaseFile.StepRow step, @Nullable LocalDate due)
      throws SQLException {
    PreparedStatement s = tx.prepare(INSERT);
    s.setLong(1, tx.next("dispute.id", c -> highest(c, HIGHEST)));
    s.setLong(2, file.id());
    s.setString(3, file.number());
    s.setString(4, file.item().scheme());
    s.setString(5, file.item().code());
    s.setInt(6, file.item().version());
    s.setInt(7, step.no());
    s.setString(8, step.unit());
    s.setLong(9, tx.now().toEpochMilli());
    s.setString(10, due == null ? null : due.toString());
    s.executeUpdate();
  }

  /** Ends what is open of the case; nothing where nothing is. */
  void ended(Tx tx, CaseFile file, String outcome, @Nullable String unit) throws SQLException {
    PreparedStatement s = tx.prepare(END);
    s.setString(1, outcome);
    if (unit == null) {
      s.setNull(2, Types.VARCHAR);
    } else {
      s.setString(2, unit);
    }
    s.setLong(3, tx.now().toEpochMilli());
    s.setLong(4, file.id());
    s.executeUpdate();
  }

  /** Those that were open at some time of {@code [from, to)}. */
  List<Row> between(Connection c, long from, long to) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(BETWEEN)) {
      s.setLong(1, to);
      s.setLong(2, from);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          String due = row.getString(8);
          long ended = row.getLong(11);
          boolean open = row.wasNull();
          rows.add(
              new Row(
                  row.getString(1),
                  new ItemRef(row.getString(2), row.getString(3), row.getInt(4)),
                  row.getInt(5),
                  row.getString(6),
                  row.getLong(7),
                  due == null ? null : LocalDate.parse(due),
                  row.getString(9),
                  row.getString(10),
                  open ? null : ended));
        }
      }
    }
    return rows;
  }

  void rule(Tx tx, CaseFile file, int step, String unit, LocalDate from, String words)
      throws SQLException {
    PreparedStatement s = tx.prepare(RULE);
    s.setLong(1, tx.next("item_ruling.id", c -> highest(c, HIGHEST_RULE)));
    s.setString(2, file.item().scheme());
    s.setString(3, file.item().code());
    s.setInt(4, step);
    s.setString(5, unit);
    s.setString(6, from.toString());
    s.setString(7, words);
    s.setString(8, file.number());
    s.setLong(9, tx.now().toEpochMilli());
    s.executeUpdate();
  }

  List<Ruling> rules(Connection c) throws SQLException {
    List<Ruling> rules = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(RULES);
        ResultSet row = s.executeQuery()) {
      while (row.next()) {
        rules.add(
            new Ruling(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                LocalDate.parse(row.getString(5)),
                row.getString(6),
                row.getString(7),
                Times.shown(row.getLong(8))));
      }
    }
    return rules;
  }

  /** The unit that a rule names for a step of a case registered on that day. */
  Optional<String> inForce(Connection c, ItemRef item, int step, LocalDate registered)
      throws SQLException {
    try (PreparedStatement s = c.prepareStatement(IN_FORCE)) {
      s.setString(1, item.scheme());
      s.setString(2, item.code());
      s.setInt(3, step);
      s.setString(4, registered.toString());
      try (ResultSet row = s.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static long highest(Connection c, String query) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(query);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
