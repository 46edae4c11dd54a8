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
 * we read takes it from its place to the end, and every later record moves forward. So a page is
 * believed only together with the rows taken last (the anchors): they stand on it, or at the end of
 * the page before, which is asked for <em>after</em> it. Rows move forward only, so anchors that
 * still stand at that end stood there before as well, and nothing slipped between the two requests.
 * When they stand on neither page the round is given up, and a new one begins where the last change
 * was seen.
 *
 * <p>When a page is not full the round is over. The next begins a little before the last change
 * seen, because many rows may bear the same second, and some become visible late. Nothing is
 * missed; what comes twice is the same row again.
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
    Batch batch = numbered(visit, position(after), limit);
    while (batch.more() && batch.rows().isEmpty() && batch.refused().isEmpty()) {
      // A page of nothing but what came last.
      batch = numbered(visit, position(batch.next()), limit);
    }
    return batch;
  }

  private static Position position(@Nullable Cursor cursor) throws Unavailable {
    Position position = Position.of(cursor);
    if (position == null) {
      throw new Unavailable("取数游标不是本插件给出的");
    }
    return position;
  }

  private Batch numbered(Visit visit, Position from, int limit)
      throws Unavailable, InterruptedException {
    int number = from.page();
    if (number == Position.ROUND) {
      return taken(from, 1, visit.read(from.since(), 1), 0, limit);
    }
    Page page = visit.read(from.since(), number);
    int behind = behind(page, from);
    if (behind >= 0) {
      return taken(from, number, page, behind, limit);
    }
    if (number > 1) {
      Page before = visit.read(from.since(), number - 1);
      behind = behind(before, from);
      if (behind >= records.size()) {
        return taken(from, number, page, 0, limit);
      }
      if (behind >= 0) {
        return taken(from, number - 1, before, behind, limit);
      }
    }
    return numbered(visit, round(from.latest(), from.anchors()), limit);
  }

  private Position round(String latest, List<String> anchors) {
    return new Position(records.back(latest), latest, Position.ROUND, anchors);
  }

  private Batch taken(Position from, int number, Page page, int behind, int limit)
      throws Unavailable {
    List<Found> fresh = fresh(page, behind, from);
    List<Found> taken = fresh.subList(0, Math.min(limit, fresh.size()));
    String latest = latest(from.latest(), taken);
    List<String> anchors = new ArrayList<>(from.anchors());
    taken.forEach(found -> anchors.add(found.print()));
    boolean whole = taken.size() == fresh.size();
    if (whole && page.size() < records.size()) {
      return batch(taken, round(latest, anchors), false);
    }
    int next = whole ? number + 1 : number;
    return batch(taken, new Position(from.since(), latest, next, anchors), true);
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
        latest = records.isLater(changed, latest) ? changed : latest;
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
