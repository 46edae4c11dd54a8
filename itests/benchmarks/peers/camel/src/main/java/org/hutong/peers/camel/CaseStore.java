package org.hutong.peers.camel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.hutong.peers.PeerDatabase;
import org.hutong.peers.PeerSettings;

/** A case and its deliveries in one transaction. */
final class CaseStore {
  private final DataSource source;
  private final int targets;
  private final String name;
  private final AtomicLong ids = new AtomicLong();

  CaseStore(DataSource source, PeerSettings settings) {
    this.source = source;
    this.targets = settings.targets().size();
    this.name = settings.name();
  }

  String accept(String item, byte[] body) throws SQLException {
    long id = ids.incrementAndGet();
    String number = name + "-2026-" + id;
    long now = System.currentTimeMillis();
    try (Connection c = source.getConnection()) {
      c.setAutoCommit(false);
      try (PreparedStatement insert = c.prepareStatement(PeerDatabase.INSERT_CASE);
          PreparedStatement rows = c.prepareStatement(PeerDatabase.INSERT_DELIVERY)) {
        insert.setLong(1, id);
        insert.setString(2, number);
        insert.setLong(3, now);
        insert.setBytes(4, body);
        insert.executeUpdate();
        for (int i = 0; i < targets; i++) {
          rows.setLong(1, id * targets + i);
          rows.setLong(2, id);
          rows.setString(3, number);
          rows.setString(4, item);
          rows.setInt(5, i);
          rows.setLong(6, now);
          rows.addBatch();
        }
        rows.executeBatch();
        c.commit();
      } catch (SQLException e) {
        c.rollback();
        throw e;
      } finally {
        c.setAutoCommit(true);
      }
    }
    return number;
  }
}
