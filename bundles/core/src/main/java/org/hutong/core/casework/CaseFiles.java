package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hutong.casework.Case.Event;
import org.hutong.casework.CaseState;
import org.hutong.casework.StepState;
import org.hutong.catalogue.ItemRef;
import org.hutong.core.casework.CaseFile.Closing;
import org.hutong.core.casework.CaseFile.StepRow;
import org.hutong.core.statistics.Counted;
import org.hutong.core.statistics.FormLoad;
import org.hutong.core.store.Query;
import org.hutong.core.store.Times;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.kernel.CaseNumber;
import org.jspecify.annotations.Nullable;

/** The tables of a case: its row, its revisions, its steps, its history. */
final class CaseFiles {
  static final String COLUMNS =
      "f.id, f.case_number, f.item_scheme, f.item_code, f.item_version, f.state, f.suspended_from,"
          + " f.revision, f.version_no, f.unit, f.origin_system, f.registered_at, f.accepted_at,"
          + " f.changed_at, f.due_day, f.due_status, f.closing, f.standard";
  private static final String INSERT =
      "INSERT INTO case_file (id, case_number, case_year, case_seq, item_scheme, item_code,"
          + " item_version, state, revision, version_no, unit, origin_system, subject_name,"
          + " subject_index, phone_index, community, registered_at, accepted_at, changed_at,"
          + " due_day, due_status, channel, typed, typed_apart, standard, closing, ended_at,"
          + " ended_how, record_month, record_parts)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE case_file SET state = ?, suspended_from = ?, revision = ?, version_no = ?,"
          + " accepted_at = ?, changed_at = ?, due_day = ?, due_status = ?, closing = ?"
          + " WHERE id = ?";
  private static final String UPDATE_KEYS =
      "UPDATE case_file SET subject_name = ?, subject_index = ?, phone_index = ?, community = ?"
          + " WHERE id = ?";
  private static final String BY_NUMBER =
      "SELECT " + COLUMNS + " FROM case_file f WHERE f.case_number = ?";
  private static final String STEPS =
      "SELECT step_no, unit, state, since FROM case_step WHERE case_id = ? ORDER BY step_no";
  private static final String DROP_STEPS = "DELETE FROM case_step WHERE case_id = ?";
  private static final String INSERT_STEP =
      "INSERT INTO case_step (case_id, step_no, unit, state, since) VALUES (?, ?, ?, ?, ?)";
  private static final String INSERT_REVISION =
      "INSERT INTO case_revision (case_id, revision, body) VALUES (?, ?, ?)";
  private static final String REVISION =
      "SELECT body FROM case_revision WHERE case_id = ? AND revision = ?";
  private static final String INSERT_EVENT =
      "INSERT INTO case_event (case_id, event_no, at_ms, what, step_no, unit, account, revision,"
          + " words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String EVENTS =
      "SELECT event_no, at_ms, what, step_no, unit, account, revision, words FROM case_event"
          + " WHERE case_id = ? ORDER BY event_no";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{9}-[0-9]{4}-[0-9]{7,10}");
  private static final String HIGHEST_ID = "SELECT MAX(id) FROM case_file";
  private static final String HIGHEST_SEQ =
      "SELECT MAX(case_seq) FROM case_file WHERE case_year = ?";

  private final Vault vault;
  private final CaseCounting counting;

  CaseFiles(Vault vault) {
    this(vault, FormLoad.NONE);
  }

  /** For who enters and corrects cases. */
  CaseFiles(Vault vault, FormLoad load) {
    this.vault = vault;
    this.counting = new CaseCounting(this, load);
  }

  static long nextId(Tx tx) throws SQLException {
    return tx.next("case_file.id", c -> highest(c.prepareStatement(HIGHEST_ID)));
  }

  static CaseNumber nextNumber(Tx tx, String street) throws SQLException {
    int year = Times.day(tx.now()).getYear();
    Query<Long> highest =
        c -> {
          PreparedStatement s = c.prepareStatement(HIGHEST_SEQ);
          s.setInt(1, year);
          return highest(s);
        };
    return new CaseNumber(street, year, tx.next("case_file.seq/" + year, highest));
  }

