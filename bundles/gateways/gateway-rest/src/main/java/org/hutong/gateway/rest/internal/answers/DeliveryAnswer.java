package org.hutong.gateway.rest.internal.answers;

import java.time.OffsetDateTime;
import java.util.List;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/** A delivery with its state in Chinese. */
public record DeliveryAnswer(
    String street,
    String id,
    String caseNumber,
    int revision,
    String system,
    String systemName,
    Operation operation,
    String key,
    DeliveryState state,
    String stateName,
    @Nullable String receipt,
    @Nullable String why,
    int attempts,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime nextAttemptAt,
    @Nullable OffsetDateTime endedAt,
    List<Delivery.Attempt> history,
    List<Delivery.SheetLine> sheet,
    Delivery.@Nullable Exchange exchange,
    List<String> allowedActions) {
  /** The delivery in this shape. */
  public static DeliveryAnswer of(Delivery d) {
    return new DeliveryAnswer(
        d.street(),
        d.id(),
        d.caseNumber(),
        d.revision(),
        d.system(),
        d.systemName(),
        d.operation(),
        d.key(),
        d.state(),
        d.state().zh(),
        d.receipt(),
        d.why(),
        d.attempts(),
        d.createdAt(),
        d.nextAttemptAt(),
        d.endedAt(),
        d.history(),
        d.sheet(),
        d.exchange(),
        d.allowedActions());
  }

  /** Hides everything but the id. */
  @Override
  public String toString() {
    return "DeliveryAnswer[" + id + "]";
  }
}
