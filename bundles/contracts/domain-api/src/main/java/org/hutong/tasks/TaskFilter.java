package org.hutong.tasks;

import org.hutong.casework.DueList;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks; null means all.
 *
 * @param unit the unit that works on them
 * @param due by their limit; then the most urgent first, else the newest first
 * @param caseNumber those of which this case came
 * @param limit 1 to 500
 * @param after the cursor of the page before
 */
public record TaskFilter(
    @Nullable TaskState state,
    @Nullable String unit,
    @Nullable DueList due,
    @Nullable String caseNumber,
    int limit,
    @Nullable String after) {}
