package org.hutong.core.systems;

import java.time.Duration;
import org.hutong.adapter.Health;
import org.hutong.adapter.SystemAdapter;
import org.hutong.core.store.Wordless;
import org.hutong.core.systems.AdapterRegistry.Probe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One adapter at work: counts the calls in flight, and lets no more in once it is leaving. */
final class Slot {
  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

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
  private synchronized boolean beginProbe() {
    if (probes >= MOST_PROBES) {
      return false;
    }
    probes++;
    return true;
  }

  private synchronized void endProbe() {
    probes--;
  }

  /** Asks the adapter's health, for a caller who has entered and leaves by this. */
  Probe probe(ForeignCalls calls, Duration limit) {
    try (Lease lease = new Lease(this)) {
      if (!beginProbe()) {
        // An adapter whose health never answers would take the threads of all the others.
        return new Probe(false, Health.down("接入插件前几次检查都没有结束"));
      }
      Health health = calls.within(limit, loader(), lease.adapter()::health, this::endProbe);
      return health == null ? new Probe(false, Health.down("接入插件自身出错")) : new Probe(true, health);
    } catch (ForeignCalls.Failed e) {
      LOG.debug("Health of {} could not be asked", definition.id(), Wordless.of(e.getCause()));
      return new Probe(false, Health.down(String.valueOf(e.getMessage())));
    }
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
