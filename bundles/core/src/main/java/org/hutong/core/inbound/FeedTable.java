package org.hutong.core.inbound;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.jspecify.annotations.Nullable;

/** How far each feed was read, who paused it, why it is held. */
final class FeedTable {
  private static final String COLUMNS =
      "system_id, feed, cursor_at, batch_no, rows_kept, first_asked, last_success, last_row,"
          + " held_why, paused_by, paused_why";
  private static final String ALL = "SELECT " + COLUMNS + " FROM inbound_feed";
  private static final String FIND = ALL + " WHERE system_id = ? AND feed = ?";
  private static final String INSERT =
      "INSERT INTO inbound_feed (system_id, feed, batch_no, rows_kept, first_asked)"
          + " VALUES (?, ?, 0, 0, ?)";
  private static final String KEPT =
      """
      UPDATE inbound_feed
         SET cursor_at = ?, batch_no = ?, rows_kept = rows_kept + ?, last_success = ?,
             last_row = COALESCE(?, last_row), held_why = NULL, held_at = NULL
       WHERE system_id = ? AND feed = ?""";
  private static final String ANSWERED =
      """
      UPDATE inbound_feed SET last_success = ?, held_why = NULL, held_at = NULL
       WHERE system_id = ? AND feed = ?""";
  private static final String HOLD =
      "UPDATE inbound_feed SET held_why = ?, held_at = ? WHERE system_id = ? AND feed = ?";
  private static final String PAUSE =
      """
      UPDATE inbound_feed SET paused_by = ?, paused_why = ?, paused_at = ?
       WHERE system_id = ? AND feed = ?""";

  /** A feed's address. */
  record Name(String system, String feed) {}

  /** A feed as stored; times in milliseconds, 0 for never. */
  record Stored(
      Name name,
      @Nullable String cursor,
      long batch,
      long rows,
      long firstAsked,
      long lastSuccess,
      long lastRow,
      @Nullable String heldWhy,
      @Nullable String pausedBy,
      @Nullable String pausedWhy) {
    static Stored fresh(Name name, long now) {
      return new Stored(name, null, 0, 0, now, 0, 0, null, null, null);
    }

    boolean isAt(@Nullable String cursor) {
      return Objects.equals(this.cursor, cursor);
    }
  }

  private final Vault vault;

  FeedTable(Vault vault) {
    this.vault = vault;
  }

  Map<String, Stored> all(Connection connection) throws SQLException {
    Map<String, Stored> feeds = new TreeMap<>();
    try (PreparedStatement all = connection.prepareStatement(ALL);
        ResultSet row = all.executeQuery()) {
      while (row.next()) {
        Stored stored = stored(row);
        feeds.put(stored.name().system() + "/" + stored.name().feed(), stored);
      }
    }
    return feeds;
  }

  Optional<Stored> find(Connection connection, Name name) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, name.system());
      find.setString(2, name.feed());
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(stored(row)) : Optional.empty();
      }
    }
  }

  private Stored stored(ResultSet row) throws SQLException {
    Name name = new Name(row.getString(1), row.getString(2));
    byte[] cursor = row.getBytes(3);
    return new Stored(
        name,
        cursor == null
            ? null
            : new String(vault.decrypt(cursor, place(name)), StandardCharsets.UTF_8),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getString(9),
        row.getString(10),
        row.getString(11));
  }

  private static String place(Name name) {
    return "inbound_feed/" + name.system() + "/" + name.feed();
  }

  /** The feed's row, made if there is none. */
  Stored ensure(Tx tx, Name name) throws SQLException {
    Optional<Stored> found = find(tx.connection(), name);
    if (found.isPresent()) {
      return found.get();
    }
    PreparedStatement insert = tx.prepare(INSERT);
    insert.setString(1, name.system());
    insert.setString(2, name.feed());
    insert.setLong(3, tx.now().toEpochMilli());
    insert.executeUpdate();
    return Stored.fresh(name, tx.now().toEpochMilli());
  }

  /** A batch was kept: on to its cursor. */
  void kept(Tx tx, Name name, @Nullable String next, long batch, int rows) throws SQLException {
    PreparedStatement kept = tx.prepare(KEPT);
    // A cursor may hold a key, and a key a person's number.
    kept.setBytes(
        1, next == null ? null : vault.encrypt(next.getBytes(StandardCharsets.UTF_8), place(name)));
    kept.setLong(2, batch);
    kept.setInt(3, rows);
    kept.setLong(4, tx.now().toEpochMilli());
    if (rows == 0) {
      kept.setNull(5, Types.BIGINT);
    } else {
      kept.setLong(5, tx.now().toEpochMilli());
    }
    kept.setString(6, name.system());
    kept.setString(7, name.feed());
    kept.executeUpdate();
  }

  /** The system answered that it has nothing new. */
  static void answered(Tx tx, Name name) throws SQLException {
    PreparedStatement answered = tx.prepare(ANSWERED);
    answered.setLong(1, tx.now().toEpochMilli());
    answered.setString(2, name.system());
    answered.setString(3, name.feed());
    answered.executeUpdate();
  }

  static void hold(Tx tx, Name name, String why) throws SQLException {
    PreparedStatement hold = tx.prepare(HOLD);
    hold.setString(1, Texts.cut(why, 500));
    hold.setLong(2, tx.now().toEpochMilli());
    hold.setString(3, name.system());
    hold.setString(4, name.feed());
    hold.executeUpdate();
  }

  static void pause(Tx tx, Name name, @Nullable String by, @Nullable String why)
      throws SQLException {
    PreparedStatement pause = tx.prepare(PAUSE);
    pause.setString(1, by);
    pause.setString(2, why);
    if (by == null) {
      pause.setNull(3, Types.BIGINT);
    } else {
      pause.setLong(3, tx.now().toEpochMilli());
    }
    pause.setString(4, name.system());
    pause.setString(5, name.feed());
    pause.executeUpdate();
  }
}
