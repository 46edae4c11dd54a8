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
import org.hutong.core.store.Store;
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

  /** The rules as committed when so many had been made since the start. */
  private record InForce(long made, List<Ruling> rules) {}

  private final Store store;
  // Every case asks for the rules, and hardly ever is one made: they are kept in memory, and read
  // within the unit as long as one was made that memory may not have yet. Only units count here,
  // so one that is undone makes the next unit read for nothing.
  private long made;
  private volatile InForce inForce = new InForce(-1, List.of());

  DisputeBook(Store store) {
    this.store = store;
  }

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
    made++;
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

  /** All rules, the last made first. */
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
  Optional<String> inForce(Tx tx, ItemRef item, int step, LocalDate registered)
      throws SQLException {
    InForce now = inForce;
    List<Ruling> rules = now.rules();
    if (now.made() != made) {
      rules = rules(tx.connection());
      long upTo = made;
      tx.afterCommit(() -> inForce = new InForce(upTo, store.read(this::rules)));
    }
    Ruling last = null;
    for (Ruling rule : rules) {
      boolean meant =
          rule.step() == step
              && rule.code().equals(item.code())
              && rule.scheme().equals(item.scheme())
              && !rule.from().isAfter(registered);
      if (meant && (last == null || rule.from().isAfter(last.from()))) {
        last = rule;
      }
    }
    return Optional.ofNullable(last).map(Ruling::unit);
  }

  private static long highest(Connection c, String query) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(query);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
