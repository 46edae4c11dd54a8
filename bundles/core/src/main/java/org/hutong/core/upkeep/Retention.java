package org.hutong.core.upkeep;

import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hutong.core.store.QuietHours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long what is kept: the settings {@code retain.*}. Cases, their revisions, steps, deliveries
 * and receipts are records of the street and never go.
 *
 * @param uploads how long a material that was never completed is kept
 * @param quiet when the sweep begins
 */
public record Retention(
    List<Shelf> shelves, List<EndedRows> ended, Duration uploads, QuietHours quiet) {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** 网络安全法: at least six months. */
  private static final int LEAST_AUDIT_DAYS = 183;

  private static final long MIB = 1024L * 1024;

  /** From the settings, without their prefix {@code retain.}; what is absent has its default. */
  public static Retention from(Map<String, String> settings) {
    int auditDays = number(settings, "audit.days", 1_095);
    if (auditDays < LEAST_AUDIT_DAYS) {
      LOG.warn("retain.audit.days = {}: the trail is kept for 183 days at least", auditDays);
      auditDays = LEAST_AUDIT_DAYS;
    }
    Duration payloads = Duration.ofDays(number(settings, "payloads.days", 180));
    Duration changes = Duration.ofDays(number(settings, "changes.days", 400));
    return new Retention(
        List.of(
            new Shelf(
                "payloads",
                "delivery_attempt",
                "id",
                " AND delivery_id IN (SELECT id FROM delivery WHERE ended_at IS NOT NULL)",
                payloads,
                number(settings, "payloads.mb", 2_048) * MIB,
                Duration.ofDays(1)),
            // The newest change stays: it tells where the feed begins.
            new Shelf(
                "changes",
                "change_log",
                "seq",
                " AND seq < (SELECT change_seq FROM writer_state WHERE id = 1)",
                changes,
                number(settings, "changes.mb", 1_024) * MIB,
                Duration.ofDays(1)),
            new Shelf(
                Shelf.AUDIT,
                "audit_log",
                "seq",
                "",
                Duration.ofDays(auditDays),
                number(settings, "audit.mb", 0) * MIB,
                Duration.ofDays(LEAST_AUDIT_DAYS))),
        List.of(
            EndedRows.sheets(payloads),
            EndedRows.exchanges(payloads),
            EndedRows.quarantine(Duration.ofDays(number(settings, "quarantine.days", 180))),
            EndedRows.tombstones(Duration.ofDays(number(settings, "tombstones.days", 400)))),
        Duration.ofDays(number(settings, "uploads.days", 7)),
        new QuietHours(LocalTime.parse(settings.getOrDefault("at", "02:30").strip())));
  }

  /** The tables from which rows go. */
  Set<String> tables() {
    Set<String> tables = new LinkedHashSet<>();
    shelves.forEach(shelf -> tables.add(shelf.table()));
    ended.stream().map(EndedRows::table).filter(Objects::nonNull).forEach(tables::add);
    return tables;
  }

  private static int number(Map<String, String> settings, String name, int otherwise) {
    String text = settings.getOrDefault(name, "").strip();
    int number = text.isEmpty() ? otherwise : Integer.parseInt(text);
    if (number < 0) {
      throw new IllegalArgumentException("retain." + name + " is not below 0: " + number);
    }
    return number;
  }
}
