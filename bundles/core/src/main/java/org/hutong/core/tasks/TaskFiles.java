package org.hutong.core.tasks;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hutong.core.store.Times;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.core.tasks.TaskFile.Clocked;
import org.hutong.core.tasks.TaskFile.Words;
import org.hutong.kernel.TimeLimit;
import org.hutong.tasks.Task.Event;
import org.hutong.tasks.TaskSource;
import org.hutong.tasks.TaskState;
import org.jspecify.annotations.Nullable;

/** The tables of a task: its row, its history, the cases that came of it. */
final class TaskFiles {
  private static final String COLUMNS =
      "t.id, t.task_number, t.version_no, t.state, t.client, t.hub_reference, t.issued_by,"
          + " t.source, t.urgency, t.place, t.limit_amount, t.limit_unit, t.limit_from, t.due_at,"
          + " t.due_status, t.unit, t.supervisions, t.issued_at, t.changed_at, t.words";
  private static final String INSERT =
      "INSERT INTO task (id, task_number, version_no, state, client, hub_reference, issued_by,"
          + " source, urgency, place, limit_amount, limit_unit, limit_from, due_at, due_status,"
          + " unit, supervisions, issued_at, changed_at, words)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE task SET version_no = ?, state = ?, limit_amount = ?, limit_unit = ?,"
          + " limit_from = ?, due_at = ?, due_status = ?, unit = ?, supervisions = ?,"
          + " changed_at = ?, words = ? WHERE id = ?";
  private static final String BY_NUMBER =
      "SELECT " + COLUMNS + " FROM task t WHERE task_number = ?";
  private static final String BY_REFERENCE =
      "SELECT task_number FROM task WHERE client = ? AND hub_reference = ?";
  private static final String HIGHEST = "SELECT MAX(id) FROM task";
  private static final String INSERT_EVENT =
      "INSERT INTO task_event (task_id, event_no, at_ms, what, unit, account, words)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String EVENTS =
      "SELECT event_no, at_ms, what, unit, account, words FROM task_event"
          + " WHERE task_id = ? ORDER BY event_no";
  private static final String LINKED =
      "SELECT case_number FROM task_case WHERE task_id = ? ORDER BY case_number";
  private static final String LINK = "INSERT INTO task_case (task_id, case_number) VALUES (?, ?)";
  private static final String WITHOUT_LIMIT =
      "SELECT "
          + COLUMNS
          + " FROM task t WHERE t.due_status = 'CALENDAR_MISSING' AND t.id > ?"
          + " ORDER BY t.id FETCH FIRST ? ROWS ONLY";
  private static final String COUNT_WITHOUT_LIMIT =
      "SELECT COUNT(*) FROM task WHERE due_status = 'CALENDAR_MISSING'";

  private static final Pattern NUMBER = Pattern.compile("T[0-9]{9}-[0-9]{4}-[0-9]{7,19}");

  private final Vault vault;

  TaskFiles(Vault vault) {
    this.vault = vault;
  }

  static long nextId(Tx tx) throws SQLException {
    return tx.next("task.id", TaskFiles::highest);
  }

  static long highest(Connection c) throws SQLException {
    return number(c, HIGHEST);
  }

  static long withoutLimit(Connection c) throws SQLException {
    return number(c, COUNT_WITHOUT_LIMIT);
  }

  private static long number(Connection c, String query) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(query);
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Whether the hub's account gave a task of that number already. */
  static boolean exists(Tx tx, String client, String reference) throws SQLException {
    PreparedStatement s = tx.prepare(BY_REFERENCE);
    s.setString(1, client);
    s.setString(2, reference);
    try (ResultSet row = s.executeQuery()) {
      return row.next();
    }
  }

  void insert(Tx tx, TaskFile file) throws SQLException {
    PreparedStatement s = tx.prepare(INSERT);
    s.setLong(1, file.id());
    s.setString(2, file.number());
    s.setLong(3, file.version());
    s.setString(4, file.state().name());
    s.setString(5, file.client());
    s.setString(6, file.reference());
    s.setString(7, file.issuedBy());
    s.setString(8, file.source().name());
    s.setInt(9, file.urgency());
    s.setString(10, file.place());
    clocked(s, 11, file.clocked());
    s.setString(16, file.unit());
    s.setInt(17, file.supervisions());
    s.setLong(18, file.issuedAt());
    s.setLong(19, file.changedAt());
    s.setBytes(20, vault.encrypt(Trees.write(file.words()), place(file.id())));
    s.executeUpdate();
  }

  void update(Tx tx, TaskFile file) throws SQLException {
    PreparedStatement s = tx.prepare(UPDATE);
    s.setLong(1, file.version());
    s.setString(2, file.state().name());
    clocked(s, 3, file.clocked());
    s.setString(8, file.unit());
    s.setInt(9, file.supervisions());
    s.setLong(10, file.changedAt());
    s.setBytes(11, vault.encrypt(Trees.write(file.words()), place(file.id())));
    s.setLong(12, file.id());
    s.executeUpdate();
  }

