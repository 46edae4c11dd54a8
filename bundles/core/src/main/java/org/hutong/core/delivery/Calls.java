package org.hutong.core.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.hutong.core.delivery.Effect.Ended;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane's calls under way and their threads. A call that outlives its time is interrupted, and
 * abandoned when it ignores that: another thread takes its place, up to as many again as the lane
 * has, and its case stays busy until the thread ends.
 */
final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
  private static final long GRACE_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long IDLE_MILLIS = 30_000;

  private final String system;
  private final Sender sender;
  private final Clock clock;
  private final Runnable somethingEnded;
  private final LongConsumer caseFreed;
  private final Deque<Due> ready = new ArrayDeque<>();
  private final Set<Long> busy = new HashSet<>();
  private final List<Running> running = new ArrayList<>();
  private List<Ended> ended = new ArrayList<>();
  private int concurrency = 1;
  private int threads;
  private int idle;
  private int abandoned;
  private int threadNumber;
  private boolean stopped;

  /**
   * Starts no thread yet.
   *
   * @param caseFreed told when an abandoned call ended at last
   */
  Calls(
      String system, Sender sender, Clock clock, Runnable somethingEnded, LongConsumer caseFreed) {
    this.system = system;
    this.sender = sender;
    this.clock = clock;
    this.somethingEnded = somethingEnded;
    this.caseFreed = caseFreed;
  }

  private final class Running implements Sender.Bounds {
    final Due due;
    final Thread thread = Thread.currentThread();
    boolean calling;
    boolean interrupted;
    boolean left;
    boolean apart;
    long began;
    long deadline;
    Duration settle = Duration.ZERO;

    Running(Due due) {
      this.due = due;
    }

    @Override
    public void enter(Duration limit) {
      synchronized (Calls.this) {
        calling = true;
        began = System.nanoTime();
        deadline = began + limit.toNanos();
      }
    }

    @Override
    public void settles(Duration after) {
      synchronized (Calls.this) {
        settle = after;
      }
    }

    @Override
    public void leave() {
      synchronized (Calls.this) {
        calling = false;
        // An interruption that came too late must not hit the next user of this thread.
        Thread.interrupted();
      }
    }
  }

  /** Takes on what was claimed, or is only to be asked; once stopped, gives it back. */
  synchronized void begin(List<Due> dues, int concurrencyNow) {
    concurrency = concurrencyNow;
    for (Due due : dues) {
      if (stopped) {
        ended.add(Ended.givenBack(due, clock.instant()));
      } else {
        busy.add(due.caseId());
        ready.addLast(due);
      }
    }
    staff();
  }

  private void staff() {
    int allowed = Math.min(concurrency + abandoned, 2 * concurrency);
    int wanted = ready.size() - idle;
    for (; wanted > 0 && threads < allowed; wanted--) {
      threads++;
      Thread thread = new Thread(this::work, "lane-" + system + "-" + ++threadNumber);
      thread.setContextClassLoader(Calls.class.getClassLoader());
      thread.start();
    }
    notifyAll();
  }

  private void work() {
    Due due = take();
    while (due != null) {
      Running call;
      synchronized (this) {
        call = new Running(due);
        running.add(call);
      }
      due = finish(call, sender.run(due, call)) ? take() : null;
    }
  }

  /** The next one; null when this thread is to end. */
  private synchronized @Nullable Due take() {
    long until = System.nanoTime() + IDLE_MILLIS * 1_000_000;
    idle++;
    try {
      while (!stopped && threads <= concurrency + abandoned) {
        if (!ready.isEmpty()) {
          return ready.removeFirst();
        }
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      LOG.debug("A thread of lane {} was interrupted while idle", system);
    } finally {
      idle--;
    }
    threads--;
    return null;
  }

  /** False when the thread is not the lane's any more. */
  private boolean finish(Running call, Ended result) {
    boolean late;
    boolean apart;
    boolean lateSend;
    synchronized (this) {
      running.remove(call);
      late = call.left;
      apart = call.apart;
      lateSend = late && call.due.claimed();
      if (!lateSend) {
        busy.remove(call.due.caseId());
      }
      if (late) {
        abandoned -= apart ? 0 : 1;
      }
      if (!late) {
        ended.add(result);
      } else if (lateSend) {
        ended.add(endedLate(call));
      }
    }
    if (late) {
      LOG.warn("A call of lane {} ended long after its time; its answer is not used", system);
      if (!lateSend) {
        caseFreed.accept(call.due.caseId());
      }
    }
    somethingEnded.run();
    return !apart;
  }

  /** What it sent may only have left now: the time until an effect must show begins anew. */
  private Ended endedLate(Running call) {
    Instant now = clock.instant();
    Due unknown = call.due.unknown(now.toEpochMilli());
    return new Ended(unknown, new Effect.EndedLate(now.plus(call.settle)), now, 0, call.settle, "");
  }

  /** Interrupts what is over its time, and gives up what ignored that. */
  synchronized void expire() {
    long now = System.nanoTime();
    for (Running call : running) {
      if (!call.calling || call.left || now - call.deadline < 0) {
        continue;
      }
      if (!call.interrupted) {
        call.interrupted = true;
        call.thread.interrupt();
      } else if (now - call.deadline >= GRACE_NANOS) {
        call.left = true;
        abandoned++;
        ended.add(
            new Ended(
                call.due,
                new Effect.Silent("在时限内没有应答，调用仍未结束"),
                clock.instant(),
                (now - call.began) / 1_000_000,
                call.settle,
                ""));
      }
    }
    if (abandoned >= 2 * concurrency) {
      giveBackReady(); // no thread is left that could begin them
    }
    staff();
  }

  /**
   * Another adapter serves from now on: what the one before will never let go of takes no thread
   * from it. The cases stay busy until those threads end.
   */
  synchronized void another() {
    for (Iterator<Running> it = running.iterator(); it.hasNext(); ) {
      Running call = it.next();
      if (call.left) {
        call.apart = true;
        abandoned--;
        threads--;
        it.remove();
      }
    }
    staff();
  }

  /** Nanoseconds until {@link #expire} has something to do; {@link Long#MAX_VALUE} for never. */
  synchronized long nextExpiry() {
    long now = System.nanoTime();
    long next = Long.MAX_VALUE;
    for (Running call : running) {
      if (call.calling && !call.left) {
        long at = call.deadline - now + (call.interrupted ? GRACE_NANOS : 0);
        next = Math.min(next, Math.max(0, at));
      }
    }
    return next;
  }

  /** What ended since the last time. */
  synchronized List<Ended> drain() {
    List<Ended> all = ended;
    ended = new ArrayList<>();
    for (Ended each : all) {
      if (each.effect() instanceof Effect.EndedLate) {
        busy.remove(each.due().caseId());
      }
    }
    return all;
  }

  /** Begun or about to be, abandoned ones not counted. */
  synchronized int live() {
    return ready.size() + running.size() - abandoned;
  }

  /** Whether nothing is under way, and all that ended was drained. */
  synchronized boolean settled() {
    return live() == 0 && ended.isEmpty();
  }

  /** Threads that may work now. */
  synchronized int capacity(int concurrencyNow) {
    return Math.min(concurrencyNow, 2 * concurrencyNow - abandoned);
  }

  synchronized boolean busy(long caseId) {
    return busy.contains(caseId);
  }

  /** Begins nothing more; what was not begun comes back as given back. */
  synchronized void stop() {
    stopped = true;
    giveBackReady();
    notifyAll();
  }

  private void giveBackReady() {
    for (Due due : ready) {
      busy.remove(due.caseId());
      ended.add(Ended.givenBack(due, clock.instant()));
    }
    ready.clear();
  }

  /** Ends the waiting of what is still under way. */
  synchronized void interruptAll() {
    for (Running call : running) {
      if (call.calling && !call.interrupted) {
        call.interrupted = true;
        call.thread.interrupt();
      }
    }
  }
}
