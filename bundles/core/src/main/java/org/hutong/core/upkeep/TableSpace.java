package org.hutong.core.upkeep;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import org.hutong.core.store.SqlStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much room a table takes, and giving back what it does not need. */
final class TableSpace {
  private static final Logger LOG = LoggerFactory.getLogger(TableSpace.class);
  private static final String DERBY_USED =
      "SELECT SUM(numallocatedpages * pagesize) FROM TABLE"
          + " (SYSCS_DIAG.SPACE_TABLE(CURRENT SCHEMA, ?)) t";
  private static final String DERBY_FREE =
      "SELECT SUM(numfreepages * pagesize) FROM TABLE"
          + " (SYSCS_DIAG.SPACE_TABLE(CURRENT SCHEMA, ?)) t";
  private static final String DERBY_COMPRESS =
      "CALL SYSCS_UTIL.SYSCS_COMPRESS_TABLE(CURRENT SCHEMA, ?, 1)";
  private static final String POSTGRES_USED = "SELECT pg_total_relation_size(CAST(? AS regclass))";

  /** What PostgreSQL keeps beside the columns of a row. */
  private static final int POSTGRES_ROW = 28;

  private final SqlStore store;
  private final DiskWatch.Room disk;
  private final long floor;

  /**
   * Over the tables of a store.
   *
   * @param floor bytes of the disk that no work of its own takes
   */
  TableSpace(SqlStore store, DiskWatch.Room disk, long floor) {
    this.store = store;
    this.disk = disk;
    this.floor = floor;
  }

  /** Bytes that it takes on the disk with its indexes, without what Derby would give back. */
  long used(Connection c, String table) throws SQLException {
    return store.isDerby()
        ? number(c, DERBY_USED, table.toUpperCase(Locale.ROOT))
        : number(c, POSTGRES_USED, table);
  }

  /**
   * Bytes that its rows take. On PostgreSQL these are not the files': what went leaves its room to
   * the table, and by the files as much again would go every night.
   */
  long held(Connection c, String table) throws SQLException {
    if (store.isDerby()) {
      return used(c, table);
    }
    try (PreparedStatement s = c.prepareStatement(postgresHeld(c, table));
        ResultSet row = s.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Column by column: of a large value PostgreSQL then tells the size and does not fetch it. */
  private static String postgresHeld(Connection c, String table) throws SQLException {
    try (PreparedStatement s = c.prepareStatement("SELECT * FROM " + table + " WHERE 1 = 0");
        ResultSet none = s.executeQuery()) {
      StringBuilder sum = new StringBuilder("SELECT SUM(" + POSTGRES_ROW);
      ResultSetMetaData columns = none.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        sum.append(" + COALESCE(pg_column_size(").append(columns.getColumnName(i)).append("), 0)");
      }
      return sum.append(") FROM ").append(table).toString();
    }
  }

  /** Bytes of the files that hold nothing; what PostgreSQL keeps free it does not tell. */
  long free(Connection c, String table) throws SQLException {
    return store.isDerby() ? number(c, DERBY_FREE, table.toUpperCase(Locale.ROOT)) : 0;
  }

  private static long number(Connection c, String query, String table) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(query)) {
      s.setString(1, table);
      try (ResultSet row = s.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Gives room back to the disk when that is worth it. On Derby the table is written anew, where
   * the disk has room for both, and writing waits meanwhile; on PostgreSQL a plain VACUUM, which
   * stops nobody.
   *
   * @param least bytes for which it is done
   * @return bytes given back
   */
  long giveBack(String table, long least) throws SQLException, IOException {
    if (!store.isDerby()) {
      long before = store.read(c -> used(c, table));
      store.vacuum(table);
      return Math.max(0, before - store.read(c -> used(c, table)));
    }
    long free = store.read(c -> free(c, table));
    if (free < least) {
      return 0;
    }
    long needed = store.read(c -> used(c, table)) + floor;
    long room = disk.usableBytes();
    if (room < needed) {
      LOG.warn(
          "{} is not written anew: {} MiB are free on the disk, {} are needed",
          table,
          room >> 20,
          needed >> 20);
      return 0;
    }
    long began = System.nanoTime();
    store.alone(
        tx -> {
          PreparedStatement compress = tx.prepare(DERBY_COMPRESS);
          compress.setString(1, table.toUpperCase(Locale.ROOT));
          return compress.execute();
        });
    long given = Math.max(0, free - store.read(c -> free(c, table)));
    LOG.info(
        "{} gave back {} KiB in {} ms",
        table,
        given >> 10,
        (System.nanoTime() - began) / 1_000_000);
    return given;
  }
}
