package org.hutong.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hutong.core.delivery.Effect.Ended;
import org.hutong.core.delivery.LaneUnit.PutOff;
import org.hutong.core.systems.SystemDefinition.Limits;

/**
 * How many retries a system is sent over time: a few a minute whatever happens, and a share of the
 * first attempts it gets. A retry that is answered gives its place back, so that a backlog drains
 * as fast as the system takes it; what the budget stops is sending again and again to a system that
 * can only refuse. Only the lane's own thread changes it.
 */
final class RetryBudget {
  /** So many minutes' floor may be saved up while nothing is tried again. */
  private static final int MINUTES_SAVED = 5;

  private static final double MINUTE = 60_000;

  private final Set<Long> spent = new HashSet<>();
  private volatile double tokens = Double.NaN;
  private Instant filledAt = Instant.MIN;

  private static double most(Limits limits) {
    return (double) limits.retryFloor() * MINUTES_SAVED;
  }

  private void fill(Instant now, Limits limits) {
    if (Double.isNaN(tokens)) {
      tokens = most(limits);
    } else {
      // A clock that is set back brings nothing, and takes nothing.
      long millis = Math.max(0, Duration.between(filledAt, now).toMillis());
      tokens = Math.min(most(limits), tokens + millis / MINUTE * limits.retryFloor());
    }
    filledAt = now;
  }

  /** These were to be claimed, and those were: first attempts bring their share. */
  void claimed(List<Due> wanted, List<Due> claimed, Instant now, Limits limits) {
    fill(now, limits);
    Set<Long> sent = new HashSet<>();
    for (Due due : claimed) {
      sent.add(due.id());
      if (due.attempts() == 1) {
        tokens = Math.min(most(limits), tokens + limits.retryShare() / 100.0);
      }
    }
    wanted.stream().filter(due -> !sent.contains(due.id())).forEach(d -> giveBack(d, limits));
  }

  /** Whether it may go now: a retry then has its place, what is no retry needs none. */
  boolean take(Due due, Instant now, Limits limits) {
    if (!due.retries()) {
      return true;
    }
    fill(now, limits);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    spent.add(due.id());
    return true;
  }

  /** What was taken, refused for good, or never left gives its place back. */
  void ended(Ended ended, Limits limits) {
    boolean settled =
        Boolean.TRUE.equals(ended.reached())
            || ended.effect() instanceof Effect.NothingLeft
            || ended.effect() instanceof Effect.GivenBack;
    if (settled) {
      giveBack(ended.due(), limits);
    } else {
      spent.remove(ended.due().id());
    }
  }

  private void giveBack(Due due, Limits limits) {
    if (spent.remove(due.id())) {
      tokens = Math.min(most(limits), tokens + 1);
    }
  }

  /** When each of those that may not go may be sent by the floor alone, one after the other. */
  List<PutOff> putOff(List<Due> refused, Instant now, Limits limits) {
    List<PutOff> all = new ArrayList<>();
    for (Due due : refused) {
      double missing = Math.max(0, all.size() + 1 - tokens);
      long millis = Math.max(1, (long) Math.ceil(missing * MINUTE / limits.retryFloor()));
      all.add(new PutOff(due, now.toEpochMilli() + millis));
    }
    return all;
  }

  /** Whole retries that may be sent at once; readable from any thread. */
  int left() {
    double now = tokens;
    return Double.isNaN(now) ? 0 : (int) now;
  }
}
