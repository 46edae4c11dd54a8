package org.hutong.core.casework;

import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.core.casework.Sight.View;
import org.jspecify.annotations.Nullable;

/** Who sees which case: by role, unit and purpose, and by the walls. */
record CaseSight(Sight sight, Walls walls) {
  /** How the caller sees a case. */
  View of(Caller caller, @Nullable String purpose, CaseFile file) {
    return of(caller, purpose, file.item().code(), file.units(), file.isOpen());
  }

  /** The same of a case of which only this is known. */
  View of(Caller caller, @Nullable String purpose, String item, Set<String> units, boolean open) {
    View view = sight.of(caller, purpose, units, open);
    return view != View.NONE && walls.hide(caller, item, units) ? View.NONE : view;
  }
}
