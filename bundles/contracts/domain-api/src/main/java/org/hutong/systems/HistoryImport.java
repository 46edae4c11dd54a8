package org.hutong.systems;

/**
 * What one import of earlier cases (历史办件) has done. Run again it goes on where it stopped.
 *
 * @param read rows read by this run
 * @param imported cases that are new
 * @param known rows whose case was there already
 * @param quarantined rows that could not be taken
 * @param complete whether the source has been read to its end
 */
public record HistoryImport(
    String system,
    String feed,
    long read,
    long imported,
    long known,
    long quarantined,
    boolean complete) {}
