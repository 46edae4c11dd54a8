package org.hutong.adapter.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private String sql(Gaps gaps, @Nullable Members members) {
    String sequence = FeedSettings.quote(feed.sequence());
    StringBuilder above = new StringBuilder("o." + sequence + " > ?");
    gaps.open().forEach(gap -> above.append(" OR o." + sequence + " BETWEEN ? AND ?"));
    return "SELECT t.*, t."
        + sequence
        + " AS hutong_sequence, t."
        + FeedSettings.quote(feed.key())
        + "::text AS hutong_key, s.*"
        + (members == null ? "" : ", " + members.columns())
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

  /** Where the content of one row fails the statement, the members of each are read apart. */
  @Override
  Batch read(Connection connection) throws SQLException {
    if (feed.json() == null) {
      return read(connection, null, row -> Optional.of(Map.of()));
    }
    Members members = new Members(feed.json());
    Savepoint before = connection.setSavepoint();
    try {
      return read(connection, members, Members::of);
    } catch (SQLException e) {
      if (!Members.isOfTheContent(e)) {
        throw e;
      }
      connection.rollback(before);
      return read(connection, null, row -> members.apart(connection, row));
    }
  }

  /** The members of a row's JSON; empty when it is no object. */
  private interface Reading {
    Optional<Map<String, String>> of(ResultSet row) throws SQLException;
  }

  private Batch read(Connection connection, @Nullable Members members, Reading reading)
      throws SQLException {
    Gaps gaps = Gaps.parse(after);
    if (gaps == null) {
      throw new SQLException("no cursor of ours", "22000");
    }
    List<Batch.Row> rows = new ArrayList<>();
    List<Batch.Refused> refused = new ArrayList<>();
    boolean stopped = false;
    int seen = 0;
    try (PreparedStatement s = connection.prepareStatement(sql(gaps, members))) {
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
            take(row, number, reading, rows, refused);
          }
        }
      }
      gaps = now == null ? gaps : gaps.settled(now);
    }
    Cursor next = gaps.last() == Long.MIN_VALUE ? after : gaps.cursor();
    return new Batch(rows, refused, next, seen == most && !stopped);
  }

  private void take(
      ResultSet row,
      long number,
      Reading reading,
      List<Batch.Row> rows,
      List<Batch.Refused> refused)
      throws SQLException {
    Map<String, String> fields = fields(row);
    if (!counts(fields, true)) {
      return;
    }
    String place = feed.shown() + "#" + number;
    Optional<Map<String, String>> members = reading.of(row);
    if (members.isEmpty()) {
      refused.add(new Batch.Refused(place, "列 " + feed.json() + " 不是可读的 JSON 对象"));
      return;
    }
    if (feed.json() != null) {
      fields.remove(feed.json());
      members.get().forEach((name, value) -> fields.put(feed.json() + "." + name, value));
    }
    if (!counts(fields, false)) {
      return;
    }
    String key = row.getString("hutong_key");
    if (key == null || key.isBlank()) {
      refused.add(new Batch.Refused(place, "主键为空"));
      return;
    }
    rows.add(new Batch.Row(key.strip(), place, fields));
  }

  /**
   * Whether a row is not to be passed over.
   *
   * @param plain whether only its plain columns are known yet
   */
  private boolean counts(Map<String, String> fields, boolean plain) {
    String members = feed.json() + ".";
    return feed.only().stream()
        .anyMatch(
            set ->
                set.entrySet().stream()
                    .filter(field -> !plain || !field.getKey().startsWith(members))
                    .allMatch(fields.entrySet()::contains));
  }
}
