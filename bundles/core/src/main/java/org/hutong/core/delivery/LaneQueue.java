package org.hutong.core.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * What a lane has to do, in memory: what is to be sent, and what its system is only to be asked
 * about. They take turns, so that neither waits for the other's end. Bounded: beyond its capacity
 * it only remembers that there is more in the table. Thread-safe; nothing in it blocks.
 */
final class LaneQueue {
  /** How many may wait with their case in memory; the others' cases are read again. */
  private static final int MOST_WITH_CASE = 2_000;

  private static final int MOST_REFUSED = 256;

  private final int capacity;
  private final Deque<Due> queue = new ArrayDeque<>();
  private final Deque<Due> questions = new ArrayDeque<>();
  private final Map<Long, Deque<Due>> parked = new HashMap<>();
  private final Set<Long> known = new HashSet<>();
  private final Set<Long> freedMeanwhile = new HashSet<>();
  private boolean asked;
  private boolean turning;
  private boolean spilled = true;

  /** Begins spilled: what the table holds from before a start is read first. */
  LaneQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Takes new ones as far as there is room. */
  synchronized void offer(Collection<Due> dues) {
    for (Due due : dues) {
      if (spilled || known.size() >= capacity) {
        spilled = true;
      } else if (known.add(due.id())) {
        queue.addLast(queue.size() < MOST_WITH_CASE ? due : due.light());
      }
    }
  }

  /** Takes what was read from the table, room or not; gives how many were new. */
  synchronized int take(Collection<Due> dues, boolean first) {
    List<Due> fresh = new ArrayList<>();
    for (Due due : dues) {
      if (known.add(due.id())) {
        fresh.add(due);
      }
    }
    if (first) {
      again(fresh.stream().filter(Due::toSend).toList());
    }
    fresh.stream().filter(due -> !first || !due.toSend()).forEach(due -> of(due).addLast(due));
    return fresh.size();
  }

  /** Puts back what is known, to be taken next. */
  synchronized void again(List<Due> dues) {
    for (int i = dues.size() - 1; i >= 0; i--) {
      Due due = dues.get(i);
      known.add(due.id());
      of(due).addFirst(due);
    }
  }

  private Deque<Due> of(Due due) {
    return due.toSend() ? queue : questions;
  }

  /**
   * What comes next.
   *
   * @param taken never two of one case
   * @param refused no more in the queue: the table brings them again
   */
  record Next(List<Due> taken, List<Due> refused) {}

  /**
   * The next ones; those of busy cases wait aside until freed, those that may not go leave.
   *
   * @param probing what is to be sent comes first: a question may be answered wrongly for good, and
   *     would then say of a healthy system that it is down
   */
  synchronized Next next(int most, boolean probing, LongPredicate busy, Predicate<Due> may) {
    Next next = new Next(new ArrayList<>(), new ArrayList<>());
    Set<Long> cases = new HashSet<>();
    while (next.taken().size() < most && next.refused().size() < MOST_REFUSED && !isEmpty()) {
      boolean ask = queue.isEmpty() || !questions.isEmpty() && !asked && !probing;
      Due due = ask ? questions.removeFirst() : queue.removeFirst();
      if (busy.test(due.caseId()) || cases.contains(due.caseId())) {
        park(due); // it comes up again when the one that is taken or under way has ended
      } else if (may.test(due)) {
        asked = ask;
        cases.add(due.caseId());
        next.taken().add(due);
      } else {
        // Nothing waits behind it: a correction may have ended it already, and nobody would tell.
        known.remove(due.id());
        next.refused().add(due);
      }
    }
    return next;
  }

  /** From here to {@link #endTurn} it is remembered which cases were freed. */
  synchronized void beginTurn() {
    freedMeanwhile.clear();
    turning = true;
  }

  /**
   * These were found blocked in the turn that ends: they wait aside until their case is freed,
   * unless that happened since. What was put aside behind them may be what they wait for.
   */
  synchronized void endTurn(List<Due> blocked) {
    turning = false;
    for (Due due : blocked) {
      if (freedMeanwhile.contains(due.caseId())) {
        again(List.of(due));
      } else {
        Deque<Due> behind = parked.remove(due.caseId());
        park(due);
        for (Due other : behind == null ? List.<Due>of() : behind) {
          if (!other.toSend() || other.id() < due.id()) {
            again(List.of(other));
          } else {
            park(other);
          }
        }
      }
    }
  }

  private void park(Due due) {
    known.add(due.id());
    parked.computeIfAbsent(due.caseId(), c -> new ArrayDeque<>()).addLast(due);
  }

  /** What waited aside for this case comes next. */
  synchronized void freed(long caseId) {
    if (turning) {
      freedMeanwhile.add(caseId);
    }
    Deque<Due> waiting = parked.remove(caseId);
    if (waiting != null) {
      again(List.copyOf(waiting));
    }
  }

  /** The lane has done with it, or the table will bring it again. */
  synchronized void forget(long id) {
    known.remove(id);
  }

  /** The same, where a newer form of it may still wait aside. */
  synchronized void drop(Due due) {
    known.remove(due.id());
    queue.removeIf(d -> d.id() == due.id());
    questions.removeIf(d -> d.id() == due.id());
    dropAside(due, true);
  }

  /** It is not to be asked about as it was; once forgotten, the table brings what it is now. */
  synchronized void dropQuestion(Due due) {
    known.add(due.id());
    questions.removeIf(d -> d.id() == due.id());
    dropAside(due, false);
  }

  private void dropAside(Due due, boolean toSendToo) {
    Deque<Due> waiting = parked.get(due.caseId());
    if (waiting != null) {
      waiting.removeIf(d -> d.id() == due.id() && (toSendToo || !d.toSend()));
      if (waiting.isEmpty()) {
        parked.remove(due.caseId());
      }
    }
  }

  /** Whether the table holds more and there is room again; then it must be read. */
  synchronized boolean beginRefill() {
    if (!spilled || queue.size() > capacity / 4) {
      return false;
    }
    // From here on new ones are taken again: none falls between this moment and the read.
    spilled = false;
    return true;
  }

  /** There was more than the read took. */
  synchronized void spilled() {
    spilled = true;
  }

  synchronized boolean hasSpilled() {
    return spilled;
  }

  /** What waits in memory, parked ones included. */
  synchronized int size() {
    int aside = 0;
    for (Deque<Due> waiting : parked.values()) {
      aside += waiting.size();
    }
    return queue.size() + questions.size() + aside;
  }

  /** Whether anything could be taken now. */
  synchronized boolean isEmpty() {
    return queue.isEmpty() && questions.isEmpty();
  }
}
