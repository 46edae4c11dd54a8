package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Appliance;
import org.hutong.systems.Feed;
import org.hutong.systems.Quarantined;
import org.junit.jupiter.api.Test;

/** What comes in is kept on every database once, with where it came from. */
abstract class InboundContract extends PushDoorContract {
  @Test
  void aRecordIsSealedByClassAndSaysWhereItCameFrom() {
    person("SY1", "阿依古丽·买买提", ID, "0");
    street.ask("people");
    RecordTable.Kept kept = record("SY1").orElseThrow();
    assertThat(kept.fields())
        .isEqualTo(
            Map.of(
                "P1", Map.of("since", "2016-09-01"),
                "P2", Map.of("name", "阿依古丽·买买提"),
                "P3", Map.of("idNumber", ID)));
    assertThat(kept.from().place()).isEqualTo("people#1");
    assertThat(kept.from().batch()).isOne();
    assertThat(kept.from().mappingVersion()).matches("1-[0-9a-f]{12}");
    assertThat(kept.sourceTime()).isNotNull();
    assertThat(kept.flags()).isEmpty();
    assertThat(street.desk.counts(InboundStreet.IT))
        .singleElement()
        .satisfies(c -> assertThat(c.records()).isOne());
  }

  @Test
  void aRowIsTakenOnceHoweverOftenTheFeedIsAskedAndInBatches() {
    for (int i = 0; i < 8; i++) {
      person("SY" + i, "李宁", ID, "0");
    }
    street.ask("people");
    street.ask("people");
    assertThat(street.count("SELECT COUNT(*) FROM data_record")).isEqualTo(8);
    assertThat(feed("people").rows()).isEqualTo(8);
    assertThat(street.count("SELECT batch_no FROM inbound_feed WHERE feed = 'people'"))
        .isEqualTo(3);
  }

  @Test
  void whatItsSourceDeletedLeavesATombstoneWithoutData() {
    person("SY1", "李宁", ID, "0");
    person("SY1", "李宁", ID, "1");
    street.ask("people");
    RecordTable.Kept kept = record("SY1").orElseThrow();
    assertThat(kept.deletedAt()).isNotNull();
    assertThat(kept.fields()).isEmpty();
    assertThat(street.count("SELECT COUNT(*) FROM data_record WHERE person_index IS NOT NULL"))
        .isZero();
  }

  @Test
  void aNumberThatDoesNotCheckIsFlaggedAndNotFoundBy() {
    person("SY1", "李宁", "110102198001011230", "0");
    person("SY2", "李安", "110102209912311233", "0"); // born in 2099
    street.ask("people");
    assertThat(record("SY1").orElseThrow().flags()).containsExactly("ID_NUMBER_INVALID");
    assertThat(record("SY2").orElseThrow().flags()).containsExactly("ID_NUMBER_INVALID");
    assertThat(street.count("SELECT COUNT(*) FROM data_record WHERE person_index IS NOT NULL"))
        .isZero();
  }

