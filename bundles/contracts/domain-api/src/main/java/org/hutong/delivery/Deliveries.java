package org.hutong.delivery;

import java.time.LocalDate;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/** The ledger (分发台账); a delivery of a case that is not the caller's to know is not there. */
public interface Deliveries {
  /** A page of the ledger, oldest first; without history and sheet. */
  Page<Delivery> find(Caller caller, DeliveryFilter filter);

  /**
   * One delivery with history and, where a person enters it, its sheet. What sheet and exchange say
   * of a person is in clear only for a purpose, as with a case.
   *
   * @param purpose a purpose code; null: none given
   * @throws org.hutong.problem.Refused {@code PURPOSE_UNKNOWN} or {@code PURPOSE_NOT_ALLOWED}
   */
  Delivery get(Caller caller, String id, @Nullable String purpose);

  /**
   * Acts: {@code {action: replay | confirm | abandon, receipt?, reason?}}. {@code confirm} takes
   * the receipt a person read in the system; {@code abandon} needs a reason and the owning officer.
   */
  Delivery act(Caller caller, String id, String idempotencyKey, Map<String, Object> action);

  /**
   * Sends several again: {@code {ids, dryRun, reason?}} or {@code {system, state?, createdBefore?,
   * dryRun, selection?, expected?, reason?}}; {@code state} is {@code QUARANTINED} (when absent) or
   * {@code ASSISTED}. A dry run changes nothing. A replay of a lane needs {@code selection} of the
   * dry run before, or at least {@code expected}, its count; when it is another now, nothing moves.
   * At most 500 at a time. Unknown deliveries go again only when named by their ids.
   */
  Replay replay(Caller caller, String idempotencyKey, Map<String, Object> order);

  /** Expected beside the ledger, for cases' events in {@code [from, to)}. */
  Reconciliation reconciliation(Caller caller, LocalDate from, LocalDate to);

  /**
   * Asks the systems that can list what they hold of ours, and names what differs. Reads only;
   * bounded in time and in records, and audited.
   *
   * @param system null for all
   */
  HoldingsCheck holdings(Caller caller, LocalDate from, LocalDate to, @Nullable String system);

  /** The last one made by schedule; made now when there is none since the start. */
  HoldingsCheck holdings(Caller caller);
}
