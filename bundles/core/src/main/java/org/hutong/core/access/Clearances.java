package org.hutong.core.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * The one place for the rule who knows of a case and who sees it in clear (privacy.md §3, §9, §13).
 *
 * <ul>
 *   <li>Clerk and officer know of a case when their unit owns it or has one of its steps;
 *       dispatcher, hub and the street's IT know of every case; an auditor knows of one only for a
 *       purpose of his; the system and security administrators of none.
 *   <li>In clear it is seen only for a purpose the role may use and that allows it, and only by the
 *       units the case has to do with (for the hub: the unit it acts for); by the dispatcher for
 *       every unit. Whoever is also street IT or an administrator never sees it in clear.
 *   <li>A purpose that needs an open case shows nothing in clear of one that is archived (归档).
 * </ul>
 */
final class Clearances {
  private static final Set<Role> WHOLE_STREET =
      EnumSet.of(Role.DISPATCHER, Role.HUB, Role.STREET_IT);
  private static final Set<Role> OWN_UNIT = EnumSet.of(Role.CLERK, Role.OFFICER);

  private Clearances() {}

  /**
   * What the caller sees of a case.
   *
   * @param purpose one the caller may use; empty: none given
   * @param units the unit that owns the case and the units of its steps
   * @param open whether the case is open
   */
  static Clearance of(Caller caller, Optional<Purpose> purpose, Set<String> units, boolean open) {
    if (!knows(caller, purpose, units)) {
      return Clearance.NONE;
    }
    boolean counts = purpose.filter(p -> p.clear() && (open || !p.needsCase())).isPresent();
    boolean clear = counts && mayBeClear(caller);
    return clear && concerned(caller, units) ? Clearance.CLEAR : Clearance.MASKED;
  }

  /** Whether this caller may see anything in clear at all. */
  static boolean mayBeClear(Caller caller) {
    return !caller.maskedOnly();
  }

  /** Whether a purpose may be used by somebody who sees it in clear. */
  static boolean mayBeClear(Set<Role> roles) {
    return roles.stream().noneMatch(Role::maskedOnly);
  }

  private static boolean knows(Caller caller, Optional<Purpose> purpose, Set<String> units) {
    if (WHOLE_STREET.stream().anyMatch(caller::is)) {
      return true;
    }
    if (caller.is(Role.AUDITOR)) {
      return purpose.isPresent();
    }
    return OWN_UNIT.stream().anyMatch(caller::is) && has(units, caller.unit());
  }

  private static boolean concerned(Caller caller, Set<String> units) {
    if (caller.is(Role.DISPATCHER)) {
      return true;
    }
    String unit = caller.is(Role.HUB) ? caller.onBehalfOf() : caller.unit();
    return has(units, unit);
  }

  private static boolean has(Set<String> units, @Nullable String unit) {
    return unit != null && units.contains(unit);
  }
}
