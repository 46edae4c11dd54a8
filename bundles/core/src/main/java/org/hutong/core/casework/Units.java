package org.hutong.core.casework;

import org.hutong.access.Caller;
import org.hutong.access.Role;

/** Which unit a caller acts for: the account's own; the hub's may be named (onBehalfOf). */
public final class Units {
  /** An account of no unit acts for the street office itself. */
  public static final String OFFICE = "街道办事处";

  private Units() {}

  /** The unit. */
  public static String of(Caller caller) {
    if (caller.is(Role.HUB) && caller.onBehalfOf() != null) {
      return caller.onBehalfOf();
    }
    return caller.unit() == null ? OFFICE : caller.unit();
  }
}