  private static long highest(PreparedStatement statement) throws SQLException {
    try (statement;
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  void insert(Tx tx, CaseFile file, CaseNumber number, Entry entry) throws SQLException {
    PreparedStatement s = tx.prepare(INSERT);
    s.setLong(1, file.id());
    s.setString(2, file.number());
    s.setInt(3, number.year());
    s.setLong(4, number.sequence());
    s.setString(5, file.item().scheme());
    s.setString(6, file.item().code());
    s.setInt(7, file.item().version());
    s.setString(8, file.state().name());
    s.setInt(9, file.revision());
    s.setLong(10, file.version());
    s.setString(11, file.unit());
    s.setString(12, file.originSystem());
    CaseKeys keys = CaseKeys.of(entry, vault);
    s.setString(13, keys.name());
    s.setString(14, keys.subject());
    s.setString(15, keys.phone());
    s.setString(16, keys.community());
    s.setLong(17, file.registeredAt());
    setLong(s, 18, file.acceptedAt());
    s.setLong(19, file.changedAt());
    s.setString(20, file.due() == null ? null : file.due().toString());
    s.setString(21, file.dueStatus());
    int typed = counting.typed(entry);
    int apart = counting.apart(entry);
    s.setString(22, entry.channel());
    s.setInt(23, typed);
    s.setInt(24, apart);
    s.setString(25, file.standard());
    s.setBytes(26, sealedClosing(file));
    String how = CaseCounting.how(file);
    setLong(s, 27, how == null ? null : file.changedAt());
    s.setString(28, how);
    CaseCounting.Content content = CaseCounting.content(file, entry);
    if (content.closed() == 0) {
      s.setNull(29, Types.INTEGER);
    } else {
      s.setInt(29, content.closed());
    }
    s.setInt(30, content.parts());
    s.executeUpdate();
    CaseCounting.entered(tx, file, entry, keys.community(), typed, apart);
    insertRevision(tx, file, entry);
    insertSteps(tx, file);
  }

  /** Writes the row and its steps; and, where the data were corrected, the new revision. */
  void update(Tx tx, CaseFile file, @Nullable Entry corrected) throws SQLException {
    Optional<Counted> before = counting.before(tx, file.id());
    PreparedStatement s = tx.prepare(UPDATE);
    s.setString(1, file.state().name());
    s.setString(2, file.suspendedFrom() == null ? null : file.suspendedFrom().name());
    s.setInt(3, file.revision());
    s.setLong(4, file.version());
    setLong(s, 5, file.acceptedAt());
    s.setLong(6, file.changedAt());
    s.setString(7, file.due() == null ? null : file.due().toString());
    s.setString(8, file.dueStatus());
    s.setBytes(9, sealedClosing(file));
    s.setLong(10, file.id());
    s.executeUpdate();
    PreparedStatement drop = tx.prepare(DROP_STEPS);
    drop.setLong(1, file.id());
    drop.executeUpdate();
    insertSteps(tx, file);
    if (corrected != null) {
      CaseKeys keys = CaseKeys.of(corrected, vault);
      PreparedStatement k = tx.prepare(UPDATE_KEYS);
      k.setString(1, keys.name());
      k.setString(2, keys.subject());
      k.setString(3, keys.phone());
      k.setString(4, keys.community());
      k.setLong(5, file.id());
      k.executeUpdate();
      insertRevision(tx, file, corrected);
    }
    counting.changed(tx, before, file, corrected);
  }

  private byte @Nullable [] sealedClosing(CaseFile file) {
    return file.closing().equals(Closing.NONE)
        ? null
        : vault.encrypt(Trees.write(file.closing()), "case_file/" + file.id());
  }

  private void insertRevision(Tx tx, CaseFile file, Entry entry) throws SQLException {
    PreparedStatement s = tx.prepare(INSERT_REVISION);
    s.setLong(1, file.id());
    s.setInt(2, file.revision());
    s.setBytes(3, vault.encrypt(Trees.write(entry.body()), place(file.id(), file.revision())));
    s.executeUpdate();
    MaterialLinks.keep(tx, file.id(), entry.materials());
  }

  private static String place(long id, int revision) {
    return "case_revision/" + id + "/" + revision;
  }

  private static void insertSteps(Tx tx, CaseFile file) throws SQLException {
    if (file.steps().isEmpty()) {
      return;
    }
    PreparedStatement s = tx.prepare(INSERT_STEP);
    for (StepRow step : file.steps()) {
      s.setLong(1, file.id());
      s.setInt(2, step.no());
      s.setString(3, step.unit());
      s.setString(4, step.state().name());
      s.setLong(5, step.since());
      s.addBatch();
    }
    s.executeBatch();
  }

  /** By the number in its own form: Derby would also find it with blanks behind it. */
  Optional<CaseFile> find(Connection c, String number) throws SQLException {
    if (!NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    try (PreparedStatement s = c.prepareStatement(BY_NUMBER)) {
      s.setString(1, number);
      try (ResultSet row = s.executeQuery()) {
        return row.next() ? Optional.of(file(c, row)) : Optional.empty();
      }
    }
  }

  /** A row with {@link #COLUMNS}. */
  CaseFile file(Connection c, ResultSet row) throws SQLException {
    long id = row.getLong(1);
    String suspended = row.getString(7);
    long accepted = row.getLong(13);
    boolean wasAccepted = !row.wasNull();
    String due = row.getString(15);
    byte[] closing = row.getBytes(17);
    return new CaseFile(
        id,
        row.getString(2),
        new ItemRef(row.getString(3), row.getString(4), row.getInt(5)),
        row.getString(18),
        CaseState.valueOf(row.getString(6)),
        suspended == null ? null : CaseState.valueOf(suspended),
        row.getInt(8),
        row.getLong(9),
        row.getString(10),
        row.getString(11),
        row.getLong(12),
        wasAccepted ? accepted : null,
        row.getLong(14),
        due == null ? null : LocalDate.parse(due),
        row.getString(16),
        closing == null
            ? Closing.NONE
            : Trees.read(vault.decrypt(closing, "case_file/" + id), Closing.class),
        steps(c, id));
  }

  private static List<StepRow> steps(Connection c, long id) throws SQLException {
    List<StepRow> steps = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(STEPS)) {
      s.setLong(1, id);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          steps.add(
              new StepRow(
                  row.getInt(1),
                  row.getString(2),
                  StepState.valueOf(row.getString(3)),
                  row.getLong(4)));
        }
      }
    }
    return steps;
  }