  private static void clocked(PreparedStatement s, int at, Clocked clocked) throws SQLException {
    if (clocked.limit() == null) {
      s.setNull(at, Types.INTEGER);
      s.setString(at + 1, null);
    } else {
      s.setInt(at, clocked.limit().amount());
      s.setString(at + 1, clocked.limit().unit().name());
    }
    s.setLong(at + 2, clocked.from());
    if (clocked.due() == null) {
      s.setNull(at + 3, Types.BIGINT);
    } else {
      s.setLong(at + 3, clocked.due());
    }
    s.setString(at + 4, clocked.status());
  }

  private static String place(long id) {
    return "task/" + id;
  }

  /** By the number in its own form: Derby would also find it with blanks behind it. */
  Optional<TaskFile> find(Connection c, String number) throws SQLException {
    if (!NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    try (PreparedStatement s = c.prepareStatement(BY_NUMBER)) {
      s.setString(1, number);
      List<TaskFile> found = read(s);
      return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }
  }

  /** A query's conditions behind {@code WHERE}, with its order and its last parameter the limit. */
  List<TaskFile> list(Connection c, String where, List<Object> values) throws SQLException {
    try (PreparedStatement s =
        c.prepareStatement("SELECT " + COLUMNS + " FROM task t WHERE " + where)) {
      for (int i = 0; i < values.size(); i++) {
        s.setObject(i + 1, values.get(i));
      }
      return read(s);
    }
  }

  /** Those without a limit for want of a calendar. */
  List<TaskFile> withoutLimit(Tx tx, long after, int most) throws SQLException {
    PreparedStatement s = tx.prepare(WITHOUT_LIMIT);
    s.setLong(1, after);
    s.setInt(2, most);
    return read(s);
  }

  private List<TaskFile> read(PreparedStatement s) throws SQLException {
    List<TaskFile> found = new ArrayList<>();
    try (ResultSet row = s.executeQuery()) {
      while (row.next()) {
        long id = row.getLong(1);
        found.add(
            new TaskFile(
                id,
                row.getString(2),
                row.getLong(3),
                TaskState.valueOf(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                TaskSource.valueOf(row.getString(8)),
                row.getInt(9),
                row.getString(10),
                clocked(row),
                row.getString(16),
                row.getInt(17),
                row.getLong(18),
                row.getLong(19),
                Trees.read(vault.decrypt(row.getBytes(20), place(id)), Words.class)));
      }
    }
    return found;
  }

  private static Clocked clocked(ResultSet row) throws SQLException {
    String unit = row.getString(12);
    TimeLimit limit =
        unit == null ? null : new TimeLimit(row.getInt(11), TimeLimit.Unit.valueOf(unit));
    long due = row.getLong(14);
    Long last = row.wasNull() ? null : due;
    return new Clocked(limit, row.getLong(13), last, row.getString(15));
  }

  /** Adds a line to the history; its number is the task's version, so two never meet. */
  void event(Tx tx, TaskFile file, String what, String unit, String account, @Nullable String words)
      throws SQLException {
    PreparedStatement s = tx.prepare(INSERT_EVENT);
    s.setLong(1, file.id());
    s.setLong(2, file.version());
    s.setLong(3, tx.now().toEpochMilli());
    s.setString(4, what);
    s.setString(5, unit);
    s.setString(6, account);
    byte[] text = words == null ? null : words.getBytes(StandardCharsets.UTF_8);
    s.setBytes(7, text == null ? null : vault.encrypt(text, eventPlace(file.id(), file.version())));
    s.executeUpdate();
  }

  private static String eventPlace(long id, long no) {
    return "task_event/" + id + "/" + no;
  }

  List<Event> history(Connection c, long id) throws SQLException {
    List<Event> events = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(EVENTS)) {
      s.setLong(1, id);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          byte[] sealed = row.getBytes(6);
          events.add(
              new Event(
                  Times.shown(row.getLong(2)),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  sealed == null ? null : words(sealed, id, row.getLong(1))));
        }
      }
    }
    return events;
  }

  private String words(byte[] sealed, long id, long no) {
    return new String(vault.decrypt(sealed, eventPlace(id, no)), StandardCharsets.UTF_8);
  }

  List<String> cases(Connection c, long id) throws SQLException {
    List<String> numbers = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(LINKED)) {
      s.setLong(1, id);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          numbers.add(row.getString(1));
        }
      }
    }
    return numbers;
  }

  /** Links a case; false where it is linked already. */
  boolean link(Tx tx, TaskFile file, String caseNumber) throws SQLException {
    if (cases(tx.connection(), file.id()).contains(caseNumber)) {
      return false;
    }
    PreparedStatement s = tx.prepare(LINK);
    s.setLong(1, file.id());
    s.setString(2, caseNumber);
    s.executeUpdate();
    return true;
  }
}
