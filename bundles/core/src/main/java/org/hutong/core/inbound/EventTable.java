package org.hutong.core.inbound;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.systems.Pushed.Outcome;

/** Which events came, and how far each entity of a pushed feed is; ids and keys by keyed index. */
final class EventTable {
  private static final String FIND =
      "SELECT outcome FROM inbound_event WHERE system_id = ? AND feed = ? AND event_index = ?";
  private static final String INSERT =
      """
      INSERT INTO inbound_event (system_id, feed, event_index, outcome, until_ms)
      VALUES (?, ?, ?, ?, ?)""";
  private static final String REACHED =
      "SELECT seq FROM inbound_entity WHERE system_id = ? AND feed = ? AND entity_index = ?";
  private static final String FIRST =
      """
      INSERT INTO inbound_entity (seq, at_ms, system_id, feed, entity_index)
      VALUES (?, ?, ?, ?, ?)""";
  private static final String LATER =
      """
      UPDATE inbound_entity SET seq = ?, at_ms = ?
       WHERE system_id = ? AND feed = ? AND entity_index = ?""";

  private final Vault vault;

  EventTable(Vault vault) {
    this.vault = vault;
  }

  /** Whether an event of this id is remembered. */
  boolean knows(Tx tx, FeedTable.Name feed, Event event) throws SQLException {
    PreparedStatement find = tx.prepare(FIND);
    of(find, 1, feed, id(event));
    try (ResultSet row = find.executeQuery()) {
      return row.next();
    }
  }

  void remember(Tx tx, FeedTable.Name feed, Event event, Outcome outcome, Duration remember)
      throws SQLException {
    PreparedStatement insert = tx.prepare(INSERT);
    of(insert, 1, feed, id(event));
    insert.setString(4, outcome.name());
    insert.setLong(5, tx.now().plus(remember).toEpochMilli());
    insert.executeUpdate();
  }

  /** Takes the entity on to this event; false when a later one came before. */
  boolean advance(Tx tx, FeedTable.Name feed, Event event) throws SQLException {
    if (event.sequence() == null) {
      return true;
    }
    String entity = RowReading.index(vault, "event-entity", event.row().key());
    PreparedStatement reached = tx.prepare(REACHED);
    of(reached, 1, feed, entity);
    boolean first;
    try (ResultSet row = reached.executeQuery()) {
      first = !row.next();
      if (!first && row.getLong(1) > event.sequence()) {
        return false;
      }
    }
    PreparedStatement write = tx.prepare(first ? FIRST : LATER);
    write.setLong(1, event.sequence());
    write.setLong(2, tx.now().toEpochMilli());
    of(write, 3, feed, entity);
    write.executeUpdate();
    return true;
  }

  private String id(Event event) {
    return RowReading.index(vault, "event-id", event.id());
  }

  private static void of(PreparedStatement s, int from, FeedTable.Name feed, String index)
      throws SQLException {
    s.setString(from, feed.system());
    s.setString(from + 1, feed.feed());
    s.setString(from + 2, index);
  }
}
