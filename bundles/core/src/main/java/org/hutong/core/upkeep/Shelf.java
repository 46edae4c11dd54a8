package org.hutong.core.upkeep;

import java.time.Duration;

/**
 * A table whose oldest rows go.
 *
 * @param what as an administrator calls it
 * @param key its ascending number, in the order of time
 * @param condition what a row must also meet to go, in SQL
 * @param kept at least this long
 * @param mostBytes above this the oldest go first; 0 for no bound
 * @param never younger than this nothing goes, whatever the bytes
 */
public record Shelf(
    String what,
    String table,
    String key,
    String condition,
    Duration kept,
    long mostBytes,
    Duration never) {
  /** The trail's own shelf: its rows go with an anchor. */
  public static final String AUDIT = "audit";

  boolean isAudit() {
    return what.equals(AUDIT);
  }

  /** The oldest rows behind a key. */
  String window() {
    return "SELECT "
        + key
        + ", at_ms FROM "
        + table
        + " WHERE "
        + key
        + " > ? ORDER BY "
        + key
        + " FETCH FIRST ? ROWS ONLY";
  }

  String delete() {
    return "DELETE FROM " + table + " WHERE " + key + " > ? AND " + key + " <= ?" + condition;
  }

  String count() {
    return "SELECT COUNT(*) FROM " + table;
  }

  /** The key of the first row that stays when so many go. */
  String behind() {
    return "SELECT "
        + key
        + " FROM "
        + table
        + " ORDER BY "
        + key
        + " OFFSET ? ROWS FETCH NEXT 1 ROWS ONLY";
  }
}
