package org.hutong.core.delivery;

import java.util.Set;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/** Who sees in clear what goes to a system; the access room has the rule. */
@FunctionalInterface
public interface Reveal {
  /**
   * Whether the caller sees in clear what a case of these units says.
   *
   * @param purpose a purpose code; null: none given, and nothing is in clear
   * @param open whether the case is open
   * @throws org.hutong.problem.Refused {@code PURPOSE_UNKNOWN} or {@code PURPOSE_NOT_ALLOWED}
   */
  boolean clear(Caller caller, @Nullable String purpose, Set<String> units, boolean open);
}
