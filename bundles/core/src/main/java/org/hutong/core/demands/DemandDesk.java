package org.hutong.core.demands;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.casework.Channels;
import org.hutong.core.casework.Fields;
import org.hutong.core.casework.Sight;
import org.hutong.core.casework.Units;
import org.hutong.core.demands.DemandFiles.Row;
import org.hutong.core.demands.DemandFiles.Words;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Idempotency;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.demands.Demand;
import org.hutong.demands.Demands;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Page;
import org.hutong.kernel.Place;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** The log (民情日志): where a line of daily work belongs that is no service record (R44). */
public final class DemandDesk implements Demands {
  private static final int LONGEST = 4_000;

  private final String street;
  private final Store store;
  private final DemandFiles files;
  private final Idempotency idempotency;
  private final Sight sight;
  private final Clock clock;

  /** Of one street. */
  public DemandDesk(String street, Store store, Sight sight, Clock clock) {
    this.street = street;
    this.store = store;
    this.files = new DemandFiles(store.vault());
    this.idempotency = new Idempotency(store.vault());
    this.sight = sight;
    this.clock = clock;
  }

  @Override
  public Demand record(Caller caller, String key, Map<String, Object> body) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER);
    Fields f = new Fields(body).only("date", "community", "channel", "category", "text", "place");
    f.required("date", 10);
    LocalDate date = f.date("date");
    if (date != null && date.isAfter(Times.day(clock.instant()))) {
      f.note("date", Code.FIELD_VALUE, "日期不能晚于今天");
    }
    Place community = f.place("community");
    if (!f.has("community")) {
      f.note("community", Code.FIELD_MISSING);
    }
    String channel = Channels.of(f);
    String category = f.required("category", 40);
    Words words = new Words(f.required("text", LONGEST), f.text("place", 200));
    f.check();
    Idempotency.Request request = idempotency.request(caller, key, "demand.record", body);
    return store.write(
        tx ->
            request.once(
                tx,
                Demand.class,
                t -> {
                  Row row =
                      new Row(
                          DemandFiles.nextId(t),
                          date,
                          community,
                          caller.account(),
                          Units.of(caller),
                          channel,
                          category,
                          t.now().toEpochMilli(),
                          words);
                  return record(t, caller, row);
                }));
  }

  private Demand record(Tx tx, Caller caller, Row row) throws SQLException {
    files.insert(tx, row);
    tx.audit(AuditRow.done(caller, "demand.record", number(row), null, null));
    return shown(row, true);
  }

  private String number(Row row) {
    return "D%s-%d-%07d".formatted(street, Times.shown(row.recordedAt()).getYear(), row.id());
  }

  private Demand shown(Row row, boolean clear) {
    return new Demand(
        street,
        number(row),
        row.date(),
        row.community(),
        row.account(),
        row.unit(),
        row.channel(),
        row.category(),
        !clear,
        clear ? row.words().text() : "",
        clear ? row.words().place() : null,
        Times.shown(row.recordedAt()));
  }

  @Override
  public Page<Demand> find(
      Caller caller,
      LocalDate from,
      LocalDate to,
      @Nullable String purpose,
      int limit,
      @Nullable String after) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER);
    clear(caller, purpose, ""); // refuses an unknown purpose before anything is looked up
    String unit = caller.is(Role.DISPATCHER) ? null : Units.of(caller);
    long before = after == null ? Long.MAX_VALUE : id(after);
    List<Row> rows = store.read(c -> files.between(c, from, to, before, unit, limit));
    List<Demand> shown =
        rows.stream().map(r -> shown(r, clear(caller, purpose, r.unit()))).toList();
    store.write(
        tx -> {
          tx.audit(AuditRow.done(caller, "demand.list", from + "/" + to, null, purpose));
          return 0;
        });
    Cursor next = rows.size() < limit ? null : new Cursor("d" + rows.get(rows.size() - 1).id());
    return new Page<>(shown, next);
  }

  private boolean clear(Caller caller, @Nullable String purpose, String unit) {
    return sight.of(caller, purpose, Set.of(unit), true) == Sight.View.CLEAR;
  }

  private static long id(String cursor) {
    if (!cursor.matches("d[0-9]{1,18}")) {
      throw Refused.because(Code.CURSOR_INVALID);
    }
    return Long.parseLong(cursor.substring(1));
  }
}
