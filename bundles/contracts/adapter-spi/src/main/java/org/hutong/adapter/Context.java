package org.hutong.adapter;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What the lane gives an adapter for one call. */
@ProviderType
public interface Context {
  /** The time this call may take. */
  Duration timeLimit();

  /** W3C {@code traceparent} to send on, where the protocol has a place for it. */
  Optional<String> traceparent();

  /**
   * Lets the system's mapping say what the answer means: which receipt, which refusal, whether to
   * try again. An answer that the mapping does not know is {@link Outcome.Unknown}.
   */
  Outcome interpret(Answer answer);
}
