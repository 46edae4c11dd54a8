package org.hutong.delivery;

import java.time.OffsetDateTime;
import java.util.List;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One case to one system, with what became of it.
 *
 * @param key the idempotency key the system saw
 * @param receipt the system's own number; null until it gave one
 * @param why one Chinese sentence for every delivery that is not delivered; null for one that is
 * @param attempts how often it was sent or may have been
 * @param sheet the assisted-entry sheet; values only for callers who may see them
 * @param exchange the exact request and answer of the last attempt, where a person must look; its
 *     values masked for callers who may not see them; null in lists and where there is none
 */
public record Delivery(
    String street,
    String id,
    String caseNumber,
    int revision,
    String system,
    String systemName,
    Operation operation,
    String key,
    DeliveryState state,
    @Nullable String receipt,
    @Nullable String why,
    int attempts,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime nextAttemptAt,
    @Nullable OffsetDateTime endedAt,
    List<Attempt> history,
    List<SheetLine> sheet,
    @Nullable Exchange exchange,
    List<String> allowedActions) {

  /** One attempt: what came of it and how long it took. */
  public record Attempt(
      int no, OffsetDateTime at, String outcome, String detail, long tookMillis, String adapter) {}

  /**
   * What was sent and what came back, in the system's own words.
   *
   * @param request JSON text of the document
   * @param status the protocol's own status; null when no answer came
   * @param answer JSON text of the answer's body; null when none came
   */
  public record Exchange(
      OffsetDateTime at, String request, @Nullable Integer status, @Nullable String answer) {
    /** Hides both. */
    @Override
    public String toString() {
      return "Exchange[" + status + "]";
    }
  }

  /** One line of the sheet. */
  public record SheetLine(String label, String value) {
    /** Hides the value. */
    @Override
    public String toString() {
      return "SheetLine[" + label + "]";
    }
  }

  /** Hides everything but the id. */
  @Override
  public String toString() {
    return "Delivery[" + id + "]";
  }
}
