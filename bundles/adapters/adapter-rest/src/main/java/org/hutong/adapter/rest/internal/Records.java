package org.hutong.adapter.rest.internal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.support.Settings;
import org.hutong.adapter.support.http.HttpSettings;
import org.jspecify.annotations.Nullable;

/**
 * How records are fetched, page by page.
 *
 * @param path with places {@code {since} {page} {size} {cursor}}
 * @param rows a JSON Pointer to the page's list
 * @param key the field that is the record's key; dotted
 * @param fields those that are taken, dotted; what is not named stays behind. Empty: all
 * @param size rows a page
 * @param cursor a JSON Pointer to the next cursor; null where pages are numbered
 * @param changed the field by which numbered pages are sorted; null with a cursor
 * @param time how {@code changed} is written
 * @param overlap how far a new round goes back behind the last change seen
 */
record Records(
    PathTemplate path,
    String rows,
    String key,
    List<String> fields,
    int size,
    @Nullable String cursor,
    @Nullable String changed,
    DateTimeFormatter time,
    boolean zoned,
    Duration overlap) {
  private static final Set<String> PLACES = Set.of("since", "page", "size", "cursor");

  static Records read(Settings settings, HttpSettings http) throws InvalidConfig {
    String cursor =
        settings.has("cursor")
            ? RestSettings.pointer(settings, "cursor", settings.required("cursor"))
            : null;
    PathTemplate path = RestSettings.path(settings, "path", http);
    for (String place : path.places()) {
      if (!PLACES.contains(place)) {
        throw settings.wrong("path", "只能用 {since} {page} {size} {cursor}");
      }
    }
    if (cursor == null
        ? !path.places().containsAll(Set.of("page", "since"))
        : !path.places().contains("cursor")) {
      throw settings.wrong("path", "按页取数要有 {page} 与 {since}，按游标取数要有 {cursor} 和 cursor");
    }
    String written = settings.text("time").orElse("iso");
    DateTimeFormatter time;
    try {
      time =
          written.equals("iso")
              ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
              : DateTimeFormatter.ofPattern(written);
    } catch (IllegalArgumentException e) {
      throw settings.wrong("time", "应为 iso 或时间格式，如 uuuu-MM-dd HH:mm:ss");
    }
    Records records =
        new Records(
            path,
            RestSettings.pointer(settings, "rows", settings.text("rows").orElse("")),
            settings.required("key"),
            settings.texts("fields"),
            settings.number("size", 100, 2, 10_000),
            cursor,
            cursor == null ? settings.required("changed") : null,
            time,
            written.equals("iso"),
            settings.seconds("overlapSeconds", 60, 0, 86_400));
    if (!records.fields().isEmpty()) {
      need(settings, records, "key", records.key());
      if (records.changed() != null) {
        need(settings, records, "changed", records.changed());
      }
    }
    settings.done();
    return records;
  }

  private static void need(Settings settings, Records records, String name, String field)
      throws InvalidConfig {
    if (!records.fields().contains(field)) {
      throw settings.wrong(name, "不在 fields 中");
    }
  }

  /** The moment before a change by the overlap; a moment that cannot be read is left as it is. */
  String back(String moment) {
    if (moment.isEmpty() || overlap.isZero()) {
      return moment;
    }
    try {
      return zoned
          ? time.format(OffsetDateTime.parse(moment, time).minus(overlap))
          : time.format(LocalDateTime.parse(moment, time).minus(overlap));
    } catch (DateTimeException e) {
      return moment;
    }
  }

  /** Whether one change came after another; as text where a pattern has no time of day. */
  boolean isLater(String moment, String other) {
    if (moment.isEmpty() || other.isEmpty()) {
      return other.isEmpty();
    }
    try {
      return zoned
          ? OffsetDateTime.parse(moment, time).isAfter(OffsetDateTime.parse(other, time))
          : LocalDateTime.parse(moment, time).isAfter(LocalDateTime.parse(other, time));
    } catch (DateTimeException e) {
      return moment.compareTo(other) > 0;
    }
  }

  /** Whether a moment can be read at all. */
  boolean isMoment(String moment) {
    try {
      return time.parse(moment) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
