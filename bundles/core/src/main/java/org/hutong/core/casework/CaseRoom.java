package org.hutong.core.casework;

import com.codahale.metrics.MetricRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hutong.casework.Disputes;
import org.hutong.casework.Ruling;
import org.hutong.changes.Changes;
import org.hutong.core.delivery.CaseSource;
import org.hutong.core.delivery.Ledger;
import org.hutong.core.statistics.FormLoad;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Store;

/** The room's doors. The documents come first: delivery needs them before casework needs it. */
public final class CaseRoom {
  private CaseRoom() {}

  /** What delivery asks of casework. */
  public static CaseSource source(Store store, Standards standards) {
    return new CaseDocuments(store, standards.catalogue(), new KnownCases(walls(standards)));
  }

  /** Working days within which a contested step is determined, where nothing is configured. */
  public static final int DETERMINATION_LIMIT = 3;

  /** The same where no systems are. */
  public static CaseDesk desk(
      String street,
      Store store,
      Standards standards,
      Ledger ledger,
      Sight sight,
      int determinationLimit,
      Clock clock) {
    return desk(street, store, standards, ledger, sight, determinationLimit, FormLoad.NONE, clock);
  }

  /**
   * The one entry.
   *
   * @param determinationLimit working days within which a contested step is determined, from 1
   * @param load how many fields of the systems' forms a case fills
   */
  public static CaseDesk desk(
      String street,
      Store store,
      Standards standards,
      Ledger ledger,
      Sight sight,
      int determinationLimit,
      FormLoad load,
      Clock clock) {
    return new CaseDesk(street, store, standards, ledger, sight, determinationLimit, load, clock);
  }

  /** What systems bring: cases that began there, what they decided, earlier cases. */
  public static Arrivals arrivals(
      String street, Store store, Standards standards, Ledger ledger, CaseDesk desk) {
    return new Arrivals(street, store, standards, ledger, desk);
  }

  /** What was contested, and what follows from it. */
  public static Disputes disputes(String street, Store store, Standards standards, Clock clock) {
    return new DisputeDesk(street, store, standards, walls(standards), clock);
  }

  /** The determinations that have become rules, the newest first, whenever they are asked for. */
  public static Supplier<List<Ruling>> rulings(Store store) {
    DisputeBook book = new DisputeBook(store);
    return () -> store.read(book::rules);
  }

  /** For the rooms above: what a case came of. */
  public static CaseLinks links(Store store, Standards standards, Sight sight) {
    return new CaseLinks(store, new CaseSight(sight, walls(standards)));
  }

  private static Walls walls(Standards standards) {
    return new Walls(standards.catalogue(), standards.walls());
  }

  /** The change feed without the cases that a caller may not know of. */
  public static Changes changes(Store store, Standards standards, Changes all) {
    return new SeenChanges(store, new KnownCases(walls(standards)), all);
  }

  /** Whether any case was ever entered. */
  public static boolean hasCases(Connection connection) throws SQLException {
    try (PreparedStatement any =
            connection.prepareStatement("SELECT id FROM case_file FETCH FIRST 1 ROWS ONLY");
        ResultSet row = any.executeQuery()) {
      return row.next();
    }
  }

  /** Looks after the limits that wait for a calendar. */
  public static DueWatch due(Store store, Standards standards, MetricRegistry metrics) {
    return new DueWatch(store, standards, metrics);
  }

  /** Counts the cases from before the counters. */
  public static CountFill counts(SqlStore store, FormLoad load) {
    return new CountFill(store, load);
  }

  /** Limits of what a caller sends here, by their names in the capabilities. */
  public static Map<String, Long> limits() {
    return Map.of(
        "materialBytes",
        MaterialDesk.MOST_BYTES,
        "materialChunkBytes",
        (long) MaterialDesk.MOST_CHUNK);
  }

  /** Materials. */
  public static MaterialDesk materials(
      String street, Store store, Standards standards, Sight sight) {
    return new MaterialDesk(street, store, new CaseSight(sight, walls(standards)));
  }
}
