package org.hutong.gateway.rest.internal.answers;

import java.time.OffsetDateTime;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.casework.CaseSummary;
import org.jspecify.annotations.Nullable;

/** A case in a list. */
public record CaseLine(
    String street,
    String number,
    int revision,
    CaseState state,
    String stateName,
    ItemLine item,
    @Nullable String subject,
    String unit,
    OffsetDateTime registeredAt,
    Case.Due due) {
  /** What a list shows of a case. */
  public static CaseLine of(CaseSummary c) {
    return new CaseLine(
        c.street(),
        c.number(),
        c.revision(),
        c.state(),
        c.state().zh(),
        ItemLine.of(c.item(), c.itemName()),
        c.subject(),
        c.unit(),
        c.registeredAt(),
        c.due());
  }

  /** Hides everything but the number. */
  @Override
  public String toString() {
    return "CaseLine[" + number + "]";
  }
}
