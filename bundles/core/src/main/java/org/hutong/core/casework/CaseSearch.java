package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.CaseState;
import org.hutong.casework.CaseSummary;
import org.hutong.casework.DueList;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.core.casework.Sight.View;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Newest;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Vault;
import org.hutong.kernel.CitizenId;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.InvalidValue;
import org.hutong.kernel.Page;
import org.hutong.kernel.PersonName;
import org.hutong.kernel.PhoneNumber;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Finds cases, newest first, for a purpose; numbers are looked up by their keyed index. */
final class CaseSearch {
  private static final int MOST = 500;

  /** Where most look: among the newest cases. */
  private static final int NEWEST = 2_000;

  /** Days with more cases than these are not narrowed down. */
  private static final int MOST_IN_DAYS = 10_000;

  private static final String IN_DAYS =
      "SELECT MIN(d.id), MAX(d.id), COUNT(*) FROM (SELECT id FROM case_file"
          + " WHERE registered_at >= ? AND registered_at < ?"
          + " FETCH FIRST "
          + MOST_IN_DAYS
          + " ROWS ONLY) d";
  private static final Pattern CURSOR =
      Pattern.compile("(|[0-9]{4}-[0-9]{2}-[0-9]{2})c([0-9]{1,18})");

  private final Store store;
  private final Catalogue catalogue;
  private final CaseFiles files;
  private final CaseViews views;
  private final CaseSight sight;
  private final Deadlines deadlines;
  private final Clock clock;

