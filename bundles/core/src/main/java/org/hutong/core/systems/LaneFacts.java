package org.hutong.core.systems;

import java.time.Instant;
import java.util.Optional;

/** What the register of systems shows of a lane; delivery implements it. */
public interface LaneFacts {
  /** When the system last took a document. */
  Optional<Instant> lastSuccess(String system);

  /** A Chinese sentence while the last exchanges brought nothing. */
  Optional<String> trouble(String system);

  /** Whether a person paused it. */
  boolean paused(String system);
}
