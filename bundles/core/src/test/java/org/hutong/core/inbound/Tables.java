package org.hutong.core.inbound;

import java.util.List;
import org.hutong.core.store.SqlStore;

/** Empties what a test before has left. */
final class Tables {
  private Tables() {}

  static void empty(SqlStore store) {
    store.write(
        tx -> {
          for (String table :
              List.of(
                  "inbound_feed",
                  "inbound_link",
                  "inbound_event",
                  "inbound_entity",
                  "inbound_quarantine",
                  "data_record",
                  "case_file",
                  "case_revision",
                  "case_step",
                  "case_event",
                  "idempotency")) {
            tx.prepare("DELETE FROM " + table).executeUpdate();
          }
          return true;
        });
  }
}
