package org.hutong.adapter.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.Cursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables by time and key, outboxes by sequence, on a real PostgreSQL. */
class JdbcFeedsTest {
  private static final String SCHEMA =
      """
      DROP SCHEMA IF EXISTS feeds CASCADE;
      CREATE SCHEMA feeds;
      CREATE TABLE feeds.v_sydj (
        djbh varchar(20) PRIMARY KEY, xm varchar(50), sydjrq char(8), xb char(4),
        gxsj timestamp(0), scbz char(1));
      CREATE TABLE feeds.t_outbox (
        xh bigserial PRIMARY KEY, biao varchar(20), zj varchar(20), czlx char(1), nr json);
      GRANT USAGE ON SCHEMA feeds TO hutong;
      GRANT SELECT ON ALL TABLES IN SCHEMA feeds TO hutong;
      """;

  private SystemAdapter adapter;
  private Cursor at;

  @BeforeEach
  void open() throws Exception {
    run(SCHEMA);
    Map<String, Object> settings = settings();
    settings.put(
        "feeds",
        Map.of(
            "sydj",
            Map.of("table", "feeds.v_sydj", "key", "djbh", "changed", "gxsj", "settleSeconds", 5),
            "bj",
            Map.of(
                "outbox",
                "feeds.t_outbox",
                "sequence",
                "xh",
                "key",
                "zj",
                "json",
                "nr",
                "only",
                List.of(
                    Map.of("biao", "t_bj", "nr.xm", "李宁"), Map.of("biao", "t_bj", "nr.je", "9")))));
    adapter = new JdbcAdapterFactory().create(TargetDatabase.config(settings));
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", "jdbc:postgresql://127.0.0.1:" + TargetDatabase.port() + "/postgres");
    settings.put("user", "hutong");
    settings.put("connectSeconds", 2);
    return settings;
  }

  @AfterEach
  void close() {
    adapter.close();
  }

  private static void run(String sql) throws SQLException {
    try (Connection c = TargetDatabase.connect();
        Statement s = c.createStatement()) {
      s.execute(sql);
    }
  }

  private Batch fetch(String feed, int limit) throws Exception {
    Batch batch = ((RecordSource) adapter).fetch(feed, at, limit, TestContext.unmapped());
    at = batch.next();
    return batch;
  }

  private List<String> all(String feed, int limit) throws Exception {
    List<String> keys = new ArrayList<>();
    Batch batch;
    do {
      batch = fetch(feed, limit);
      batch.rows().forEach(row -> keys.add(row.key()));
    } while (batch.more());
    return keys;
  }

  /** A row changed so many seconds ago, in Beijing's time as such systems write it. */
  private static void register(String key, int secondsAgo) throws SQLException {
    run(
        """
        INSERT INTO feeds.v_sydj VALUES ('%s', '李宁', '20160901', '男', (now() AT TIME ZONE
          'Asia/Shanghai') - make_interval(secs => %d), '0')"""
            .formatted(key, secondsAgo));
  }

