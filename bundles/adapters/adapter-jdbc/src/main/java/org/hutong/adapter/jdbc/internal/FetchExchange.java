package org.hutong.adapter.jdbc.internal;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/** Reads the next rows of one feed, in one statement and so at one moment of that database. */
abstract class FetchExchange extends ReadExchange<Batch> {
  /** Columns of ours beside the feed's own begin with this. */
  static final String OURS = "hutong_";

  FetchExchange(Pool pool, Duration limit) {
    super(pool, limit);
  }

  static FetchExchange of(
      Pool pool, FeedSettings feed, @Nullable Cursor after, int most, Duration limit) {
    return feed instanceof FeedSettings.Outbox outbox
        ? new OutboxFetch(pool, outbox, after, most, limit)
        : new PolledFetch(pool, (FeedSettings.Polled) feed, after, most, limit);
  }

  /** The feed's own columns of a row, as text; NULL is the empty text. */
  static Map<String, String> fields(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i);
      if (!name.startsWith(OURS)) {
        String text = row.getString(i);
        // char(n) comes back padded to its width
        boolean padded = columns.getColumnType(i) == Types.CHAR;
        fields.put(name, text == null ? "" : padded ? text.stripTrailing() : text);
      }
    }
    return fields;
  }
}
