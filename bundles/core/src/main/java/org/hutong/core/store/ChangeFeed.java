package org.hutong.core.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.changes.Change;
import org.hutong.changes.ChangePage;
import org.hutong.changes.Changes;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** The change feed: a reader sees {@code seq > after and seq <= published}, and so no gap. */
public final class ChangeFeed implements Changes {
  private static final String PAGE =
      "SELECT seq, kind, reference, revision, what, at_ms FROM change_log"
          + " WHERE seq > ? AND seq <= ? ORDER BY seq FETCH FIRST ? ROWS ONLY";
  private static final String OLDEST = "SELECT MIN(seq) FROM change_log";
  private static final Pattern CURSOR = Pattern.compile("([0-9a-z-]{1,32})\\.([0-9]{1,18})");
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Store store;
  private final String street;
  private final Semaphore waiters;

  /**
   * A feed for one street.
   *
   * @param waiters callers that may wait at the same time; the others are answered at once
   */
  public ChangeFeed(Store store, String street, int waiters) {
    this.store = store;
    this.street = street;
    this.waiters = new Semaphore(waiters);
  }

  @Override
  public ChangePage after(Caller caller, @Nullable String cursor, int limit, Duration wait) {
    caller.mustBe(Role.HUB, Role.DISPATCHER, Role.OFFICER, Role.CLERK, Role.STREET_IT);
    long after = cursor == null ? 0 : position(cursor);
    long newest = store.published();
    if (newest <= after && wait.toMillis() > 0 && waiters.tryAcquire()) {
      try {
        newest = store.awaitPublished(after, wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
      } finally {
        waiters.release();
      }
    }
    return page(after, newest, Math.max(1, Math.min(limit, 500)));
  }

  private long position(String cursor) {
    Matcher m = CURSOR.matcher(cursor);
    if (!m.matches()) {
      throw Refused.because(Code.CURSOR_INVALID);
    }
    long seq = Long.parseLong(m.group(2));
    if (!m.group(1).equals(store.epoch()) || seq > store.published() || seq < oldest() - 1) {
      throw Refused.because(Code.CURSOR_EXPIRED);
    }
    return seq;
  }

  private long oldest() {
    return store.read(
        c -> {
          try (PreparedStatement s = c.prepareStatement(OLDEST);
              ResultSet row = s.executeQuery()) {
            row.next();
            long oldest = row.getLong(1);
            return row.wasNull() ? store.published() + 1 : oldest;
          }
        });
  }

  private ChangePage page(long after, long newest, int limit) {
    // All up to what is published is committed and never changes again.
    List<Change> changes =
        store.peek(
            c -> {
              List<Change> found = new ArrayList<>();
              try (PreparedStatement s = c.prepareStatement(PAGE)) {
                s.setLong(1, after);
                s.setLong(2, newest);
                s.setInt(3, limit);
                try (ResultSet row = s.executeQuery()) {
                  while (row.next()) {
                    found.add(
                        new Change(
                            cursor(row.getLong(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getInt(4),
                            row.getString(5),
                            Times.shown(row.getLong(6))));
                  }
                }
              }
              return found;
            });
    String next = changes.isEmpty() ? cursor(after) : changes.get(changes.size() - 1).cursor();
    boolean more = changes.size() == limit && !next.equals(cursor(newest));
    return new ChangePage(street, changes, next, more);
  }

  private String cursor(long seq) {
    return store.epoch() + "." + seq;
  }
}
