package org.hutong.gateway.rest.internal.answers;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.hutong.casework.Dispute;
import org.hutong.casework.Disputes;
import org.jspecify.annotations.Nullable;

/** A month's list of disputes. */
public record DisputesAnswer(
    String street, String month, List<Line> disputes, List<Disputes.ItemSum> items) {
  /** A dispute with its item's name. */
  public record Line(
      String street,
      String caseNumber,
      ItemLine item,
      int step,
      String contestedUnit,
      OffsetDateTime contestedAt,
      @Nullable LocalDate due,
      String status,
      @Nullable String outcome,
      @Nullable String unit,
      @Nullable OffsetDateTime endedAt,
      @Nullable Integer workingDaysLost) {
    static Line of(Dispute d) {
      return new Line(
          d.street(),
          d.caseNumber(),
          ItemLine.of(d.item(), d.itemName()),
          d.step(),
          d.contestedUnit(),
          d.contestedAt(),
          d.due(),
          d.status(),
          d.outcome(),
          d.unit(),
          d.endedAt(),
          d.workingDaysLost());
    }
  }

  /** The list in this shape. */
  public static DisputesAnswer of(Disputes.Month m) {
    return new DisputesAnswer(
        m.street(), m.month().toString(), m.disputes().stream().map(Line::of).toList(), m.items());
  }
}
