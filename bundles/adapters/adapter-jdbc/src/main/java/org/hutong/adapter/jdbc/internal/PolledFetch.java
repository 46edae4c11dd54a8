package org.hutong.adapter.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table or view by (time of the last change, key). Times are often whole seconds, so that
 * many rows share one, and a row of the running second may still come: only rows that are older
 * than the settle time count, by that database's own clock.
 */
final class PolledFetch extends FetchExchange {
  private static final int MOST_CURSOR = 200;

  private final FeedSettings.Polled feed;
  private final @Nullable Cursor after;
  private final int most;

  PolledFetch(
      Pool pool, FeedSettings.Polled feed, @Nullable Cursor after, int most, Duration limit) {
    super(pool, limit);
    this.feed = feed;
    this.after = after;
    this.most = most;
  }

  private String sql() {
    String changed = "t." + FeedSettings.quote(feed.changed());
    String key = "t." + FeedSettings.quote(feed.key());
    String now = feed.zone() == null ? "now()" : "(now() AT TIME ZONE '" + feed.zone() + "')";
    return "SELECT t.*, "
        + changed
        + "::text AS hutong_changed, "
        + key
        + "::text AS hutong_key FROM "
        + feed.from()
        + " t WHERE "
        + changed
        + " <= "
        + now
        + " - make_interval(secs => "
        + feed.settle().toSeconds()
        + ")"
        + (after == null ? "" : " AND (" + changed + ", " + key + ") > (?, ?)")
        + " ORDER BY "
        + changed
        + ", "
        + key
        + " LIMIT ?";
  }

  @Override
  Batch read(Connection connection) throws SQLException {
    List<Batch.Row> rows = new ArrayList<>();
    List<Batch.Refused> refused = new ArrayList<>();
    Cursor next = after;
    int seen = 0;
    try (PreparedStatement s = connection.prepareStatement(sql())) {
      int at = 1;
      if (after != null) {
        String[] position = position(after);
        s.setString(at++, position[0]);
        s.setString(at++, position[1]);
      }
      s.setInt(at, most);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          seen++;
          String key = row.getString("hutong_key");
          String place = feed.shown() + "#" + row.getString("hutong_changed");
          Cursor behind = key == null ? null : cursor(row.getString("hutong_changed"), key);
          if (behind == null) {
            refused.add(new Batch.Refused(place, key == null ? "主键为空" : "主键过长"));
            continue;
          }
          next = behind;
          Map<String, String> fields = fields(row);
          rows.add(new Batch.Row(key.strip(), place, fields));
        }
      }
    }
    return new Batch(rows, refused, next, seen == most && !rows.isEmpty());
  }

  private static @Nullable Cursor cursor(String changed, String key) {
    String text = encoded(changed) + "~" + encoded(key);
    return text.length() > MOST_CURSOR ? null : new Cursor(text);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String[] position(Cursor cursor) throws SQLException {
    String[] parts = cursor.value().split("~", -1);
    try {
      if (parts.length == 2) {
        return new String[] {decoded(parts[0]), decoded(parts[1])};
      }
    } catch (IllegalArgumentException e) {
      throw new SQLException("no cursor of ours", "22000", e);
    }
    throw new SQLException("no cursor of ours", "22000");
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
