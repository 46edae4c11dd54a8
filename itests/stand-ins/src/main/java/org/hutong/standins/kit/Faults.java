package org.hutong.standins.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The fault in force, and how often it is still to strike. */
public final class Faults {
  /** {@code times} of a fault that stays until changed. */
  public static final int UNTIL_CHANGED = -1;

  private Fault fault;
  private int left;
  private long struck;
  private boolean closed;

  /** Puts a fault in force; {@code times} is once when it is not said. */
  public synchronized void set(JsonNode json) {
    Fault next = Fault.of(json);
    left = json.path("times").asInt(1);
    if (left < UNTIL_CHANGED) {
      throw new IllegalArgumentException("times is -1 (until changed) or a number from 0");
    }
    fault = next.kind() == Fault.Kind.NONE ? null : next;
    notifyAll();
  }

  /** No fault from now on; calls that are held go free. */
  public synchronized void clear() {
    fault = null;
    left = 0;
    notifyAll();
  }

  /** The fault that strikes this call, used up by one; empty when there is none for it. */
  public synchronized Optional<Fault> take(boolean write) {
    if (fault == null || left == 0 || (fault.writesOnly() && !write)) {
      return Optional.empty();
    }
    if (left > 0) {
      left--;
    }
    struck++;
    return Optional.of(fault);
  }

  /** The fault in force when it is one of before (false) or after (true) the effect. */
  public synchronized Optional<Fault> take(boolean write, boolean after) {
    return fault != null && fault.after() == after ? take(write) : Optional.empty();
  }

  /** Waits that long, but no longer than the stand-in lives. */
  public synchronized void hold(long ms) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    try {
      for (long rest = ms; rest > 0 && !closed; rest = millisTo(end)) {
        wait(rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long millisTo(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }

  /** Lets every held call go. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** The state as JSON. */
  public synchronized ObjectNode toJson() {
    ObjectNode json = Json.object();
    boolean active = fault != null && left != 0;
    json.put("fault", active ? fault.kind().word() : Fault.Kind.NONE.word());
    json.put("times", active ? left : 0).put("struck", struck);
    if (active) {
      json.put("ms", fault.ms()).put("when", fault.after() ? "after" : "before");
      json.put("on", fault.writesOnly() ? "write" : "all");
    }
    return json;
  }
}