  /** The body of one revision, in clear. */
  Map<String, Object> body(Connection c, long id, int revision) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(REVISION)) {
      s.setLong(1, id);
      s.setInt(2, revision);
      try (ResultSet row = s.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("Case " + id + " has no revision " + revision, "02000");
        }
        return Trees.read(vault.decrypt(row.getBytes(1), place(id, revision)));
      }
    }
  }

  private static void setLong(PreparedStatement s, int index, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      s.setNull(index, Types.BIGINT);
    } else {
      s.setLong(index, value);
    }
  }

  /** Free words of an event. */
  record Words(@Nullable String reason, @Nullable String basis) {}

  /** Adds a line to the history; its number is the case's version, so two never meet. */
  void event(Tx tx, CaseFile file, long no, Event event) throws SQLException {
    PreparedStatement s = tx.prepare(INSERT_EVENT);
    s.setLong(1, file.id());
    s.setLong(2, no);
    s.setLong(3, tx.now().toEpochMilli());
    s.setString(4, event.what());
    if (event.step() == null) {
      s.setNull(5, Types.INTEGER);
    } else {
      s.setInt(5, event.step());
    }
    s.setString(6, event.unit());
    s.setString(7, event.account());
    s.setInt(8, event.revision());
    s.setBytes(
        9,
        event.reason() == null && event.basis() == null
            ? null
            : vault.encrypt(
                Trees.write(new Words(event.reason(), event.basis())),
                "case_event/" + file.id() + "/" + no));
    s.executeUpdate();
  }

  List<Event> history(Connection c, long id) throws SQLException {
    List<Event> events = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(EVENTS)) {
      s.setLong(1, id);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          events.add(event(id, row));
        }
      }
    }
    return events;
  }

  private Event event(long id, ResultSet row) throws SQLException {
    int step = row.getInt(4);
    Integer stepNo = row.wasNull() ? null : step;
    byte[] sealed = row.getBytes(8);
    Words words =
        sealed == null
            ? new Words(null, null)
            : Trees.read(
                vault.decrypt(sealed, "case_event/" + id + "/" + row.getLong(1)), Words.class);
    return new Event(
        Times.shown(row.getLong(2)),
        row.getString(3),
        stepNo,
        row.getString(5),
        row.getString(6),
        row.getInt(7),
        words.reason(),
        words.basis());
  }
}
