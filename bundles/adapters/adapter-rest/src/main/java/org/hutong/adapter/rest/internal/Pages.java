package org.hutong.adapter.rest.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hutong.adapter.Batch;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.support.Trees;
import org.hutong.adapter.support.http.HttpReply;
import org.hutong.adapter.support.http.NoAnswer;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Records over pages that drift.
 *
 * <p>Numbered pages are sorted by the last change, the oldest first: whoever changes a record while
 * we read takes it from its place to the end, and every later record moves forward. So the page
 * read last is read again before the next: if its last rows (the anchors) still stand there, the
 * next page follows on them; if not, we go back page by page until they are found, and go on right
 * behind them. Nothing is missed; what comes twice is the same row again. When a page is not full
 * the round is over, and the next begins a little before the last change seen, because many rows
 * may bear the same second, and some become visible late.
 */
final class Pages {
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int PRINT_BYTES = 4;
  private static final int PRINT = 5;

  private final RestSettings settings;
  private final Records records;
  private final Requests requests;
  private final Clock clock;
  private volatile Instant notBefore = Instant.MIN;

  /** One row of a page, and by what it is known again. */
  private record Found(Batch.@Nullable Row row, Batch.@Nullable Refused bad, String print) {}

  /** A page as it is there now. */
  private record Page(List<Found> rows, int size, @Nullable String next) {}

  Pages(RestSettings settings, Records records, Requests requests, Clock clock) {
    this.settings = settings;
    this.records = records;
    this.requests = requests;
    this.clock = clock;
  }

  Batch fetch(@Nullable Cursor after, int limit, Map<String, String> headers, Duration time)
      throws Unavailable, InterruptedException {
    Position from = Position.of(after, records.cursor() == null ? 1 : 0);
    if (from == null) {
      throw new Unavailable("取数游标不是本插件给出的");
    }
    Visit visit = new Visit(headers, System.nanoTime() + time.toNanos());
    return records.cursor() == null ? numbered(visit, from, limit) : chained(visit, from, limit);
  }

  /** Pages that the system's own cursor links; it never drifts. */
  private Batch chained(Visit visit, Position from, int limit)
      throws Unavailable, InterruptedException {
    Page page = visit.read(from.since(), 0);
    List<Found> rest = page.rows().subList(Math.min(from.page(), page.size()), page.size());
    List<Found> taken = rest.subList(0, Math.min(limit, rest.size()));
    boolean whole = taken.size() == rest.size();
    boolean moves = whole && page.next() != null && !page.next().equals(from.since());
    Position next =
        moves
            ? new Position(page.next(), "", 0, List.of())
            : new Position(from.since(), "", from.page() + taken.size(), List.of());
    return batch(taken, next, !whole || moves && !page.rows().isEmpty());
  }

  private Batch numbered(Visit visit, Position from, int limit)
      throws Unavailable, InterruptedException {
    int number = Math.max(1, from.page() - 1);
    Page page = visit.read(from.since(), number);
    int behind = from.page() == 1 ? 0 : behind(page, from);
    while (behind < 0 && number > 1) {
      number--;
      page = visit.read(from.since(), number);
      behind = behind(page, from);
    }
    List<Found> fresh = fresh(page, Math.max(0, behind), from);
    while (fresh.isEmpty() && page.size() >= records.size()) {
      number++;
      page = visit.read(from.since(), number);
      fresh = fresh(page, 0, from);
    }
    List<Found> taken = fresh.subList(0, Math.min(limit, fresh.size()));
    String latest = records.changed() == null ? "" : latest(from.latest(), taken);
    List<String> anchors = new ArrayList<>(from.anchors());
    taken.forEach(found -> anchors.add(found.print()));
    boolean whole = taken.size() == fresh.size();
    boolean ends = whole && page.size() < records.size();
    Position next =
        ends
            ? new Position(records.back(latest), latest, 1, anchors)
            : new Position(from.since(), latest, number + 1, anchors);
    return batch(taken, next, !ends);
  }

  /** The index behind the last anchor of a page; -1 without one. */
  private static int behind(Page page, Position from) {
    for (int i = page.size() - 1; i >= 0; i--) {
      if (from.anchors().contains(page.rows().get(i).print())) {
        return i + 1;
      }
    }
    return -1;
  }

  private static List<Found> fresh(Page page, int index, Position from) {
    return page.rows().subList(index, page.size()).stream()
        .filter(found -> !from.anchors().contains(found.print()))
        .toList();
  }

  private String latest(String before, List<Found> taken) {
    String latest = before;
    for (Found found : taken) {
      if (found.row() != null) {
        String changed = found.row().fields().getOrDefault(records.changed(), "");
        latest = changed.compareTo(latest) > 0 ? changed : latest;
      }
    }
    return latest;
  }

