package org.hutong.changes;

import java.time.OffsetDateTime;

/**
 * One change, by reference; never with personal data.
 *
 * @param cursor the position after it
 * @param kind {@code CASE}, {@code TASK}, {@code ITEM} or {@code TOMBSTONE}
 * @param reference the number of the case or task, or {@code scheme/code}
 * @param revision of what is referred to; of a task its version
 * @param what the event, such as {@code registered}, {@code corrected}, {@code accept}
 */
public record Change(
    String cursor, String kind, String reference, int revision, String what, OffsetDateTime at) {}
