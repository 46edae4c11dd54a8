package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.core.delivery.Effect.Ended;
import org.hutong.core.mapping.Mapper;
import org.hutong.core.mapping.MappingFailed;
import org.hutong.core.store.Store;
import org.hutong.core.store.Wordless;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.Lease;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.hutong.problem.Kind;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one call: loads and maps the case, borrows the adapter, asks it. */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** A system's folder that is being copied is whole by then. */
  private static final Duration NOT_YET = Duration.ofSeconds(5);

  private static final Duration USUAL_SETTLE = Duration.ofSeconds(30);
  private static final String EARLIER_RECEIPT =
      """
      SELECT receipt FROM delivery
       WHERE case_id = ? AND system_id = ? AND id < ? AND state = 'DELIVERED'
         AND operation IN ('CREATE', 'CORRECT')
       ORDER BY id DESC FETCH FIRST 1 ROWS ONLY
      """;

  private final String street;
  private final Store store;
  private final CaseSource cases;
  private final Mapper mapper;
  private final AdapterRegistry adapters;
  private final Clock clock;
  private final Exchanges exchanges;

  Sender(
      String street,
      Store store,
      CaseSource cases,
      Mapper mapper,
      AdapterRegistry adapters,
      Clock clock) {
    this.street = street;
    this.store = store;
    this.cases = cases;
    this.mapper = mapper;
    this.adapters = adapters;
    this.clock = clock;
    this.exchanges = new Exchanges(store.vault());
  }

  /** Marks the part of a call that is the adapter's: only there may its thread be interrupted. */
  interface Bounds {
    void enter(Duration limit);

    /** How long after the call an effect may still appear there. */
    void settles(Duration after);

    void leave();
  }

  private record Loaded(Map<String, Object> document, @Nullable String receipt) {}

  /** One question to an adapter. */
  @FunctionalInterface
  private interface Question {
    Effect ask(SystemAdapter adapter, Context context) throws NotSent, InterruptedException;
  }

  /** Never throws but for errors of the machine itself. */
  Ended run(Due due, Bounds bounds) {
    Instant at = clock.instant();
    Optional<Lease> borrowed = adapters.lease(due.system());
    if (borrowed.isEmpty()) {
      return Ended.givenBack(due, at);
    }
    try (Lease lease = borrowed.get()) {
      Object prepared = prepare(due, lease.definition());
      if (prepared instanceof Effect early) {
        return new Ended(due, early, at, 0, Duration.ZERO, lease.adapterName());
      }
      Document sent = prepared instanceof Document document ? document : null;
      return ask(due, question(due, sent), sent, lease, bounds);
    }
  }

  /** Gives the document to send, or the effect that ends it here. */
  private Object prepare(Due due, SystemDefinition system) {
    if (due.state() == DeliveryState.AWAITING_RECEIPT) {
      DeliveryKey key =
          new DeliveryKey(due.caseNumber(), due.revision(), due.system(), Operation.STATUS);
      return new Document(key, Map.of(), null, due.token());
    }
    if (due.state() != DeliveryState.SENDING) {
      return due;
    }
    if (due.mapping() == null) {
      return new Effect.NoReceipt();
    }
    try {
      Loaded loaded = load(due);
      if (due.operation() != Operation.CREATE && loaded.receipt() == null) {
        return new Effect.NoReceipt();
      }
      Map<String, Object> input = new LinkedHashMap<>();
      input.put("case", loaded.document());
      input.put("operation", due.operation().name());
      input.put("key", due.key().text());
      input.put("receipt", loaded.receipt());
      input.put("street", street);
      return new Document(
          due.key(), mapper.document(system, due.mapping(), input), loaded.receipt(), null);
    } catch (MappingFailed e) {
      String why = String.valueOf(e.getMessage());
      return e.missing()
          ? new Effect.Answered(new Outcome.RetryLater(why, NOT_YET))
          : new Effect.Unmapped(why);
    } catch (RuntimeException e) { // the same seam as the mapping: one bad case ends with a person
      if (e instanceof Refused refused && refused.code().kind() == Kind.OVERLOADED) {
        return new Effect.GivenBack(); // the store is away for a moment
      }
      LOG.error("Delivery {} could not be prepared", DeliveryId.text(due.id()), Wordless.of(e));
      return new Effect.Unmapped("办件数据无法读取");
    }
  }

  private Loaded load(Due due) {
    CaseDocument stored = due.document();
    if (stored != null && due.operation() == Operation.CREATE) {
      return new Loaded(stored.tree(), null);
    }
    return store.read(
        c ->
            new Loaded(
                cases.document(c, due.caseId(), due.revision()),
                due.operation() == Operation.CREATE
                    ? null
                    : earlierReceipt(c, due.caseId(), due.system(), due.id())));
  }

  private Question question(Due due, @Nullable Document document) {
    if (document != null) {
      return (adapter, context) -> new Effect.Answered(adapter.deliver(document, context));
    }
    return (adapter, context) -> {
      Instant now = clock.instant();
      // The clock may have been set back since.
      Instant since = Instant.ofEpochMilli(Math.min(due.unknownAt(), now.toEpochMilli()));
      Instant from = since.plus(Checked.wait(adapter.settleTime()));
      return now.isBefore(from)
          ? new Effect.TooEarly(from)
          : new Effect.Looked(adapter.lookUp(due.key(), context), adapter.resendIsSafe());
    };
  }

  /** The one seam where foreign code is called: whatever it throws becomes an effect. */
  private Ended ask(
      Due due, Question question, @Nullable Document sent, Lease lease, Bounds bounds) {
    Instant at = clock.instant();
    long began = System.nanoTime();
    Duration settle = USUAL_SETTLE;
    Effect effect;
    CallContext context = new CallContext(lease.definition(), due.trace());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(lease.adapter().getClass().getClassLoader());
    bounds.settles(settle);
    bounds.enter(lease.definition().limits().timeLimit());
    try {
      settle = Checked.wait(lease.adapter().settleTime());
      bounds.settles(settle);
      effect = Checked.effect(question.ask(lease.adapter(), context));
    } catch (NotSent e) {
      effect = new Effect.NothingLeft(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      effect = new Effect.Silent("在时限内没有应答");
    } catch (RuntimeException | Error e) { // a LinkageError of a bundle being swapped among them
      LOG.warn(
          "Adapter {} failed on its own account with {}",
          lease.adapterName(),
          DeliveryId.text(due.id()),
          Wordless.of(e));
      effect = new Effect.Silent("接入插件出错（" + e.getClass().getSimpleName() + "）");
    } finally {
      bounds.leave();
      thread.setContextClassLoader(before);
    }
    long took = (System.nanoTime() - began) / 1_000_000;
    byte[] exchange = sent == null || !kept(due, effect) ? null : seal(due, sent, context.answer);
    return new Ended(due, effect, at, took, settle, lease.adapterName(), exchange);
  }

  /** Of a send whatever brought no receipt; of a question for a receipt what ends the waiting. */
  private static boolean kept(Due due, Effect effect) {
    Outcome outcome = effect instanceof Effect.Answered answered ? answered.outcome() : null;
    return due.claimed()
        ? !(outcome instanceof Outcome.Delivered)
        : outcome instanceof Outcome.Rejected || outcome instanceof Outcome.NeedsPerson;
  }

  private byte @Nullable [] seal(Due due, Document sent, @Nullable Answer answer) {
    try {
      return exchanges.seal(due.id(), sent, answer);
    } catch (IllegalStateException e) { // no plain tree: an adapter may give what it must not
      LOG.warn("What {} was answered cannot be kept", DeliveryId.text(due.id()), e);
      return null;
    }
  }

  /** What the system gave for the case before this delivery; null when nothing did. */
  static @Nullable String earlierReceipt(
      Connection connection, long caseId, String system, long before) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(EARLIER_RECEIPT)) {
      query.setLong(1, caseId);
      query.setString(2, system);
      query.setLong(3, before);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /** What the adapter sees of the lane. */
  private final class CallContext implements Context {
    private final SystemDefinition system;
    private final String traceparent;
    private volatile @Nullable Answer answer;

    CallContext(SystemDefinition system, @Nullable String trace) {
      this.system = system;
      this.traceparent = Trace.next(trace);
    }

    @Override
    public Duration timeLimit() {
      return system.limits().timeLimit();
    }

    @Override
    public Optional<String> traceparent() {
      return Optional.of(traceparent);
    }

    @Override
    public Outcome interpret(Answer answer) {
      this.answer = answer;
      return mapper.interpret(system, answer);
    }
  }
}
