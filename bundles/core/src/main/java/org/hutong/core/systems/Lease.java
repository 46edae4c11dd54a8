package org.hutong.core.systems;

import java.util.concurrent.atomic.AtomicBoolean;
import org.hutong.adapter.SystemAdapter;

/** An adapter lent for one call; the swap of its bundle waits until it is closed. */
public final class Lease implements AutoCloseable {
  private final Slot slot;
  private final AtomicBoolean open = new AtomicBoolean(true);

  Lease(Slot slot) {
    this.slot = slot;
  }

  /** Not kept beyond the lease. */
  public SystemAdapter adapter() {
    return slot.adapter;
  }

  /** The definition the adapter was made from. */
  public SystemDefinition definition() {
    return slot.definition;
  }

  /** Technology and bundle version, such as {@code rest 1.2.0}. */
  public String adapterName() {
    return slot.factory.toString();
  }

  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      slot.leave();
    }
  }
}
