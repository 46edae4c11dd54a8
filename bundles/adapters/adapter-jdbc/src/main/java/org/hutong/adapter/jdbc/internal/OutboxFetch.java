package org.hutong.adapter.jdbc.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/** Reads an outbox by its sequence, whose numbers have gaps and become visible late. */
final class OutboxFetch extends FetchExchange {
  private final FeedSettings.Outbox feed;
  private final @Nullable Cursor after;
  private final int most;

  OutboxFetch(
      Pool pool, FeedSettings.Outbox feed, @Nullable Cursor after, int most, Duration limit) {
    super(pool, limit);
    this.feed = feed;
    this.after = after;
    this.most = most;
  }

  /** One statement: the rows and what ran meanwhile are of one snapshot. */
  private String sql(Gaps gaps) {
    String sequence = FeedSettings.quote(feed.sequence());
    StringBuilder above = new StringBuilder("o." + sequence + " > ?");
    gaps.open().forEach(gap -> above.append(" OR o." + sequence + " BETWEEN ? AND ?"));
    String json = feed.json() == null ? null : "t." + FeedSettings.quote(feed.json());
    return "SELECT t.*, t."
        + sequence
        + " AS hutong_sequence, t."
        + FeedSettings.quote(feed.key())
        + "::text AS hutong_key, s.*"
        + (json == null
            ? ""
            : ", ARRAY(SELECT j.key FROM json_each_text("
                + json
                + "::json) j) AS hutong_names,"
                + " ARRAY(SELECT coalesce(j.value, '') FROM json_each_text("
                + json
                + "::json) j) AS hutong_values")
        + " FROM (SELECT txid_snapshot_xmin(txid_current_snapshot()) AS hutong_oldest,"
        + " txid_snapshot_xmax(txid_current_snapshot()) AS hutong_next,"
        + " extract(epoch FROM now())::bigint AS hutong_seconds) s"
        + " LEFT JOIN (SELECT * FROM "
        + feed.from()
        + " o WHERE "
        + above
        + " ORDER BY o."
        + sequence
        + " LIMIT ?) t ON true ORDER BY t."
        + sequence;
  }

  @Override
  Batch read(Connection connection) throws SQLException {
    Gaps gaps = Gaps.parse(after);
    if (gaps == null) {
      throw new SQLException("no cursor of ours", "22000");
    }
    List<Batch.Row> rows = new ArrayList<>();
    List<Batch.Refused> refused = new ArrayList<>();
    boolean stopped = false;
    int seen = 0;
    try (PreparedStatement s = connection.prepareStatement(sql(gaps))) {
      int at = 1;
      s.setLong(at++, gaps.last());
      for (Gaps.Gap gap : gaps.open()) {
        s.setLong(at++, gap.from());
        s.setLong(at++, gap.to());
      }
      s.setInt(at, most);
      Gaps.Moment now = null;
      Gaps before = gaps;
      try (ResultSet row = s.executeQuery()) {
        while (row.next() && !stopped) {
          now =
              new Gaps.Moment(
                  row.getLong("hutong_oldest"),
                  row.getLong("hutong_next"),
                  row.getLong("hutong_seconds"));
          long number = row.getLong("hutong_sequence");
          if (row.wasNull()) {
            break; // nothing new
          }
          Gaps next = before.waitsFor(number) ? gaps.filled(number) : gaps.upTo(number, now);
          stopped = next == null;
          if (!stopped) {
            gaps = next;
            seen++;
            take(row, number, rows, refused);
          }
        }
      }
      gaps = now == null ? gaps : gaps.settled(now);
    }
    Cursor next = gaps.last() == Long.MIN_VALUE ? after : gaps.cursor();
    return new Batch(rows, refused, next, seen == most && !stopped);
  }

  private void take(ResultSet row, long number, List<Batch.Row> rows, List<Batch.Refused> refused)
      throws SQLException {
    Map<String, String> plain = fields(row);
    Map<String, String> fields = feed.json() == null ? plain : flat(row, plain);
    if (feed.only().stream().noneMatch(set -> fields.entrySet().containsAll(set.entrySet()))) {
      return;
    }
    String place = feed.shown() + "#" + number;
    String key = row.getString("hutong_key");
    if (key == null || key.isBlank()) {
      refused.add(new Batch.Refused(place, "主键为空"));
      return;
    }
    rows.add(new Batch.Row(key.strip(), place, fields));
  }

  /** With the members of the JSON column in its place. */
  private Map<String, String> flat(ResultSet row, Map<String, String> fields) throws SQLException {
    Map<String, String> flat = new LinkedHashMap<>(fields);
    flat.remove(feed.json());
    String[] names = texts(row.getArray("hutong_names"));
    String[] values = texts(row.getArray("hutong_values"));
    for (int i = 0; i < names.length; i++) {
      flat.put(feed.json() + "." + names[i], values[i]);
    }
    return flat;
  }

  private static String[] texts(@Nullable Array array) throws SQLException {
    return array == null ? new String[0] : (String[]) array.getArray();
  }
}
