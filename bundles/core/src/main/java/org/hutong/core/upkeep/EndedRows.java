package org.hutong.core.upkeep;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What goes some time after it has ended, wherever it stands in its table.
 *
 * @param what as an administrator calls it
 * @param table null where only a column is emptied, which gives no room back
 * @param find the next keys, ascending, behind a key and ended before a moment; both parameters
 * @param remove by key, if it has still ended before that moment; both parameters
 * @param kept at least this long after the end
 */
record EndedRows(String what, @Nullable String table, String find, String remove, Duration kept) {
  static EndedRows sheets(Duration kept) {
    return new EndedRows(
        "sheets",
        null,
        """
        SELECT id FROM delivery WHERE id > ? AND sheet IS NOT NULL AND ended_at < ?
         ORDER BY id FETCH FIRST 500 ROWS ONLY""",
        "UPDATE delivery SET sheet = NULL WHERE id = ? AND ended_at < ?",
        kept);
  }

  static EndedRows exchanges(Duration kept) {
    return new EndedRows(
        "exchanges",
        "delivery_exchange",
        """
        SELECT x.delivery_id FROM delivery_exchange x JOIN delivery d ON d.id = x.delivery_id
         WHERE x.delivery_id > ? AND d.ended_at < ?
         ORDER BY x.delivery_id FETCH FIRST 500 ROWS ONLY""",
        """
        DELETE FROM delivery_exchange WHERE delivery_id = ?
           AND EXISTS (SELECT 1 FROM delivery d
                        WHERE d.id = delivery_exchange.delivery_id AND d.ended_at < ?)""",
        kept);
  }

  /** Replayed, superseded or discarded; one that is open waits for a person however long. */
  static EndedRows quarantine(Duration kept) {
    return new EndedRows(
        "quarantine",
        "inbound_quarantine",
        """
        SELECT id FROM inbound_quarantine WHERE id > ? AND state <> 'OPEN' AND ended_at < ?
         ORDER BY id FETCH FIRST 500 ROWS ONLY""",
        "DELETE FROM inbound_quarantine WHERE id = ? AND state <> 'OPEN' AND ended_at < ?",
        kept);
  }

  /** What is left of records that their source deleted: where they came from, and the key. */
  static EndedRows tombstones(Duration kept) {
    return new EndedRows(
        "tombstones",
        "data_record",
        """
        SELECT id FROM data_record WHERE id > ? AND deleted_at < ?
         ORDER BY id FETCH FIRST 500 ROWS ONLY""",
        "DELETE FROM data_record WHERE id = ? AND deleted_at < ?",
        kept);
  }
}
