package org.hutong.adapter.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.Holdings.Holding;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.support.HeldLine;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.InvalidValue;
import org.jspecify.annotations.Nullable;

/** Reads one page of what the system holds of ours. */
final class HeldExchange extends ReadExchange<Holdings> {
  /** A period of the system's own clock. */
  record Period(Instant from, Instant to) {}

  private final HeldQuery query;
  private final Period period;
  private final @Nullable Cursor after;
  private final int most;

  HeldExchange(
      Pool pool, HeldQuery query, Period period, @Nullable Cursor after, int most, Duration limit) {
    super(pool, limit);
    this.query = query;
    this.period = period;
    this.after = after;
    this.most = most;
  }

  @Override
  Holdings read(Connection connection) throws SQLException, Unavailable {
    List<Holding> records = new ArrayList<>();
    try (PreparedStatement page = connection.prepareStatement(query.page(after == null))) {
      int at = 1;
      for (String name : query.template().parameters()) {
        Instant moment = name.equals("from") ? period.from() : period.to();
        page.setObject(at++, OffsetDateTime.ofInstant(moment, ZoneOffset.UTC));
      }
      if (after != null) {
        String[] position = position(after);
        page.setString(at++, position[0]);
        page.setString(at++, position[1]);
      }
      page.setInt(at, most);
      try (ResultSet row = page.executeQuery()) {
        Set<String> columns = columns(row.getMetaData());
        while (row.next()) {
          records.add(holding(row, columns));
        }
      }
    }
    boolean last = records.size() < most;
    return new Holdings(records, last ? null : cursor(records.get(records.size() - 1)));
  }

  private static Set<String> columns(ResultSetMetaData data) throws SQLException {
    Set<String> columns = new HashSet<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      columns.add(data.getColumnLabel(i).toLowerCase(Locale.ROOT));
    }
    return columns;
  }

  private static Holding holding(ResultSet row, Set<String> columns)
      throws SQLException, Unavailable {
    String reference = row.getString("reference");
    if (reference == null) {
      throw new Unavailable("清单里有一行没有来源编号 reference");
    }
    OffsetDateTime at = columns.contains("at") ? row.getObject("at", OffsetDateTime.class) : null;
    return new Holding(
        reference,
        row.getString("receipt"),
        columns.contains("revision") ? HeldLine.revision(row.getString("revision")) : 0,
        columns.contains("cancelled") && row.getBoolean("cancelled"),
        at == null ? null : at.toInstant());
  }

  private static Cursor cursor(Holding last) throws Unavailable {
    String receipt = last.receipt();
    try {
      return new Cursor(encoded(last.reference()) + "~" + encoded(receipt == null ? "" : receipt));
    } catch (InvalidValue e) {
      throw new Unavailable("清单里的编号过长，不能分页", e);
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String[] position(Cursor cursor) throws Unavailable {
    String[] parts = cursor.value().split("~", -1);
    if (parts.length != 2) {
      throw new Unavailable("清单的游标不是本插件给出的");
    }
    try {
      return new String[] {decoded(parts[0]), decoded(parts[1])};
    } catch (IllegalArgumentException e) {
      throw new Unavailable("清单的游标不是本插件给出的", e);
    }
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
