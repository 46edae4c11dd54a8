package org.hutong.systems;

/**
 * How many records (数据) are kept of one kind (人、地、事、组织, R29) from one source.
 *
 * @param kind {@code PERSON, PLACE, EVENT, ORGANIZATION}
 * @param tombstones those the source has deleted
 * @param flagged those with a quality flag
 */
public record RecordCount(
    String kind, String system, String feed, long records, long tombstones, long flagged) {}
