package org.hutong.core.inbound;

import static org.hutong.access.Role.ADMIN;
import static org.hutong.access.Role.DISPATCHER;
import static org.hutong.access.Role.OFFICER;
import static org.hutong.access.Role.STREET_IT;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.hutong.access.Caller;
import org.hutong.adapter.Batch;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Idempotency;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.systems.Feed;
import org.hutong.systems.HistoryImport;
import org.hutong.systems.Inbound;
import org.hutong.systems.Pushed;
import org.hutong.systems.Quarantined;
import org.hutong.systems.Quarantined.State;
import org.hutong.systems.RecordCount;
import org.jspecify.annotations.Nullable;

/** What comes in, as callers see it. */
final class InboundDesk implements Inbound {
  private static final int MOST_REASON = 200;

  private final String street;
  private final Store store;
  private final FeedTable feeds;
  private final SystemRegister register;
  private final Pump pump;
  private final Freshness freshness;
  private final RowReading reading;
  private final Keeping keeping;
  private final QuarantineTable quarantine;
  private final HistoryRun history;
  private final Reception reception;
  private final Idempotency idempotency;

  InboundDesk(
      String street,
      Store store,
      SystemRegister register,
      Pump pump,
      Freshness freshness,
      RowReading reading,
      Keeping keeping,
      HistoryRun history,
      Reception reception) {
    this.street = street;
    this.store = store;
    this.feeds = new FeedTable(store.vault());
    this.register = register;
    this.pump = pump;
    this.freshness = freshness;
    this.reading = reading;
    this.keeping = keeping;
    this.quarantine = new QuarantineTable(store.vault());
    this.history = history;
    this.reception = reception;
    this.idempotency = new Idempotency(store.vault());
  }

  @Override
  public List<Feed> feeds(Caller caller) {
    mayRead(caller);
    return freshness.all();
  }

  private static void mayRead(Caller caller) {
    caller.mustBe(STREET_IT, ADMIN, DISPATCHER, OFFICER);
  }

  @Override
  public Feed pause(Caller caller, String system, String feed, String reason) {
    return set(caller, declared(caller, system, feed), true, reason);
  }

  @Override
  public Feed resume(Caller caller, String system, String feed, String reason) {
    return set(caller, declared(caller, system, feed), false, reason);
  }

  private FeedTable.Name declared(Caller caller, String system, String feed) {
    caller.mustBe(STREET_IT, ADMIN);
    definition(system, feed);
    return new FeedTable.Name(system, feed);
  }

  private record Declared(SystemDefinition system, FeedRules feed) {}

  private Declared definition(String system, String feed) {
    SystemDefinition found =
        register.find(system).orElseThrow(() -> Refused.because(Code.SYSTEM_NOT_FOUND));
    FeedRules rules =
        Optional.ofNullable(found.inbound())
            .flatMap(inbound -> inbound.feed(feed))
            .orElseThrow(() -> Refused.because(Code.FEED_NOT_FOUND));
    return new Declared(found, rules);
  }

  private Feed set(Caller caller, FeedTable.Name name, boolean paused, String reason) {
    String why = bounded(reason, "/reason");
    if (paused && why.isEmpty()) {
      throw Refused.fields(List.of(FieldError.of("/reason", Code.FIELD_MISSING)));
    }
    store.write(
        tx -> {
          feeds.ensure(tx, name);
          FeedTable.pause(tx, name, paused ? caller.account() : null, paused ? why : null);
          String act = paused ? "inbound.pause" : "inbound.resume";
          String target = name.system() + "/" + name.feed();
          tx.audit(AuditRow.said(caller, act, target, why));
          return true;
        });
    pump.soon(name);
    return freshness.all().stream()
        .filter(f -> f.system().equals(name.system()) && f.feed().equals(name.feed()))
        .findFirst()
        .orElseThrow(() -> Refused.because(Code.FEED_NOT_FOUND));
  }

  private static String bounded(String reason, String pointer) {
    String why = reason.strip();
    if (why.length() > MOST_REASON) {
      throw Refused.fields(List.of(FieldError.of(pointer, Code.FIELD_TOO_LONG)));
    }
    return why;
  }

  @Override
  public Pushed push(
      String system, String feed, Function<String, List<String>> headers, byte[] body) {
    return reception.push(system, feed, headers, body);
  }

  @Override
  public Page<Quarantined> quarantine(Caller caller, Filter filter) {
    mayRead(caller);
    long after = filter.after() == null ? 0 : number(filter.after(), Code.CURSOR_INVALID);
    List<QuarantineTable.Line> lines =
        store.read(c -> quarantine.page(c, filter, after, filter.limit() + 1));
    boolean more = lines.size() > filter.limit();
    List<QuarantineTable.Line> shown = more ? lines.subList(0, filter.limit()) : lines;
    return new Page<>(
        shown.stream().map(this::shown).toList(),
        more ? new Cursor(Long.toString(shown.get(shown.size() - 1).id())) : null);
  }

  @Override
  public Quarantined quarantined(Caller caller, String id) {
    mayRead(caller);
    return shown(
        store
            .read(c -> quarantine.find(c, number(id, Code.QUARANTINED_NOT_FOUND)))
            .orElseThrow(() -> Refused.because(Code.QUARANTINED_NOT_FOUND)));
  }

  private static long number(String text, Code otherwise) {
    if (!text.matches("[0-9]{1,18}")) {
      throw Refused.because(otherwise);
    }
    return Long.parseLong(text);
  }

