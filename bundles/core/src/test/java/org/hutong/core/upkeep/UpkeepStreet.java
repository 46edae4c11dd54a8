package org.hutong.core.upkeep;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.settings.Given;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Tx;

/** Folders of an appliance with a store in them, and rows as the rooms write them. */
final class UpkeepStreet implements AutoCloseable {
  static final Caller ADMIN = new Caller("admin", Set.of(Role.ADMIN), null, "127.0.0.1", null);
  private static final String DELIVERY =
      "INSERT INTO delivery (id, case_id, case_number, revision, system_id, operation, unit, state,"
          + " follows, maybe_held, attempts, not_sent, asked, created_at, next_at, ended_at)"
          + " VALUES (?, ?, '110102014-2016-0000001', 1, 'si-02', 'CREATE', 'u', ?, 0, 0, 1, 0, 0,"
          + " 0, NULL, ?)";
  private static final String ATTEMPT =
      "INSERT INTO delivery_attempt (id, delivery_id, attempt_no, at_ms, outcome, detail, took_ms,"
          + " adapter) VALUES (?, ?, 1, ?, 'REJECTED', ?, 1, '')";

  final Path folder;
  final KeyRing keys;
  final SqlStore store;
  private final Clock clock;

  UpkeepStreet(Path folder, Clock clock) throws IOException, SQLException {
    this(folder, clock, DatabaseConfig.derby(folder.resolve("data/database")));
  }

  UpkeepStreet(Path folder, Clock clock, DatabaseConfig database) throws IOException, SQLException {
    this.folder = folder;
    this.clock = clock;
    Files.createDirectories(folder.resolve("config"));
    Files.createDirectories(folder.resolve("etc"));
    Files.createDirectories(data());
    keys = KeyRing.open(keyFolder());
    Path data = data();
    AuditChain chain = new AuditChain(keys);
    store = SqlStore.open(database, keys, clock, c -> AnotherLife.begin(data, c, chain, clock));
  }

  Path data() {
    return folder.resolve("data");
  }

  Path keyFolder() {
    return folder.resolve("keys");
  }

  /** With settings named without their {@code retain.}. */
  UpkeepDesk desk(Map<String, String> retention) throws IOException {
    return desk(retention, folder);
  }

  /** The same by another clock. */
  UpkeepDesk desk(Map<String, String> retention, Clock by) throws IOException {
    return desk(retention, folder, by);
  }

  /** The same, with the folders as they are reached by another path. */
  UpkeepDesk desk(Map<String, String> retention, Path place) throws IOException {
    return desk(retention, place, clock);
  }

  private UpkeepDesk desk(Map<String, String> retention, Path place, Clock by) throws IOException {
    Map<String, String> settings = new HashMap<>();
    retention.forEach((name, value) -> settings.put("retain." + name, value));
    return new UpkeepDesk(
        new UpkeepDesk.Settings(
            "110102014",
            "1",
            place.resolve("data"),
            place.resolve("keys"),
            place.resolve("config"),
            place.resolve("etc"),
            place.resolve("home"),
            0,
            Retention.from(new Given(settings))),
        store,
        keys,
        new MetricRegistry(),
        by);
  }

  void act(String target) {
    store.write(tx -> act(tx, target));
  }

  private static int act(Tx tx, String target) {
    tx.audit(AuditRow.done(ADMIN, "test.act", target, null, null));
    tx.change("CASE", target, 1, "register");
    return 0;
  }

  void delivery(long id, String state, long endedAt) {
    store.write(
        tx -> {
          PreparedStatement s = tx.prepare(DELIVERY);
          s.setLong(1, id);
          s.setLong(2, id);
          s.setString(3, state);
          if (endedAt == 0) {
            s.setNull(4, Types.BIGINT);
          } else {
            s.setLong(4, endedAt);
          }
          return s.executeUpdate();
        });
  }

  void attempts(long from, long to, long delivery, int bytes) {
    store.write(
        tx -> {
          PreparedStatement s = tx.prepare(ATTEMPT);
          for (long id = from; id <= to; id++) {
            s.setLong(1, id);
            s.setLong(2, delivery);
            s.setLong(3, tx.now().toEpochMilli());
            s.setBytes(4, new byte[bytes]);
            s.addBatch();
          }
          return s.executeBatch().length;
        });
  }

  long next(String counter, long highest) {
    return store.write(tx -> tx.next(counter, c -> highest));
  }

  long number(String query) {
    return store.read(
        c -> {
          try (PreparedStatement s = c.prepareStatement(query);
              var row = s.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Override
  public void close() {
    store.close();
  }
}
