package org.hutong.core.statistics;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.hutong.casework.CaseState;
import org.hutong.core.store.Times;
import org.jspecify.annotations.Nullable;

/**
 * All that is counted of one case. Two that are equal are counted alike.
 *
 * @param item {@code survey-2016/MZ-28}
 * @param community {@code stat-2022:110102014003}; empty for none
 * @param state the state it is in
 * @param typed values entered
 * @param apart fields of the systems' forms
 * @param registered month of the registration at +08:00, such as 201609
 * @param accepted month of the acceptance; 0 for none
 * @param ended month of the end; 0 for none
 * @param how {@code GRANTED}, {@code DENIED}, {@code NOT_ACCEPTED}, {@code WITHDRAWN}, {@code
 *     TERMINATED}; null while it has no end
 * @param due the status of the limit
 * @param unit who registered it
 * @param recordMonth month in which its record was closed by an end; 0 while it goes on
 * @param record what stands in the record besides the item, as {@link RecordParts}; counted once it
 *     is closed
 */
public record Counted(
    String item,
    String community,
    String channel,
    CaseState state,
    int typed,
    int apart,
    int registered,
    int accepted,
    int ended,
    @Nullable String how,
    String due,
    String unit,
    int recordMonth,
    int record) {

  /** The month of an instant in Beijing, such as 201609. */
  public static int month(long millis) {
    ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(Times.ZONE);
    return at.getYear() * 100 + at.getMonthValue();
  }
}
