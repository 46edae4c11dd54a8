package org.hutong.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hutong.core.delivery.Effect.Ended;
import org.hutong.core.delivery.LaneUnit.Judged;
import org.hutong.core.delivery.LaneUnit.PutOff;
import org.hutong.core.delivery.LaneUnit.Result;
import org.hutong.core.delivery.LaneUnit.Turn;
import org.hutong.core.systems.AdapterRegistry.Standing;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.hutong.delivery.DeliveryState;
import org.hutong.problem.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One system's lane. Its own thread takes turns: store what ended, claim what is next, begin it.
 * All that is not said to be shared belongs to that thread.
 */
final class SystemLane {
  private static final Logger LOG = LoggerFactory.getLogger(SystemLane.class);
  private static final Limits USUAL =
      new Limits(1, Duration.ofSeconds(30), 5, Duration.ofSeconds(5), Duration.ofMinutes(10));
  private static final int MOST_CLAIMED = 256;
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final String system;
  private final LaneTools tools;
  private final LaneQueue queue;
  private final LaneScan scan;
  private final Calls calls;
  private final Breaker breaker;
  private final RetryBudget budget = new RetryBudget();
  private final LaneMetrics metrics;
  private final LaneHealth health;
  private final Thread thread;

  private final Signal somethingNew = new Signal();

  private volatile boolean paused;
  private volatile boolean stopping;
  private volatile boolean adapterChanged;
  private volatile boolean givenUp;

  private final List<Judged> unstored = new ArrayList<>();
  private List<Due> doubtful = List.of();
  private boolean inDoubt;
  private boolean recovered;
  private Instant notBefore = Instant.MIN;
  private final Pace pace = new Pace();
  private final ClockStep clockStep;

  SystemLane(LaneRows.Stored stored, LaneTools tools) {
    this.system = stored.system();
    this.tools = tools;
    this.paused = stored.paused();
    this.health = new LaneHealth(stored.lastSuccess());
    this.queue = new LaneQueue(tools.queueCapacity());
    this.scan = new LaneScan(system, tools.store(), queue, tools.queueCapacity());
    this.breaker = new Breaker(tools.backOff());
    this.metrics = new LaneMetrics(system, tools.metrics());
    this.clockStep = new ClockStep(system, tools.clock(), tools.store());
    this.calls = new Calls(system, tools.sender(), tools.clock(), this::signal, this::freed);
    this.thread = new Thread(this::work, "lane-" + system + "-0");
  }

  void start() {
    metrics.watch(queue::size, calls::live, () -> breaker.open() ? 1 : 0, budget::left);
    thread.start();
  }

  /** New or replayed ones; from any thread. */
  void feed(List<Due> dues) {
    queue.offer(dues);
    signal();
  }

  /** One that a person sends again, whatever the lane still has of it; from any thread. */
  void replay(Due due) {
    queue.drop(due);
    queue.offer(List.of(due));
    signal();
  }

  /** An earlier delivery of the case ended; from any thread. */
  void freed(long caseId) {
    queue.freed(caseId);
    signal();
  }

  /** Another adapter may serve the system now; from any thread. */
  void adapterChanged() {
    adapterChanged = true;
    signal();
  }

  /** Stops or goes on; from any thread. */
  void pause(boolean now) {
    paused = now;
    signal();
  }

  boolean paused() {
    return paused;
  }

  boolean busy(long caseId) {
    return calls.busy(caseId);
  }

  boolean seemsDown() {
    return breaker.open();
  }

  /** How its exchanges went. */
  LaneHealth health() {
    return health;
  }

  int inFlight() {
    return calls.live();
  }

  /** Looks at the table and the clock again; from any thread. */
  void signal() {
    somethingNew.give();
  }

  private void work() {
    int troubles = 0;
    boolean going = true;
    while (going) {
      long wait;
      try {
        wait = turn();
        troubles = 0;
      } catch (Refused e) {
        troubles++;
        wait = TimeUnit.MILLISECONDS.toNanos(Math.min(5_000, 100L << Math.min(6, troubles)));
        LOG.debug("Lane {} could not reach the store: {}", system, e.code());
      } catch (RuntimeException e) { // the lane's seam: a fault of ours must not end the lane
        troubles++;
        wait = AFTER_TROUBLE.toNanos();
        LOG.error("Lane {} failed on its own account", system, e);
      }
      await(wait, troubles > 0);
      going = !stopping || !(givenUp || done(troubles));
    }
  }

