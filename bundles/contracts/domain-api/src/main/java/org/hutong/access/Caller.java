package org.hutong.access;

import java.util.Set;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as authenticated.
 *
 * @param account the account's name; also the scope of idempotency keys
 * @param roles at least one
 * @param unit the unit (科室、站、社区) the account belongs to; null for accounts of no unit
 * @param from where the call came from: an address, or {@code console}
 * @param onBehalfOf for the hub only: the unit it acts for
 */
public record Caller(
    String account,
    Set<Role> roles,
    @Nullable String unit,
    String from,
    @Nullable String onBehalfOf) {
  /** Copies the roles. */
  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Whether the caller has the role. */
  public boolean is(Role role) {
    return roles.contains(role);
  }

  /**
   * Goes on only for a caller with one of the roles.
   *
   * @throws Refused {@link Code#ROLE_REQUIRED}
   */
  public void mustBe(Role... oneOf) {
    for (Role role : oneOf) {
      if (roles.contains(role)) {
        return;
      }
    }
    throw Refused.because(Code.ROLE_REQUIRED);
  }
}