  private static Batch batch(List<Found> taken, Position next, boolean more) throws Unavailable {
    Cursor cursor = next.cursor();
    if (cursor == null) {
      throw new Unavailable("系统的游标太长");
    }
    List<Batch.Row> rows = new ArrayList<>();
    List<Batch.Refused> refused = new ArrayList<>();
    for (Found found : taken) {
      if (found.row() != null) {
        rows.add(found.row());
      } else if (found.bad() != null) {
        refused.add(found.bad());
      }
    }
    return new Batch(rows, refused, cursor, more);
  }

  /** The requests of one fetch, within its time. */
  private final class Visit {
    private final Map<String, String> headers;
    private final long end;

    Visit(Map<String, String> headers, long end) {
      this.headers = headers;
      this.end = end;
    }

    Page read(String since, int number) throws Unavailable, InterruptedException {
      if (clock.instant().isBefore(notBefore)) {
        throw new Unavailable("系统请求稍后再取（到 " + notBefore + "）");
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative()) {
        throw new Unavailable("取数超过时限");
      }
      String place = number == 0 ? "cursor" : "page " + number;
      Map<String, String> values =
          Map.of("since", since, "cursor", since, "page", "" + number, "size", "" + records.size());
      URI uri = URI.create(settings.http().url() + records.path().with(values));
      try {
        HttpReply reply = requests.ask(uri, headers, left);
        int status = reply.status();
        if (status == 429 || status == 503) {
          notBefore = clock.instant().plus(reply.retryAfter(clock.instant()).orElse(PAUSE));
          throw new Unavailable("系统请求稍后再取（" + status + "）");
        }
        if (status < 200 || status > 299) {
          throw new Unavailable("系统答复 " + status);
        }
        return page(Requests.body(reply), place);
      } catch (NotSent | NoAnswer e) {
        throw new Unavailable(String.valueOf(e.getMessage()), e);
      }
    }
  }

  private Page page(@Nullable Object body, String place) throws Unavailable {
    if (!(Trees.pointer(body, records.rows()) instanceof List<?> list)) {
      throw new Unavailable("答复里没有 " + records.rows() + " 列表，结构可能已变，暂不汇入");
    }
    List<Found> rows = new ArrayList<>();
    Map<String, Integer> missing = new TreeMap<>();
    for (Object each : list) {
      rows.add(found(each, place + ":" + (rows.size() + 1), missing));
    }
    for (Map.Entry<String, Integer> each : missing.entrySet()) {
      if (each.getValue() == list.size()) {
        // Not one row has it: the system has changed, and no row may be taken for half a record.
        throw new Unavailable("每一行都缺少字段 " + each.getKey() + "，结构已变，暂不汇入");
      }
    }
    Object next = records.cursor() == null ? null : Trees.pointer(body, records.cursor());
    return new Page(rows, rows.size(), Trees.single(next));
  }

  private Found found(@Nullable Object each, String place, Map<String, Integer> missing) {
    String print = print(each);
    if (!(each instanceof Map<?, ?> map)) {
      return new Found(null, new Batch.Refused(place, "不是一组字段"), print);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    if (records.fields().isEmpty()) {
      map.forEach((name, value) -> fields.put(name.toString(), text(value)));
    } else {
      for (String name : records.fields()) {
        if (has(map, name)) {
          fields.put(name, text(Trees.at(map, name)));
        } else {
          missing.merge(name, 1, Integer::sum);
        }
      }
    }
    String key = fields.getOrDefault(records.key(), "").strip();
    if (key.isEmpty()) {
      return new Found(null, new Batch.Refused(place, "缺少主键 " + records.key()), print);
    }
    String changed = records.changed();
    if (changed != null && !records.isMoment(fields.getOrDefault(changed, ""))) {
      return new Found(null, new Batch.Refused(place, "字段 " + changed + " 不是约定的时间"), print);
    }
    return new Found(new Batch.Row(key, place, fields), null, print);
  }

  private static boolean has(Map<?, ?> map, String dotted) {
    int dot = dotted.lastIndexOf('.');
    Object parent = dot < 0 ? map : Trees.at(map, dotted.substring(0, dot));
    return parent instanceof Map<?, ?> inner && inner.containsKey(dotted.substring(dot + 1));
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Map || value instanceof List) {
      try {
        return new String(JsonTrees.write(value), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new IllegalStateException("A tree that was read can be written", e);
      }
    }
    return value.toString();
  }

  private static String print(@Nullable Object row) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(JsonTrees.write(row));
      byte[] first = Arrays.copyOf(hash, PRINT_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(first).substring(0, PRINT);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("A tree that was read can be written and hashed", e);
    }
  }
}
