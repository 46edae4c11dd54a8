package org.hutong.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.audit.Audit.Entry;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.TurnableClock;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export is the trail: every row of its period once, in order, with its hash. */
class AuditExportTest {
  private static final Caller AUDITOR = caller("auditor", Role.AUDITOR);

  /** More than two pages of the driver's, and not a whole number of them. */
  private static final int ROWS = 2_345;

  private static final OffsetDateTime LONG_AGO = day(2000);
  private static final OffsetDateTime FAR_AHEAD = day(2100);

  @TempDir Path folder;
  private final TurnableClock clock = new TurnableClock("2026-01-01T00:00:00Z");

  private static Caller caller(String name, Role role) {
    return new Caller(name, Set.of(role), null, "127.0.0.1", null);
  }

  private static OffsetDateTime day(int year) {
    return OffsetDateTime.of(year, 1, 1, 0, 0, 0, 0, ZoneOffset.ofHours(8));
  }

  @Test
  void onDerbyItIsTheTrail() throws Exception {
    anExportIsTheTrail(DatabaseConfig.derby(folder.resolve("data/db")));
  }

  @Test
  void onPostgresqlItIsTheTrail() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      anExportIsTheTrail(
          DatabaseConfig.postgresql(
              server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"));
    }
  }

  private void anExportIsTheTrail(DatabaseConfig config) throws Exception {
    KeyRing keys = KeyRing.open(folder.resolve("keys"));
    try (SqlStore store = SqlStore.open(config, keys, clock)) {
      AuditChain chain = new AuditChain(keys);
      AuditTrail trail = new AuditTrail(store, chain);
      write(store);

      List<Entry> all = export(trail, LONG_AGO, FAR_AHEAD);
      assertThat(all).isEqualTo(rows(store));
      assertThat(all)
          .extracting(Entry::seq)
          .isEqualTo(LongStream.rangeClosed(1, ROWS + 1).boxed().toList());
      assertThat(all.get(0).target()).isEqualTo("target-0");
      assertThat(all.get(ROWS).what()).isEqualTo("audit.export");
      hangsTogether(all, chain);

      aPeriodBeginsWithItsFirstMomentAndEndsBeforeItsLast(trail, all);
      onlyTheAuditorGetsIt(trail, store);
    }
  }

  /** A row a second, with and without what may be absent. */
  private void write(SqlStore store) {
    for (int i = 0; i < ROWS; i++) {
      AuditRow row =
          new AuditRow(
              "clerk" + i % 7,
              i % 2 == 0 ? null : "0123456789abcdef",
              "test.act",
              i % 5 == 3 ? null : "target-" + i,
              i % 3 == 0 ? null : "理由，" + i,
              "127.0.0.1",
              i % 4 == 0 ? "CASE_STALE" : "ok");
      store.write(
          tx -> {
            tx.audit(row);
            return 0;
          });
      clock.forward(Duration.ofSeconds(1));
    }
  }

  private static List<Entry> export(AuditTrail trail, OffsetDateTime from, OffsetDateTime to) {
    List<Entry> found = new ArrayList<>();
    trail.export(AUDITOR, from, to, found::add);
    return found;
  }

  /** What stands in the table, read without the product. */
  private static List<Entry> rows(SqlStore store) {
    return store.read(
        c -> {
          List<Entry> found = new ArrayList<>();
          try (PreparedStatement s = c.prepareStatement("SELECT * FROM audit_log ORDER BY seq");
              ResultSet row = s.executeQuery()) {
            while (row.next()) {
              Instant at = Instant.ofEpochMilli(row.getLong("at_ms"));
              found.add(
                  new Entry(
                      row.getLong("seq"),
                      at.atOffset(ZoneOffset.ofHours(8)),
                      row.getString("who"),
                      row.getString("whom"),
                      row.getString("what"),
                      row.getString("target"),
                      row.getString("why"),
                      row.getString("source"),
                      row.getString("result"),
                      row.getString("hash")));
            }
          }
          return found;
        });
  }

  /** Whoever holds the key of the trail can check the export by itself. */
  private static void hangsTogether(List<Entry> all, AuditChain chain) {
    String before = AuditChain.START;
    for (Entry e : all) {
      AuditRow row =
          new AuditRow(e.who(), e.whom(), e.what(), e.target(), e.why(), e.from(), e.result());
      assertThat(chain.hash(before, e.seq(), e.at().toInstant().toEpochMilli(), row))
          .as("the hash of row %d", e.seq())
          .isEqualTo(e.hash());
      before = e.hash();
    }
  }

  private static void aPeriodBeginsWithItsFirstMomentAndEndsBeforeItsLast(
      AuditTrail trail, List<Entry> all) {
    OffsetDateTime from = all.get(700).at();
    OffsetDateTime to = all.get(1_900).at();
    assertThat(export(trail, from, to)).isEqualTo(all.subList(700, 1_900));
    assertThat(export(trail, from, from)).isEmpty();
    assertThat(export(trail, FAR_AHEAD, LONG_AGO)).isEmpty();
    assertThat(export(trail, LONG_AGO, all.get(0).at().plusNanos(1_000_000)))
        .isEqualTo(all.subList(0, 1));
  }

  private static void onlyTheAuditorGetsIt(AuditTrail trail, SqlStore store) {
    int before = rows(store).size();
    for (Role role : Role.values()) {
      if (role != Role.AUDITOR) {
        List<Entry> got = new ArrayList<>();
        assertThatThrownBy(
                () -> trail.export(caller("another", role), LONG_AGO, FAR_AHEAD, got::add))
            .isInstanceOfSatisfying(
                Refused.class, r -> assertThat(r.code()).isEqualTo(Code.ROLE_REQUIRED));
        assertThat(got).isEmpty();
      }
    }
    assertThat(rows(store)).hasSize(before);
  }
}