  private boolean done(int troubles) {
    return troubles > 3 ? calls.live() == 0 : calls.settled() && unstored.isEmpty();
  }

  private void await(long nanos, boolean trouble) {
    try {
      somethingNew.await(nanos, trouble);
    } catch (InterruptedException e) {
      LOG.debug("Nobody interrupts lane {}: it goes on", system);
    }
  }

  /** One turn; gives how long nothing will be to do, in nanoseconds. */
  private long turn() {
    SystemDefinition definition = tools.register().find(system).orElse(null);
    Limits limits = definition == null ? USUAL : definition.limits();
    if (adapterChanged) {
      adapterChanged = false;
      calls.another();
      breaker.reset();
      notBefore = Instant.MIN;
    }
    calls.expire();
    Instant now = tools.clock().instant();
    if (clockStep.follow(now)) {
      breaker.reset();
      notBefore = Instant.MIN;
      scan.again();
    }
    for (Ended ended : calls.drain()) {
      judge(ended, limits, now);
    }
    List<Due> claim = new ArrayList<>();
    List<Due> ask = new ArrayList<>();
    List<PutOff> putOff = List.of();
    if (maySend(now)) {
      scan.fill(now);
      // The one probe of a system that seems down needs no place in the budget.
      LaneQueue.Next next =
          queue.next(
              room(limits, now),
              breaker.open(),
              calls::busy,
              due -> breaker.open() || budget.take(due, now, limits));
      next.taken().forEach(due -> (due.toSend() ? claim : ask).add(due));
      putOff = budget.putOff(next.refused(), now, limits);
    }
    if (!ask.isEmpty()) {
      calls.begin(ask, limits.concurrency());
    }
    Turn turn =
        new Turn(
            system,
            List.copyOf(unstored),
            claim,
            putOff,
            doubtful,
            recovered,
            health.toStore(now, stopping));
    if (turn.isEmpty()) {
      return untilNext(limits, now);
    }
    carryOut(turn, limits);
    return 0;
  }

  private boolean maySend(Instant now) {
    return !paused
        && !stopping
        && doubtful.isEmpty()
        && !now.isBefore(notBefore)
        && tools.adapters().standing(system) == Standing.READY;
  }

  private void judge(Ended ended, Limits limits, Instant now) {
    health.ended(ended.effect());
    recovered |= breaker.ended(ended.reached(), now, limits);
    breaker.put(ended.notBefore(), now, limits);
    budget.ended(ended, limits);
    if (ended.effect() instanceof Effect.GivenBack) {
      // The adapter or the store is away for a moment: do not spin.
      notBefore = now.plus(AFTER_TROUBLE);
    }
    Verdict verdict = tools.policy().judge(ended, limits, now);
    if (verdict.state() == DeliveryState.DELIVERED) {
      health.succeeded(now);
    }
    if (ended.effect() instanceof Effect.EndedLate) {
      queue.dropQuestion(ended.due());
    } else if (!(ended.effect() instanceof Effect.GivenBack)) {
      pace.call(ended.tookMillis());
      metrics.call(ended.tookMillis());
    }
    unstored.add(new Judged(ended, verdict));
  }

  /** How many more may be taken on: enough that the threads have work until the next turn ends. */
  private int room(Limits limits, Instant now) {
    int live = calls.live();
    int capacity = calls.capacity(limits.concurrency());
    if (capacity <= 0) {
      return 0;
    }
    if (breaker.open()) {
      return live == 0 && unstored.isEmpty() && !now.isBefore(breaker.probeAt()) ? 1 : 0;
    }
    return Math.max(0, pace.ahead(capacity, MOST_CLAIMED) - live);
  }

