package org.hutong.adapter.rest.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.support.Listed;
import org.hutong.adapter.support.Rows;
import org.hutong.adapter.support.Rows.Found;
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

  private final RestSettings settings;
  private final Records records;
  private final Rows rows;
  private final Requests requests;
  private final Clock clock;
  private volatile Instant notBefore = Instant.MIN;

  /** A page as it is there now. */
  private record Page(List<Found> rows, int size, @Nullable String next) {}

  Pages(RestSettings settings, Records records, Requests requests, Clock clock) {
    this.settings = settings;
    this.records = records;
    this.rows = new Rows(records.key(), records.fields(), Pages::json);
    this.requests = requests;
    this.clock = clock;
  }

  Batch fetch(@Nullable Cursor after, int limit, Map<String, String> headers, Duration time)
      throws Unavailable, InterruptedException {
    Visit visit = new Visit(headers, System.nanoTime() + time.toNanos());
    if (records.cursor() != null) {
      Listed from = Listed.of(after);
      Page page = visit.read(from.cursor(), 0);
      return from.batch(page.rows(), limit, page.next());
    }
    Position from = Position.of(after);
    if (from == null) {
      throw new Unavailable("取数游标不是本插件给出的");
    }
    return numbered(visit, from, limit);
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
    String latest = latest(from.latest(), taken);
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
      throw new Unavailable("变动时间太长，不能作为游标");
    }
    return Listed.batch(taken, cursor, more);
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
        throw new Unavailable("系统请求稍后再取");
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
    List<Found> found = new ArrayList<>();
    for (Found each : rows.read(Trees.pointer(body, records.rows()), place)) {
      found.add(dated(each));
    }
    Object next = records.cursor() == null ? null : Trees.pointer(body, records.cursor());
    return new Page(found, found.size(), Trees.single(next));
  }

  private Found dated(Found found) {
    String changed = records.changed();
    if (changed == null
        || found.row() == null
        || records.isMoment(found.row().fields().getOrDefault(changed, ""))) {
      return found;
    }
    String place = found.row().place();
    return new Found(null, new Batch.Refused(place, "字段 " + changed + " 不是约定的时间"), found.print());
  }

  private static String json(Object tree) {
    try {
      return new String(JsonTrees.write(tree), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("A tree that was read can be written", e);
    }
  }
}
