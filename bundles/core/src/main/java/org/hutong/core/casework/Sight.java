package org.hutong.core.casework;

import java.util.Set;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/** Who may know of a case, and who sees it in clear; the access room has the rule. */
public interface Sight {
  /** What a caller sees of a case. */
  enum View {
    /** Not even that it exists. */
    NONE,
    MASKED,
    CLEAR
  }

  /**
   * How the caller sees a case that these units have to do with.
   *
   * @param purpose a purpose code; null: none given
   * @param open whether the case is open, which it is until it is archived (归档)
   * @throws org.hutong.problem.Refused {@code PURPOSE_UNKNOWN} or {@code PURPOSE_NOT_ALLOWED}
   */
  View of(Caller caller, @Nullable String purpose, Set<String> units, boolean open);

  /**
   * Refuses a wrong purpose before anything is looked up: otherwise it would tell what is there.
   *
   * @throws org.hutong.problem.Refused {@code PURPOSE_UNKNOWN} or {@code PURPOSE_NOT_ALLOWED}
   */
  default void check(Caller caller, @Nullable String purpose) {
    of(caller, purpose, Set.of(), true);
  }
}
