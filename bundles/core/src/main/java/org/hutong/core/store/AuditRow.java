package org.hutong.core.store;

import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * One act for the audit trail.
 *
 * @param whom a keyed reference to the person concerned, from {@link Vault#reference}
 */
public record AuditRow(
    String who,
    @Nullable String whom,
    String what,
    @Nullable String target,
    @Nullable String why,
    String from,
    String result) {
  private static final int MOST_WHY = 500;

  /**
   * Cuts the reason to what the trail holds: a row that does not fit would fail its whole group.
   */
  public AuditRow {
    why = why == null || why.length() <= MOST_WHY ? why : why.substring(0, MOST_WHY);
  }

  /** An act that was carried out; for whom the caller acted stands behind the reason. */
  public static AuditRow done(
      Caller caller,
      String what,
      @Nullable String target,
      @Nullable String whom,
      @Nullable String why) {
    return new AuditRow(
        caller.account(), whom, what, target, why(caller, why), caller.from(), "ok");
  }

  private static @Nullable String why(Caller caller, @Nullable String why) {
    if (caller.onBehalfOf() == null) {
      return why;
    }
    return (why == null ? "" : why + "；") + "代：" + caller.onBehalfOf();
  }
}
