package org.hutong.changes;

import java.time.OffsetDateTime;

/**
 * One change, by reference; never with personal data.
 *
 * @param cursor the position after it
 * @param kind {@code CASE} or {@code TASK}; more may come, such as {@code ITEM} and {@code
 *     TOMBSTONE}
 * @param reference the number of the case or task
 * @param revision of what is referred to; of a task its version
 * @param what the event, such as {@code register}, {@code correct}, {@code accept}
 */
public record Change(
    String cursor, String kind, String reference, int revision, String what, OffsetDateTime at) {}
