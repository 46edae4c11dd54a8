package org.hutong.adapter;

import java.time.Instant;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Lists what its system holds of ours (清单核对), so that a second check can be made that trusts
 * neither the ledger nor receipts. Optional: a {@link SystemAdapter} implements it as well. Since
 * 1.3.
 *
 * <p>Duties: it reads and changes nothing there. The answer is the system's own store as it stands
 * now, never what the adapter or a journal of requests remembers. Every record of the period is on
 * exactly one page, however many there are and however they are changed meanwhile; one that is held
 * twice is listed twice. A list that cannot be had whole is {@link Unavailable}, never a short one:
 * what is not listed counts as not held.
 */
@ConsumerType
public interface HoldingsSource {
  /** Whether this system, as it is configured, can list at all; asks nobody. */
  boolean listsHoldings();

  /**
   * A page of what the system first took from us in {@code [from, to)} by its own clock, and still
   * holds. What was cancelled is listed as cancelled where the system keeps it. Records of others
   * are left out.
   *
   * @param after the {@link Holdings#next()} of the page before; null at the beginning
   * @param limit most records of the page, at least 1
   * @param context for its time limit, which is that of a delivery
   * @throws Unavailable when the system cannot be read now
   * @throws InterruptedException when the caller gave up waiting
   */
  Holdings holdings(Instant from, Instant to, @Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException;
}
