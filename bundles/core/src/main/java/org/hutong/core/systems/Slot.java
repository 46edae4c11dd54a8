package org.hutong.core.systems;

import java.time.Duration;
import org.hutong.adapter.SystemAdapter;

/** One adapter at work: counts the calls in flight, and lets no more in once it is leaving. */
final class Slot {
  final SystemDefinition definition;
  final SystemAdapter adapter;
  final FactoryEntry factory;
  private static final int MOST_PROBES = 3;

  private int inFlight;
  private int probes;
  private boolean leaving;

  Slot(SystemDefinition definition, SystemAdapter adapter, FactoryEntry factory) {
    this.definition = definition;
    this.adapter = adapter;
    this.factory = factory;
  }

  synchronized boolean enter() {
    if (leaving) {
      return false;
    }
    inFlight++;
    return true;
  }

  synchronized void leave() {
    inFlight--;
    notifyAll();
  }

  /** One more question for the health; false while too many before it have not ended. */
  synchronized boolean beginProbe() {
    if (probes >= MOST_PROBES) {
      return false;
    }
    probes++;
    return true;
  }

  synchronized void endProbe() {
    probes--;
  }

  /** Lets no more in. */
  synchronized void shut() {
    leaving = true;
  }

  /** Waits until every call has left; false when some were still there at the end of the time. */
  synchronized boolean await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (inFlight > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  ClassLoader loader() {
    return adapter.getClass().getClassLoader();
  }
}
