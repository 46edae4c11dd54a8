package org.hutong.changes;

import java.time.OffsetDateTime;

/**
 * One change, by reference; never with personal data.
 *
 * @param cursor the position after it
 * @param kind {@code CASE}, {@code ITEM} or {@code TOMBSTONE}
 * @param reference the case number, or {@code scheme/code}
 * @param revision of what is referred to
 * @param what the event, such as {@code registered}, {@code corrected}, {@code accept}
 */
public record Change(
    String cursor, String kind, String reference, int revision, String what, OffsetDateTime at) {}
