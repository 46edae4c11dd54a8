package org.hutong.core.upkeep;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hutong.core.settings.Given;
import org.hutong.core.store.QuietHours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long what is kept: the settings {@code retain.*}. Cases, their revisions, steps, deliveries
 * and receipts are records of the street and never go.
 *
 * @param uploads how long a material that was never completed is kept
 * @param unlinked how long one is kept that no case names
 * @param quiet when the sweep begins
 */
public record Retention(
    List<Shelf> shelves,
    List<EndedRows> ended,
    Duration uploads,
    Duration unlinked,
    QuietHours quiet) {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** 网络安全法: at least six months. */
  private static final int LEAST_AUDIT_DAYS = 183;

  private static final int MOST_DAYS = 36_500;
  private static final long MIB = 1024L * 1024;

  /** From the settings {@code retain.*}; what is absent has its default. */
  public static Retention from(Given given) {
    int auditDays = days(given, "audit", 1_095);
    if (auditDays < LEAST_AUDIT_DAYS) {
      LOG.warn("retain.audit.days = {}: the trail is kept for 183 days at least", auditDays);
      auditDays = LEAST_AUDIT_DAYS;
    }
    Duration payloads = Duration.ofDays(days(given, "payloads", 180));
    Duration changes = Duration.ofDays(days(given, "changes", 400));
    return new Retention(
        List.of(
            new Shelf(
                "payloads",
                "delivery_attempt",
                "id",
                " AND delivery_id IN (SELECT id FROM delivery WHERE ended_at IS NOT NULL)",
                payloads,
                bytes(given, "payloads", 2_048),
                Duration.ofDays(1)),
            // The newest change stays: it tells where the feed begins.
            new Shelf(
                "changes",
                "change_log",
                "seq",
                " AND seq < (SELECT change_seq FROM writer_state WHERE id = 1)",
                changes,
                bytes(given, "changes", 1_024),
                Duration.ofDays(1)),
            new Shelf(
                Shelf.AUDIT,
                "audit_log",
                "seq",
                "",
                Duration.ofDays(auditDays),
                bytes(given, "audit", 0),
                Duration.ofDays(LEAST_AUDIT_DAYS))),
        List.of(
            EndedRows.sheets(payloads),
            EndedRows.exchanges(payloads),
            EndedRows.quarantine(Duration.ofDays(days(given, "quarantine", 180))),
            EndedRows.tombstones(Duration.ofDays(days(given, "tombstones", 400)))),
        Duration.ofDays(days(given, "uploads", 7)),
        Duration.ofDays(days(given, "unlinked", 30)),
        new QuietHours(given.time("retain.at", "02:30")));
  }

  private static int days(Given given, String what, int otherwise) {
    return given.number("retain." + what + ".days", otherwise, 0, MOST_DAYS);
  }

  private static long bytes(Given given, String what, int otherwise) {
    return given.number("retain." + what + ".mb", otherwise, 0, Integer.MAX_VALUE) * MIB;
  }

  /** The tables from which rows go. */
  Set<String> tables() {
    Set<String> tables = new LinkedHashSet<>();
    shelves.forEach(shelf -> tables.add(shelf.table()));
    ended.stream().map(EndedRows::table).filter(Objects::nonNull).forEach(tables::add);
    return tables;
  }
}