  CaseSearch(
      Store store,
      Catalogue catalogue,
      CaseFiles files,
      CaseViews views,
      CaseSight sight,
      Deadlines deadlines,
      Clock clock) {
    this.store = store;
    this.catalogue = catalogue;
    this.files = files;
    this.views = views;
    this.sight = sight;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /** The conditions of one search, each a fixed piece of SQL with its parameter. */
  private static final class Conditions {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private long before = Long.MAX_VALUE;
    private long registeredFrom;
    private long registeredBefore = Long.MAX_VALUE;
    private boolean ofPerson;
    private boolean ofState;

    void add(String condition, @Nullable Object value) {
      if (value != null) {
        sql.append(" AND ").append(condition);
        values.add(value);
      }
    }

    void leaveOut(Walls.Behind behind) {
      sql.append(" AND NOT (").append(behind.sql()).append(")");
      values.addAll(behind.values());
    }

    void registered(@Nullable LocalDate from, @Nullable LocalDate to) {
      if (from != null) {
        registeredFrom = Times.startOf(from);
        add("f.registered_at >= ?", registeredFrom);
      }
      if (to != null) {
        registeredBefore = Times.startOf(to);
        add("f.registered_at < ?", registeredBefore);
      }
    }

    boolean ofDays() {
      return registeredFrom > 0 || registeredBefore < Long.MAX_VALUE;
    }
  }

  /** Numbers of cases. */
  private record Span(long first, long behind) {}

  Page<CaseSummary> find(Caller caller, Map<String, Object> query) {
    Fields f = new Fields(query);
    f.only(
        "purpose",
        "idNumber",
        "phone",
        "name",
        "item",
        "state",
        "community",
        "due",
        "from",
        "to",
        "limit",
        "after");
    String purpose = f.text("purpose", 40);
    if (purpose == null) {
      f.note("purpose", Code.PURPOSE_REQUIRED);
    }
    Conditions where = conditions(f);
    DueList due = f.oneOf("due", DueList.class);
    boolean byDay = due == DueList.SOON || due == DueList.OVERDUE;
    due(where, due);
    Long limit = f.integer("limit", 1, MOST);
    String after = f.text("after", 200);
    f.check();
    sight.sight().check(caller, purpose);
    if (after != null) {
      after(where, after, byDay);
    }
    String unit = Units.of(caller);
    boolean everywhere = caller.is(Role.DISPATCHER) || caller.is(Role.HUB);
    if (!everywhere) {
      where.sql.append(
          " AND (f.unit = ? OR EXISTS (SELECT 1 FROM case_step s"
              + " WHERE s.case_id = f.id AND s.unit = ?))");
      where.values.add(unit);
      where.values.add(unit);
    } else {
      sight.walls().behind(caller).ifPresent(where::leaveOut);
    }
    int size = limit == null ? 100 : limit.intValue();
    record Row(CaseFile file, @Nullable String subject) {}
    List<Row> rows =
        store.read(
            c -> {
              try (PreparedStatement s = statement(c, where, byDay)) {
                Newest.Stretch<Row> stretch =
                    (from, to, most) -> {
                      List<Row> found = new ArrayList<>();
                      bind(s, where, from, to, most);
                      try (ResultSet row = s.executeQuery()) {
                        while (row.next()) {
                          found.add(new Row(files.file(c, row), row.getString(19)));
                        }
                      }
                      return found;
                    };
                return rows(c, where, byDay, size, stretch);
              }
            });
    List<CaseSummary> lines = new ArrayList<>();
    for (Row row : rows) {
      View view = sight.of(caller, purpose, row.file());
      if (view != View.NONE) {
        String name = catalogue.item(row.file().item()).map(Item::name).orElse("");
        lines.add(views.summary(row.file(), name, row.subject(), view == View.CLEAR));
      }
    }
    store.write(
        tx -> {
          tx.audit(AuditRow.done(caller, "case.search", null, whom(f), purpose));
          return 0;
        });
    Cursor next = rows.size() < size ? null : cursor(rows.get(rows.size() - 1).file(), byDay);
    return new Page<>(lines, next);
  }

  private Conditions conditions(Fields f) {
    Vault vault = store.vault();
    Conditions where = new Conditions();
    CitizenId id = f.value("idNumber", 40, Code.ID_NUMBER_INVALID, CitizenId::parse);
    where.add(
        "f.subject_index = ?", id == null ? null : CaseKeys.index(vault, "id-number", id.number()));
    PhoneNumber phone = f.value("phone", 40, Code.PHONE_INVALID, PhoneNumber::parse);
    where.add(
        "f.phone_index = ?", phone == null ? null : CaseKeys.index(vault, "phone", phone.number()));
    PersonName name = f.value("name", 200, Code.NAME_INVALID, PersonName::parse);
    where.add("f.subject_name = ?", name == null ? null : name.value());
    where.ofPerson = id != null || phone != null || name != null;
    Fields item = f.object("item");
    if (item != null) {
      item.only("scheme", "code", "version");
      where.add("f.item_scheme = ?", item.required("scheme", 32));
      where.add("f.item_code = ?", item.required("code", 40));
    }
    CaseState state = f.oneOf("state", CaseState.class);
    where.add("f.state = ?", state == null ? null : state.name());
    where.ofState = state != null && !where.ofPerson;
    Fields community = f.object("community");
    if (community != null) {
      community.only("scheme", "code");
      String scheme = community.required("scheme", 32);
      String code = community.required("code", 40);
      where.add("f.community = ?", scheme + ":" + code);
    }
    where.registered(f.date("from"), f.date("to"));
    return where;
  }

  private @Nullable String whom(Fields f) {
    Object id = f.raw("idNumber");
    try {
      return id instanceof String text
          ? store.vault().reference(CitizenId.parse(text).number())
          : null;
    } catch (InvalidValue e) {
      return null;
    }
  }

  private void due(Conditions where, @Nullable DueList due) {
    LocalDate today = Times.day(clock.instant());
    if (due == DueList.CALENDAR_MISSING) {
      where.add("f.due_status = ?", Deadlines.CALENDAR_MISSING);
    } else if (due != null) {
      where.add("f.due_status = ?", Deadlines.RUNNING);
      if (due == DueList.OVERDUE) {
        where.add("f.due_day < ?", today.toString());
      } else {
        where.add("f.due_day >= ?", today.toString());
        where.add("f.due_day <= ?", deadlines.soon(today).toString());
      }
    }
  }

  private static Cursor cursor(CaseFile last, boolean byDay) {
    return new Cursor((byDay ? last.due() : "") + "c" + last.id());
  }

  private static void after(Conditions where, String cursor, boolean byDay) {
    Matcher m = CURSOR.matcher(cursor);
    if (!m.matches() || byDay == m.group(1).isEmpty()) {
      throw Refused.because(Code.CURSOR_INVALID);
    }
    long id = Long.parseLong(m.group(2));
    if (!byDay) {
      where.before = id;
      return;
    }
    where.add("(f.due_day > ?", m.group(1));
    where.sql.append(" OR (f.due_day = ? AND f.id > ?))");
    where.values.add(m.group(1));
    where.values.add(id);
  }

  /** One stretch of the cases; see {@link Newest}. */
  private static PreparedStatement statement(Connection c, Conditions where, boolean byDay)
      throws SQLException {
    return c.prepareStatement(
        "SELECT "
            + CaseFiles.COLUMNS
            + ", f.subject_name FROM case_file f"
            // Derby cannot walk back through the table's own key, but through this index it can.
            + (where.ofState && !byDay ? " --DERBY-PROPERTIES index=case_file_state\n" : "")
            + " WHERE f.id >= ? AND f.id < ?"
            + where.sql
            + (byDay ? " ORDER BY f.due_day, f.id" : " ORDER BY f.id DESC")
            + " FETCH FIRST ? ROWS ONLY");
  }

  private static void bind(PreparedStatement s, Conditions where, long from, long behind, int limit)
      throws SQLException {
    s.setLong(1, from);
    s.setLong(2, behind);
    int index = 3;
    for (Object value : where.values) {
      s.setObject(index++, value);
    }
    s.setInt(index, limit);
  }

  private static <T> List<T> rows(
      Connection c, Conditions where, boolean byDay, int size, Newest.Stretch<T> stretch)
      throws SQLException {
    long behind = Math.min(where.before, highest(c) + 1);
    if (where.ofPerson || byDay) {
      return stretch.rows(1, behind, size);
    }
    if (where.ofState) {
      Span span = span(c, where, behind);
      return stretch.rows(span.first(), span.behind(), size);
    }
    long newest = Math.max(1, behind - NEWEST);
    List<T> rows = new ArrayList<>(stretch.rows(newest, behind, size));
    if (rows.size() < size) {
      Span older = span(c, where, newest);
      rows.addAll(Newest.between(older.first(), older.behind(), size - rows.size(), stretch));
    }
    return rows;
  }

  /** Where the cases of the search can stand, so that what is far from there is not read. */
  private static Span span(Connection c, Conditions where, long behind) throws SQLException {
    Span all = new Span(1, behind);
    if (!where.ofDays()) {
      return all;
    }
    try (PreparedStatement s = c.prepareStatement(IN_DAYS)) {
      s.setLong(1, where.registeredFrom);
      s.setLong(2, where.registeredBefore);
      try (ResultSet row = s.executeQuery()) {
        row.next();
        return row.getInt(3) == MOST_IN_DAYS
            ? all
            : new Span(Math.max(1, row.getLong(1)), Math.min(all.behind(), row.getLong(2) + 1));
      }
    }
  }

  private static long highest(Connection c) throws SQLException {
    try (PreparedStatement s = c.prepareStatement("SELECT MAX(id) FROM case_file");
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