  private Quarantined shown(QuarantineTable.Line line) {
    Map<String, String> shape = new TreeMap<>();
    if (line.row() != null) {
      line.row().fields().forEach((name, v) -> shape.put(Texts.name(name), Cleaning.shape(v)));
    }
    return new Quarantined(
        street,
        Long.toString(line.id()),
        line.feed().system(),
        line.feed().feed(),
        line.place(),
        line.reason(),
        line.state(),
        Times.shown(line.since()),
        line.mappingVersion(),
        line.row() != null && line.state() == State.OPEN,
        shape,
        line.endedAt() == 0 ? null : Times.shown(line.endedAt()),
        line.endedBy(),
        line.endedWhy());
  }

  @Override
  public Quarantined act(
      Caller caller, String id, String idempotencyKey, Map<String, Object> action) {
    caller.mustBe(STREET_IT, ADMIN);
    long number = number(id, Code.QUARANTINED_NOT_FOUND);
    Order order = Order.read(action);
    Idempotency.Request request =
        idempotency.request(caller, idempotencyKey, "inbound.act " + id, action);
    Optional<Quarantined> first = store.write(tx -> request.first(tx, Quarantined.class));
    if (first.isPresent()) {
      return first.get();
    }
    QuarantineTable.Line line =
        store
            .read(c -> quarantine.find(c, number))
            .orElseThrow(() -> Refused.because(Code.QUARANTINED_NOT_FOUND));
    if (!order.replay()) {
      return store.write(
          tx ->
              request.once(
                  tx,
                  Quarantined.class,
                  t -> end(t, caller, number, State.DISCARDED, order.reason())));
    }
    if (line.row() == null) {
      throw Refused.because(Code.QUARANTINED_ACTION_ILLEGAL, "这一条没有内容可以重放，请源系统重新提供");
    }
    Declared declared = definition(line.feed().system(), line.feed().feed());
    // Mapped outside of the writer; what the row is now is decided here.
    Batch.Row cleaned = Cleaning.row(declared.feed(), line.row());
    Event event = declared.feed().webhook() == null ? null : Event.of(declared.feed(), cleaned);
    Arrived row =
        reading.read(declared.system(), declared.feed(), event == null ? cleaned : event.row());
    String version = reading.version(declared.system(), declared.feed());
    Function<Arrived, Quarantined> replay =
        found ->
            store.write(
                tx ->
                    request.once(
                        tx,
                        Quarantined.class,
                        t -> replay(t, caller, declared, number, version, found, event)));
    try {
      return replay.apply(row);
    } catch (Refused e) {
      if (!Keeping.isOfTheRows(e)) {
        throw e;
      }
      return replay.apply(new Arrived.Bad(row.row(), Keeping.NOT_STORED));
    }
  }

  private Quarantined replay(
      Tx tx,
      Caller caller,
      Declared declared,
      long id,
      String version,
      Arrived row,
      @Nullable Event event)
      throws SQLException {
    QuarantineTable.Line line = open(tx, id);
    String why = keeping.again(tx, declared.system(), line, version, row, event);
    if (why == null) {
      return end(tx, caller, id, State.REPLAYED, null);
    }
    quarantine.stillBad(tx, id, why, version);
    tx.audit(AuditRow.said(caller, "inbound.replay", Long.toString(id), why));
    return shown(quarantine.find(tx.connection(), id).orElseThrow());
  }

  private QuarantineTable.Line open(Tx tx, long id) throws SQLException {
    QuarantineTable.Line line =
        quarantine
            .find(tx.connection(), id)
            .orElseThrow(() -> Refused.because(Code.QUARANTINED_NOT_FOUND));
    if (line.state() != State.OPEN) {
      throw Refused.because(Code.QUARANTINED_ACTION_ILLEGAL);
    }
    return line;
  }

  private Quarantined end(Tx tx, Caller caller, long id, State state, @Nullable String why)
      throws SQLException {
    open(tx, id);
    quarantine.end(tx, id, state, caller.account(), why);
    String act = state == State.DISCARDED ? "inbound.discard" : "inbound.replay";
    tx.audit(AuditRow.said(caller, act, Long.toString(id), why == null ? "" : why));
    return shown(quarantine.find(tx.connection(), id).orElseThrow());
  }

  /** What is asked for. */
  private record Order(boolean replay, String reason) {
    static Order read(Map<String, Object> body) {
      for (String name : body.keySet()) {
        if (!Set.of("action", "reason").contains(name)) {
          throw wrong("/" + name.replace("~", "~0").replace("/", "~1"), Code.FIELD_UNKNOWN);
        }
      }
      Object action = body.get("action");
      Object reason = body.getOrDefault("reason", "");
      if (action == null) {
        throw wrong("/action", Code.FIELD_MISSING);
      }
      if (!"replay".equals(action) && !"discard".equals(action)) {
        throw wrong("/action", Code.FIELD_VALUE);
      }
      if (!(reason instanceof String text)) {
        throw wrong("/reason", Code.FIELD_TYPE);
      }
      String why = bounded(text, "/reason");
      if (action.equals("discard") && why.isEmpty()) {
        throw wrong("/reason", Code.FIELD_MISSING);
      }
      return new Order(action.equals("replay"), why);
    }

    private static Refused wrong(String pointer, Code code) {
      return Refused.fields(List.of(FieldError.of(pointer, code)));
    }
  }

  @Override
  public List<RecordCount> counts(Caller caller) {
    mayRead(caller);
    return store.read(RecordTable::counts);
  }

  @Override
  public HistoryImport history(Caller caller, String system, String feed, @Nullable Path file) {
    caller.mustBe(STREET_IT, ADMIN);
    Declared declared = definition(system, feed);
    if (!declared.feed().history()) {
      throw Refused.because(Code.FEED_NOT_FOUND, "该数据流不是历史办件（history: true）");
    }
    return history.run(caller, declared.system(), declared.feed(), file);
  }
}