  @Test
  void rowsOfOneSecondAreAllTakenInBatchesSmallerThanThem() throws Exception {
    run(
        """
        INSERT INTO feeds.v_sydj SELECT 'SY' || lpad(n::text, 3, '0'), '李宁', '20160901', '1',
          timestamp '2016-09-01 10:00:00', '0' FROM generate_series(1, 25) n""");
    assertThat(all("sydj", 10)).hasSize(25).doesNotHaveDuplicates();
    assertThat(all("sydj", 10)).isEmpty();
    run("UPDATE feeds.v_sydj SET scbz = '1', gxsj = '2016-09-01 10:00:01' WHERE djbh = 'SY007'");
    assertThat(fetch("sydj", 10).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.fields()).containsEntry("scbz", "1"));
  }

  @Test
  void aRowOfTheRunningSecondsWaitsSoThatALaterOneOfTheSameSecondIsNotMissed() throws Exception {
    register("SY9", 20);
    register("SY5", 0);
    assertThat(all("sydj", 10)).containsExactly("SY9");
    register("SY1", 10);
    assertThat(all("sydj", 10)).containsExactly("SY1");
  }

  @Test
  void fieldsAreTextAsTheyStandThereAndNullIsEmpty() throws Exception {
    run(
        """
        INSERT INTO feeds.v_sydj (djbh, xm, sydjrq, xb, gxsj)
        VALUES ('SY1', '阿依古丽·买买提', '20160901', '1', '2016-09-01 10:00:00')""");
    assertThat(fetch("sydj", 10).rows().get(0).fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "djbh",
                "SY1",
                "xm",
                "阿依古丽·买买提",
                "sydjrq",
                "20160901",
                "xb",
                "1",
                "gxsj",
                "2016-09-01 10:00:00",
                "scbz",
                ""));
  }

  private static void put(Statement s, String key) throws SQLException {
    s.execute(
        "INSERT INTO feeds.t_outbox (biao, zj, czlx, nr) VALUES ('t_bj', '%s', 'I', '{\"xm\":\"李宁\",\"je\":1.5,\"bz\":null}')"
            .formatted(key));
  }

  @Test
  void theOutboxGivesItsJsonAsFieldsAndPassesOtherTablesOver() throws Exception {
    try (Connection c = TargetDatabase.connect();
        Statement s = c.createStatement()) {
      put(s, "B1");
      s.execute("INSERT INTO feeds.t_outbox (biao, zj, czlx, nr) VALUES ('t_zx', '1', 'I', '{}')");
      s.execute(
          "INSERT INTO feeds.t_outbox (biao, zj, czlx, nr) VALUES ('t_bj', 'B9', 'I', '{\"xm\":\"别\"}')");
      put(s, "B2");
    }
    Batch batch = fetch("bj", 10);
    assertThat(batch.rows()).extracting(Batch.Row::key).containsExactly("B1", "B2");
    assertThat(batch.rows().get(0).fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "xh", "1", "biao", "t_bj", "zj", "B1", "czlx", "I", "nr.xm", "李宁", "nr.je", "1.5",
                "nr.bz", ""));
    assertThat(batch.rows().get(0).place()).isEqualTo("t_outbox#1");
  }

  @Test
  void anOutboxRowWhoseJsonIsNoObjectIsRefusedAlone() throws Exception {
    // As text, what is no JSON at all can stand there too.
    for (String type : List.of("json", "text")) {
      at = null;
      run("TRUNCATE feeds.t_outbox; ALTER TABLE feeds.t_outbox ALTER nr TYPE " + type);
      List<String> contents =
          new ArrayList<>(List.of("[1]", "\"x\"", "{\"xm\":\"李宁\\u0000\"}", "null"));
      contents.addAll(type.equals("json") ? List.of() : List.of("<nr/>", "", "{\"xm\":"));
      try (Connection c = TargetDatabase.connect();
          Statement s = c.createStatement()) {
        put(s, "B1");
        for (String nr : contents) {
          for (String of : List.of("t_bj", "t_zx")) {
            s.execute(
                "INSERT INTO feeds.t_outbox (biao, zj, czlx, nr) VALUES ('%s', 'B2', 'I', '%s')"
                    .formatted(of, nr));
          }
        }
        put(s, "B3");
      }

      Batch batch = fetch("bj", 100);

      assertThat(batch.rows()).as(type).extracting(Batch.Row::key).containsExactly("B1", "B3");
      assertThat(batch.rows().get(0).fields()).containsEntry("nr.je", "1.5");
      // JSON's null has no members, so this feed passes it over; rows of others are not looked at.
      assertThat(batch.refused()).as(type).hasSize(contents.size() - 1);
      assertThat(batch.refused().get(0).reason()).isEqualTo("列 nr 不是可读的 JSON 对象");
      assertThat(batch.refused().toString()).doesNotContain("李宁");
      assertThat(fetch("bj", 100)).isEqualTo(new Batch(List.of(), List.of(), at, false));
    }
  }

  @Test
  void aNumberThatBecomesVisibleLateIsTakenAndOneThatIsRolledBackIsForgotten() throws Exception {
    try (Connection slow = TargetDatabase.connect();
        Connection lost = TargetDatabase.connect();
        Connection quick = TargetDatabase.connect();
        Statement q = quick.createStatement();
        Statement l = lost.createStatement();
        Statement s = slow.createStatement()) {
      slow.setAutoCommit(false);
      lost.setAutoCommit(false);
      put(q, "B1");
      put(s, "B2");
      put(l, "B3");
      put(q, "B4");
      assertThat(all("bj", 10)).containsExactly("B1", "B4");
      lost.rollback();
      put(q, "B5");
      assertThat(all("bj", 10)).containsExactly("B5");
      slow.commit();
      assertThat(all("bj", 10)).containsExactly("B2");
      assertThat(all("bj", 10)).isEmpty();
    }
  }

  @Test
  void aGapIsOverOnlyWhenNobodyCanFillItAnyMore() {
    Gaps gaps = Gaps.none().upTo(1, new Gaps.Moment(100, 105, 1000));
    gaps = gaps.upTo(4, new Gaps.Moment(100, 105, 1000));
    assertThat(gaps.waitsFor(2)).isTrue();
    assertThat(gaps.settled(new Gaps.Moment(104, 200, 2000)).open()).hasSize(1);
    assertThat(gaps.settled(new Gaps.Moment(105, 200, 1005)).open()).hasSize(1);
    assertThat(gaps.settled(new Gaps.Moment(105, 200, 1010)).open()).isEmpty();
    assertThat(Gaps.parse(gaps.cursor())).isEqualTo(gaps);
    assertThat(gaps.filled(2).waitsFor(2)).isFalse();
    assertThat(gaps.filled(2).waitsFor(3)).isTrue();
    for (int i = 0; i < 4; i++) {
      gaps = gaps.upTo(gaps.last() + 5, new Gaps.Moment(100, 105, 1000));
    }
    // More than a cursor holds: what comes behind waits.
    assertThat(gaps.upTo(gaps.last() + 5, new Gaps.Moment(100, 105, 1000))).isNull();
    assertThat(gaps.upTo(gaps.last() + 1, new Gaps.Moment(100, 105, 1000))).isNotNull();
  }

  @Test
  void twoFeedsOfOneSystemAreReadApartAndAChangedTableNamesItself() throws Exception {
    assertThat(((RecordSource) adapter).feeds()).containsExactlyInAnyOrder("sydj", "bj");
    run("ALTER TABLE feeds.v_sydj RENAME COLUMN gxsj TO gx");
    assertThatThrownBy(() -> fetch("sydj", 10))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("表结构");
    assertThat(all("bj", 10)).isEmpty();
    assertThatThrownBy(
            () -> ((RecordSource) adapter).fetch("other", null, 10, TestContext.unmapped()))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void namesThatAreNoIdentifiersAreRefused() {
    for (String table : List.of("a; DROP TABLE b", "a.b.c", "\"x\"", "")) {
      Map<String, Object> settings = settings();
      settings.put("feeds", Map.of("x", Map.of("table", table, "key", "k", "changed", "c")));
      assertThatThrownBy(() -> new JdbcAdapterFactory().create(TargetDatabase.config(settings)))
          .isInstanceOf(InvalidConfig.class);
    }
  }
}