  private void carryOut(Turn turn, Limits limits) {
    long began = System.nanoTime();
    queue.beginTurn();
    if (metrics.putOff(turn.putOff().size())) {
      scan.again(); // out of the queue already: should the unit fail, the table still has them
    }
    List<Due> before = doubtful;
    // Should the answer be lost, it may be stored all the same: then what ended is fenced, and what
    // was claimed is undone.
    doubtful = new ArrayList<>(before);
    doubtful.addAll(turn.toClaim());
    boolean doubted = inDoubt;
    inDoubt = true;
    Result result =
        tools
            .store()
            .write(new LaneUnit(turn, tools.store().vault(), tools.attempts(), this::paused));
    inDoubt = false;
    pace.turn((System.nanoTime() - began) / 1_000_000.0);
    before.forEach(this::leave);
    if (doubted) {
      // What the unit before had moved, if it was stored after all, nobody was told.
      scan.again();
      queue.spilled();
    }
    doubtful = List.of();
    recovered = false;
    if (turn.recovered()) {
      scan.again();
    }
    if (turn.successAt() != null) {
      health.stored(turn.successAt());
    }
    stored(turn.ended());
    budget.claimed(turn.toClaim(), result.claimed(), tools.clock().instant(), limits);
    unstored.clear();
    result.notNow().forEach(due -> queue.freed(due.caseId()));
    queue.again(result.notNow());
    queue.endTurn(result.blocked());
    result.instead().forEach(queue::drop);
    queue.again(result.instead());
    if (!result.gone().isEmpty()) {
      scan.again(); // one of them may only be further than the lane knew
    }
    result.gone().forEach(this::leave);
    result.freedCases().forEach(queue::freed);
    if (!result.claimed().isEmpty()) {
      calls.begin(result.claimed(), limits.concurrency());
    }
  }

  /** The lane has done with it for now; whatever waits behind it waits no longer. */
  private void leave(Due due) {
    queue.forget(due.id());
    queue.freed(due.caseId());
  }

  private void stored(List<Judged> ended) {
    for (Judged judged : ended) {
      Due due = judged.ended().due();
      Verdict verdict = judged.verdict();
      leave(due);
      if (judged.ended().effect() instanceof Effect.GivenBack && due.claimed()) {
        queue.again(List.of(due.given()));
      } else if (verdict.nextAt() != null) {
        scan.by(verdict.nextAt());
      }
      metrics.outcome(verdict);
    }
  }

  private long untilNext(Limits limits, Instant now) {
    long wait = TimeUnit.HOURS.toNanos(1);
    if (calls.live() > 0) {
      // Calls enter their time without telling: look often enough to end them soon after it.
      wait = Math.min(calls.nextExpiry(), limits.timeLimit().toNanos() / 8 + 1_000_000);
    }
    if (paused
        || stopping
        || calls.capacity(limits.concurrency()) <= 0
        || tools.adapters().standing(system) != Standing.READY) {
      return stopping ? Math.min(wait, TimeUnit.MILLISECONDS.toNanos(50)) : wait;
    }
    Instant next = scan.next();
    if (now.isBefore(notBefore)) {
      next = notBefore;
    } else if (breaker.open()) {
      Instant something = queue.isEmpty() ? next : Instant.MIN;
      Instant probe = breaker.probeAt();
      next = calls.live() > 0 ? Instant.MAX : probe.isAfter(something) ? probe : something;
    }
    if (next.equals(Instant.MAX)) {
      return wait;
    }
    long nanos = Math.max(1_000_000, Duration.between(now, next).toNanos());
    return Math.min(wait, nanos);
  }

  /** Begins nothing more. */
  void stop() {
    stopping = true;
    calls.stop();
    signal();
  }

  /** Waits for what is under way, then cuts it short; what even that does not end is left. */
  void awaitEnd(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    if (thread.isAlive()) {
      calls.interruptAll();
      signal();
      thread.join(Duration.ofSeconds(3).toMillis());
    }
    if (thread.isAlive()) {
      LOG.warn("Lane {} ends with calls under way: they are unknown at the next start", system);
      givenUp = true;
      signal();
    }
    metrics.forget();
  }
}