  @Test
  void aBadRowWaitsAloneAndIsReplayedOnceTheMappingIsMended() throws Exception {
    person("SY1", "", ID, "0");
    person("SY2", "李宁", ID, "0");
    street.ask("people");
    assertThat(record("SY2")).isPresent();
    Quarantined waiting = quarantine().get(0);
    assertThat(waiting.reason()).contains("缺少 xm");
    assertThat(waiting.shape()).containsEntry("sfzh", "999999999999999999").doesNotContainKey("mz");
    assertThat(replay(waiting, "k1").state()).isEqualTo(Quarantined.State.OPEN);
    street.declare(
        FEEDS, Map.of("people.jsonata", PEOPLE.replace("$need(row.xm, \"xm\")", "\"未登记\"")));
    Quarantined done = awaitReplayed(waiting);
    assertThat(done.endedBy()).isEqualTo("it1");
    assertThat(record("SY1").orElseThrow().fields().get("P2")).isEqualTo(Map.of("name", "未登记"));
    assertThatThrownBy(() -> replay(waiting, "k9"))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.QUARANTINED_ACTION_ILLEGAL));
  }

  @Test
  void aRowWithAMomentBeyondWhatCanBeCountedWaitsAlone() throws Exception {
    street.declare(
        FEEDS,
        Map.of(
            "people.jsonata",
            PEOPLE.replace("$instantOf(row.gxsj)", "\"+999999999-01-01T00:00Z\"")));
    person("SY1", "李宁", ID, "0");
    assertThat(street.ask("people").answered()).isTrue();
    assertThat(quarantine().get(0).reason()).contains("time 不是带时区的时间");
  }

  @Test
  void aBadRowIsGivenUpWithAReasonOrReplacedByALaterOneOfItsKey() {
    person("SY1", "", ID, "0");
    person("SY2", "", ID, "0");
    street.ask("people");
    person("SY2", "李宁", ID, "0");
    street.ask("people");
    Quarantined first = quarantine().get(0);
    assertThat(quarantine().get(1).state()).isEqualTo(Quarantined.State.SUPERSEDED);
    assertThatThrownBy(
            () -> street.desk.act(InboundStreet.IT, first.id(), "k1", Map.of("action", "discard")))
        .isInstanceOf(Refused.class);
    Quarantined gone =
        street.desk.act(
            InboundStreet.IT, first.id(), "k2", Map.of("action", "discard", "reason", "重复登记"));
    assertThat(gone.state()).isEqualTo(Quarantined.State.DISCARDED);
    assertThat(gone.endedWhy()).isEqualTo("重复登记");
    assertThat(feed("people").quarantined()).isZero();
  }

  @Test
  void aRowWithACharacterOfThePrivateAreaWaitsWithTheNameOfItsColumn() {
    // 䶮 as a decoder of GBK reads it; the private planes 15 and 16; 䶮 and 𬸚 as they are.
    person("SY1", "王\uE863", ID, "0");
    person("SY2", "王\uDB80\uDC00", ID, "0");
    person("SY3", "王\uDBC0\uDC00", ID, "0");
    person("SY4", "王\u4DAE\uD873\uDE1A", ID, "0");
    street.ask("people");
    assertThat(quarantine())
        .hasSize(3)
        .allSatisfy(q -> assertThat(q.reason()).startsWith("列 xm 有自造字"));
    assertThat(record("SY4")).isPresent();
    assertThat(street.count("SELECT COUNT(*) FROM data_record")).isOne();
  }

  @Test
  void everyLaterRowOfAKeyTakesThePlaceOfTheOneThatWaits() {
    person("SY1", "", ID, "0");
    person("SY1", "李宁", ID, "0");
    person("SY2", "", ID, "0");
    street.ask("people");
    person("SY2", "", ID, "1");
    street.ask("people");
    assertThat(quarantine())
        .extracting(Quarantined::place, Quarantined::state)
        .containsExactly(
            tuple("people#1", Quarantined.State.SUPERSEDED),
            tuple("people#3", Quarantined.State.SUPERSEDED),
            tuple("people#4", Quarantined.State.OPEN));
  }

  @Test
  void aRowForWhichTheDatabaseRefusesTheUnitWaitsAloneAndItsFeedGoesOn() {
    for (int i = 1; i <= 5; i++) {
      person("SY" + i, "李宁", ID, "0");
    }
    Quarantined waiting;
    street.alter("ALTER TABLE data_record ADD CONSTRAINT poison CHECK (place <> 'people#2')");
    try {
      street.ask("people");
      waiting = quarantine().get(0);
      assertThat(replay(waiting, "k1").reason()).isEqualTo(Keeping.NOT_STORED);
    } finally {
      street.alter("ALTER TABLE data_record DROP CONSTRAINT poison");
    }
    assertThat(quarantine()).hasSize(1);
    assertThat(waiting.place()).isEqualTo("people#2");
    assertThat(waiting.reason()).isEqualTo(Keeping.NOT_STORED);
    assertThat(street.count("SELECT COUNT(*) FROM data_record")).isEqualTo(4);
    assertThat(feed("people").rows()).isEqualTo(5);
    assertThat(replay(waiting, "k2").state()).isEqualTo(Quarantined.State.REPLAYED);
    assertThat(street.count("SELECT COUNT(*) FROM data_record")).isEqualTo(5);
  }

  @Test
  void aPlaceThatNoDatabaseTakesIsWrittenDownWithoutWhatItDoesNotTake() {
    street.source.refused.put("people", List.of(new Batch.Refused("A\u0000.csv", "等待重传")));
    street.ask("people");
    assertThat(quarantine().get(0).place()).isEqualTo("A .csv");
  }

  @Test
  void whatTheAdapterCouldNotReadStandsInTheQuarantineOnce() {
    street.source.refused.put("people", List.of(new Batch.Refused("A.csv", "等待重传")));
    street.ask("people");
    street.ask("people");
    assertThat(quarantine()).singleElement().satisfies(q -> assertThat(q.replayable()).isFalse());
  }

  @Test
  void changedColumnsHoldTheirFeedAloneAndNothingIsLostWhenTheDeclarationIsMended()
      throws Exception {
    person("SY1", "李宁", ID, "0");
    street.ask("people");
    street.source.row(
        "people",
        "SY2",
        "mc",
        "王安",
        "sfzh",
        ID,
        "rq",
        "20160901",
        "gxsj",
        "2016-09-01 10:00:00",
        "scbz",
        "0",
        "mz",
        "汉");
    aCase("DJL1", "3000.00", "1", "");
    street.ask("people");
    street.ask("cases");
    assertThat(feed("people").held()).isTrue();
    assertThat(feed("people").heldWhy()).contains("缺少列 xm").contains("多出列 mc");
    assertThat(street.freshness.checks())
        .filteredOn(c -> !c.ok())
        .singleElement()
        .satisfies(c -> assertThat(c.name()).isEqualTo("inbound.si-x.people"));
    assertThat(street.planned).hasSize(1);
    street.declare(
        FEEDS
            .replace("{xm: text, sfzh: text, rq", "{mc: text, sfzh: text, rq")
            .replace("mapping: people.jsonata", "mapping: people2.jsonata"),
        Map.of("people2.jsonata", PEOPLE.replace("row.xm", "row.mc")));
    street.ask("people");
    assertThat(feed("people").held()).isFalse();
    assertThat(record("SY2").orElseThrow().fields().get("P2")).isEqualTo(Map.of("name", "王安"));
    assertThat(street.count("SELECT COUNT(*) FROM data_record")).isEqualTo(2);
  }

  @Test
  void aColumnThatARowLeavesOutIsEmptyAndHoldsNothing() {
    street.source.row(
        "people", "SY1", "xm", "李宁", "gxsj", "2016-09-01 10:00:00", "scbz", "0", "mz", "汉");
    street.ask("people");
    assertThat(feed("people").held()).isFalse();
    assertThat(record("SY1").orElseThrow().fields().get("P2")).isEqualTo(Map.of("name", "李宁"));
  }

  @Test
  void aPauseHoldsUntilItIsLiftedAndIsSaidWithWhoAndWhy() {
    street.desk.pause(InboundStreet.IT, "si-x", "people", "对方维护");
    person("SY1", "李宁", ID, "0");
    street.ask("people");
    assertThat(record("SY1")).isEmpty();
    assertThat(feed("people").pausedBy()).isEqualTo("it1");
    assertThat(feed("people").detail()).contains("对方维护");
    street.desk.resume(InboundStreet.IT, "si-x", "people", "");
    street.ask("people");
    assertThat(record("SY1")).isPresent();
  }

  @Test
  void aFeedThatDoesNotSpeakGetsStaleAndThenSilent() {
    person("SY1", "李宁", ID, "0");
    street.ask("people");
    street.time.now = Instant.now();
    assertThat(feed("people").freshness()).isEqualTo(Feed.Freshness.FRESH);
    street.time.now = street.time.now.plus(Duration.ofMinutes(90));
    assertThat(feed("people").freshness()).isEqualTo(Feed.Freshness.STALE);
    assertThat(feed("people").detail()).isEqualTo("超过约定的 1 小时没有新数据");
    street.time.now = street.time.now.plus(Duration.ofHours(3));
    assertThat(feed("people").freshness()).isEqualTo(Feed.Freshness.SILENT);
    assertThat(street.freshness.checks()).anyMatch(c -> !c.ok());
  }

  @Test
  void aFeedThatNobodyConnectedIsNotSilent() {
    street.disconnect();
    assertThat(street.ask("people").answered()).isFalse();
    street.time.now = Instant.now().plus(Duration.ofDays(400));
    assertThat(street.ask("people").answered()).isFalse();
    assertThat(feed("people").freshness()).isEqualTo(Feed.Freshness.NEVER);
    assertThat(feed("people").detail()).contains("未接入");
    assertThat(street.freshness.checks()).allMatch(Appliance.Check::ok);
  }

  @Test
  void aFeedThatWasAskedOnceTurnsSilentAlsoWhenItsAdapterGoes() {
    street.source.down = true;
    street.ask("people");
    street.disconnect();
    street.time.now = Instant.now().plus(Duration.ofHours(4));
    street.ask("people");
    assertThat(feed("people").freshness()).isEqualTo(Feed.Freshness.SILENT);
    street.source.down = false;
    street.connect();
    person("SY1", "李宁", ID, "0");
    street.time.now = Instant.now();
    street.ask("people");
    assertThat(feed("people").freshness()).isEqualTo(Feed.Freshness.FRESH);
  }

  @Test
  void aSystemThatIsDownSaysSoAndLosesNothing() {
    person("SY1", "李宁", ID, "0");
    street.source.down = true;
    assertThat(street.ask("people").answered()).isFalse();
    assertThat(feed("people").detail()).contains("连不上");
    street.source.down = false;
    street.ask("people");
    assertThat(record("SY1")).isPresent();
  }

  @Test
  void aDeclarationThatWouldKeepWhatMayNotBeKeptIsRefused() throws Exception {
    assertThat(street.declare(FEEDS.replace("drop: [mz]", "drop: []"), Map.of()))
        .singleElement()
        .asString()
        .contains("不得留存");
    assertThat(street.declare(FEEDS.replace("since: P1", "religion: P4"), Map.of()))
        .anyMatch(f -> f.contains("不得留存"));
    assertThat(street.declare(FEEDS.replace("since: P1", "since: P9"), Map.of()))
        .anyMatch(f -> f.contains("分级"));
  }

  @Test
  void whatHasNoClassIsNotKept() throws Exception {
    street.declare(FEEDS.replace(", since: P1", ""), Map.of());
    person("SY1", "李宁", ID, "0");
    street.ask("people");
    assertThat(record("SY1")).isEmpty();
    assertThat(quarantine().get(0).reason()).contains("没有分级");
  }
}
