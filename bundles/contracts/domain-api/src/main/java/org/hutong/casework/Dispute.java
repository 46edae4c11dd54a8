package org.hutong.casework;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.hutong.catalogue.ItemRef;
import org.jspecify.annotations.Nullable;

/**
 * A contested step (权责异议), as it began and ended (R26, R28). The words given stand in the case's
 * history, not here.
 *
 * @param contestedUnit the unit that says that the step is not its own
 * @param due the day by which it is to be determined; null where the calendar has no data
 * @param status RUNNING, OVERDUE, CALENDAR_MISSING; MET or LATE once it ended
 * @param outcome UPHELD 维持, MOVED 改由他单位, WITHDRAWN 办件撤回; null while it is open
 * @param unit the unit that acts by the determination
 * @param workingDaysLost working days between contest and determination, or until today; null where
 *     the calendar has no data
 */
public record Dispute(
    String street,
    String caseNumber,
    ItemRef item,
    String itemName,
    int step,
    String contestedUnit,
    OffsetDateTime contestedAt,
    @Nullable LocalDate due,
    String status,
    @Nullable String outcome,
    @Nullable String unit,
    @Nullable OffsetDateTime endedAt,
    @Nullable Integer workingDaysLost) {}
