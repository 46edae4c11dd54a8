package org.hutong.adapter.support;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The moment from which a call may have arrived. Once shut, nothing is sent any more, however late
 * what blocked the call comes free, so whoever shuts it in time can say that nothing left.
 */
public final class SendGate {
  private enum State {
    OPEN,
    PASSED,
    SHUT
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  /** Asked right before the first byte that may have an effect; false: it must not be sent. */
  public boolean pass() {
    return state.compareAndSet(State.OPEN, State.PASSED) || state.get() == State.PASSED;
  }

  /** Lets nothing pass from here on; false when something has passed. */
  public boolean shut() {
    return state.compareAndSet(State.OPEN, State.SHUT) || state.get() == State.SHUT;
  }
}
