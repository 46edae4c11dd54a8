package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hutong.core.systems.InboundRules.RecordKind;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Feed;
import org.hutong.systems.Pushed.Outcome;
import org.hutong.systems.Quarantined;
import org.junit.jupiter.api.Test;

/** What systems push is taken once, in its entity's order. */
abstract class PushContract extends ArrivalContract {
  static final String HOOK =
      """
      poll: 1s
      unit: 东经路社区服务站
      feeds:
        - name: hook
          rhythm: 1h
          mapping: hook.jsonata
          columns: {event_id: text, type: text, id: text, seq: integer, data.xm: text, data.zt: text, data.tags: text}
          records: {person: {name: P2, state: P1, tags: P1}}
          webhook: {algorithm: hmac-sha256, secret: hookKey, signHeader: X-Sign, timeHeader: X-Time, event: event_id, entity: id, sequence: seq}
        - name: people
          mapping: people.jsonata
          columns: {xm: text}
      """;
  static final String MAPPED =
      """
      {"as": "person", "key": row.id, "deleted": row.`data.zt` = "9",
       "fields": {"name": $need(row.`data.xm`, "data.xm"), "state": row.`data.zt`,
                  "tags": row.`data.tags`}}""";

  void hooked() throws Exception {
    hooked(HOOK, MAPPED);
  }

  void hooked(String feeds, String mapping) throws Exception {
    assertThat(street.declare(feeds, Map.of("hook.jsonata", mapping))).isEmpty();
  }

  static String event(String event, String id, long seq, String name, String state) {
    return """
        {"event_id": "%s", "type": "changed", "id": "%s", "seq": %d,
         "data": {"xm": "%s", "zt": "%s", "tags": ["a", 1], "mz": "汉"}}"""
        .formatted(event, id, seq, name, state);
  }

  static String sign(String key, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Outcome push(String body) {
    return push(body.getBytes(StandardCharsets.UTF_8), street.time.now);
  }

  Outcome push(byte[] body, Instant signed) {
    String time = Long.toString(signed.toEpochMilli());
    return push(
        "hook", body, Map.of("X-Time", time, "X-Sign", sign(InboundStreet.KEY, time, body)));
  }

  Outcome push(String feed, byte[] body, Map<String, String> headers) {
    return street
        .desk
        .push(
            "si-x",
            feed,
            name -> Optional.ofNullable(headers.get(name)).map(List::of).orElse(List.of()),
            body)
        .outcome();
  }

  static Code refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Refused.class, call).code();
  }

  Optional<RecordTable.Kept> pushed(String id) {
    return street.store.read(
        c -> street.records.find(c, InboundStreet.name("hook"), RecordKind.PERSON, id));
  }

  private String state(String id) {
    return String.valueOf(pushed(id).orElseThrow().fields().get("P1").get("state"));
  }

  long counted(String outcome) {
    return street
        .metrics
        .counter("inbound.pushed{system=\"si-x\",feed=\"hook\",outcome=\"" + outcome + "\"}")
        .getCount();
  }

  @Test
  void anEventIsKeptOnceWithWhereItCameFromHoweverOftenItComes() throws Exception {
    hooked();
    String event = event("e-1", "P1", 1, "王安", "1");
    assertThat(push(event)).isEqualTo(Outcome.TAKEN);
    assertThat(push(event)).isEqualTo(Outcome.REPEATED);
    street.time.now = street.time.now.plus(Duration.ofHours(2));
    assertThat(push(event)).isEqualTo(Outcome.REPEATED);
    RecordTable.Kept kept = pushed("P1").orElseThrow();
    assertThat(kept.fields())
        .isEqualTo(
            Map.of("P1", Map.of("state", "1", "tags", "[\"a\",1]"), "P2", Map.of("name", "王安")));
    assertThat(kept.from().place()).isEqualTo("推送 e-1");
    assertThat(kept.from().mappingVersion()).matches("1-[0-9a-f]{12}");
    assertThat(feed("hook").rows()).isOne();
    assertThat(feed("hook").way()).isEqualTo(Feed.Way.PUSHED);
    assertThat(counted("taken")).isOne();
    assertThat(counted("repeated")).isEqualTo(2);
  }

  @Test
  void aNestedObjectThatIsNullLeavesItsColumnsEmpty() throws Exception {
    hooked(HOOK, MAPPED.replace("$need(row.`data.xm`, \"data.xm\")", "row.`data.xm`"));
    String none =
        "{\"event_id\": \"e-1\", \"type\": \"x\", \"id\": \"P1\", \"seq\": 1, \"data\": null}";
    assertThat(push(none)).isEqualTo(Outcome.TAKEN);
    assertThat(feed("hook").held()).isFalse();
    assertThat(
            push(
                none.replace("\"data\": null", "\"more\": null")
                    .replace("e-1", "e-2")
                    .replace("1,", "2,")))
        .isEqualTo(Outcome.QUARANTINED);
  }

  @Test
  void aLaterEventWinsAnEarlierOneIsNotedAndAGapHoldsNothing() throws Exception {
    hooked();
    assertThat(push(event("e-5", "P1", 5, "王安", "5"))).isEqualTo(Outcome.TAKEN);
    assertThat(push(event("e-2", "P1", 2, "王安", "2"))).isEqualTo(Outcome.LATE);
    assertThat(push(event("e-2", "P1", 2, "王安", "2"))).isEqualTo(Outcome.REPEATED);
    assertThat(state("P1")).isEqualTo("5");
    assertThat(push(event("e-9", "P1", 9, "王安", "9"))).isEqualTo(Outcome.TAKEN);
    assertThat(pushed("P1").orElseThrow().deletedAt()).isNotNull();
    assertThat(push(event("x-1", "P2", 1, "李宁", "1"))).isEqualTo(Outcome.TAKEN);
    assertThat(feed("hook").rows()).isEqualTo(3);
    assertThat(street.count("SELECT COUNT(*) FROM inbound_event WHERE outcome = 'LATE'")).isOne();
  }

  @Test
  void shuffledAndRepeatedEventsLeaveEachEntityInItsLastState() throws Exception {
    hooked();
    List<String> events = new ArrayList<>();
    for (int entity = 0; entity < 12; entity++) {
      for (int seq = 1; seq <= 5; seq++) {
        events.add(event("e-" + entity + "-" + seq, "P" + entity, seq, "王安", "s" + seq));
      }
    }
    events.addAll(List.copyOf(events));
    Collections.shuffle(events, new Random(20160901));
    events.forEach(this::push);
    for (int entity = 0; entity < 12; entity++) {
      assertThat(state("P" + entity)).isEqualTo("s5");
    }
    assertThat(street.count("SELECT COUNT(*) FROM data_record")).isEqualTo(12);
    assertThat(counted("repeated")).isEqualTo(60);
    assertThat(counted("taken") + counted("late")).isEqualTo(60);
  }

  @Test
  void aCaseThatIsPushedIsEnteredOnceAndItsLaterStateIsACorrection() throws Exception {
    String mapping =
        """
        {"as": "case", "key": row.id, "body": {
         "item": {"scheme": "survey-2016", "code": "MZ-28"},
         "subject": {"kind": "PERSON", "name": row.`data.xm`, "idNumber": "%s"},
         "form": {"applyAmountFen": $fenOf(row.`data.zt`), "difficulty": "大病"},
         "materials": [{"code": "ID_COPY", "verifiedOriginal": true}], "channel": "STATION"}}"""
            .formatted(ID);
    hooked(HOOK, mapping);
    push(event("e-1", "P1", 1, "王安", "100"));
    push(event("e-3", "P1", 3, "王安", "300"));
    push(event("e-2", "P1", 2, "王安", "200"));
    assertThat(street.planned).containsExactly("ACCEPTED from si-x", "corrected 2 from si-x");
    assertThat(street.theCase(street.onlyCase()).form()).containsEntry("applyAmountFen", 30000L);
  }

  @Test
  void anEventThatCannotBeTakenWaitsAndIsReplayedOnceTheMappingIsMended() throws Exception {
    hooked();
    assertThat(push(event("e-1", "P1", 1, "", "1"))).isEqualTo(Outcome.QUARANTINED);
    assertThat(push(event("e-1", "P1", 1, "", "1"))).isEqualTo(Outcome.REPEATED);
    Quarantined waiting = quarantine().get(0);
    assertThat(waiting.reason()).contains("缺少 data.xm");
    assertThat(waiting.shape()).containsEntry("id", "a9").doesNotContainKeys("data.mz", "mz");
    hooked(HOOK, MAPPED.replace("$need(row.`data.xm`, \"data.xm\")", "\"未登记\""));
    awaitReplayed(waiting);
    assertThat(state("P1")).isEqualTo("1");
  }

  @Test
  void whatWaitsIsReplacedByALaterEventAndNotByAnEarlierOne() throws Exception {
    hooked();
    push(event("e-3", "P1", 3, "", "3"));
    assertThat(push(event("e-2", "P1", 2, "王安", "2"))).isEqualTo(Outcome.LATE);
    assertThat(quarantine()).extracting(Quarantined::state).containsExactly(Quarantined.State.OPEN);
    assertThat(push(event("e-4", "P1", 4, "王安", "4"))).isEqualTo(Outcome.TAKEN);
    assertThat(quarantine())
        .extracting(Quarantined::place, Quarantined::state)
        .containsExactly(tuple("推送 e-3", Quarantined.State.SUPERSEDED));
    assertThat(state("P1")).isEqualTo("4");
  }

  @Test
  void aFieldThatIsNotDeclaredHoldsItsEventsAndIsSaidUntilTheDeclarationIsMended()
      throws Exception {
    hooked();
    String strange = event("e-1", "P1", 1, "王安", "1").replace("\"zt\"", "\"lx\": \"x\", \"zt\"");
    assertThat(push(strange)).isEqualTo(Outcome.QUARANTINED);
    assertThat(feed("hook").held()).isTrue();
    assertThat(feed("hook").heldWhy()).isEqualTo("数据结构已变：多出列 data.lx");
    assertThat(push(event("e-2", "P2", 1, "李宁", "1"))).isEqualTo(Outcome.TAKEN);
    assertThat(feed("hook").held()).isFalse();
    Quarantined waiting = quarantine().get(0);
    assertThat(replay(waiting, "k0"))
        .extracting(Quarantined::state)
        .isEqualTo(Quarantined.State.OPEN);
    hooked(HOOK.replace("data.xm: text", "data.xm: text, data.lx: text"), MAPPED);
    awaitReplayed(waiting);
    assertThat(state("P1")).isEqualTo("1");
  }

  Quarantined replay(Quarantined waiting, String key) {
    return street.desk.act(InboundStreet.IT, waiting.id(), key, Map.of("action", "replay"));
  }

  /** A mapping's file is looked at again after a second. */
  Quarantined awaitReplayed(Quarantined waiting) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int tries = 0;
    Quarantined now = waiting;
    while (now.state() == Quarantined.State.OPEN && System.nanoTime() < end) {
      now = replay(waiting, "again" + tries++);
      Thread.onSpinWait();
    }
    assertThat(now.state()).isEqualTo(Quarantined.State.REPLAYED);
    return now;
  }

  @Test
  void aNameThatMayBeAPersonsNumberIsNotSaid() throws Exception {
    hooked();
    push(event("e-1", "P1", 1, "王安", "1").replace("\"zt\"", "\"" + ID + "\": 1, \"zt\""));
    assertThat(feed("hook").heldWhy()).endsWith("多出列 data.…");
    assertThat(quarantine().get(0).shape()).doesNotContainKey("data." + ID);
    push(event("P-" + ID, "P2", 1, "王安", "1"));
    assertThat(pushed("P2").orElseThrow().from().place()).matches("推送 [0-9a-f]{16}");
  }

  @Test
  void anEventThatSaysNeitherWhichItIsNorWhatComesAfterWaitsForAPerson() throws Exception {
    hooked();
    String event = event("e-1", "P1", 1, "王安", "1");
    assertThat(push(event.replace("\"seq\": 1,", ""))).isEqualTo(Outcome.QUARANTINED);
    assertThat(push(event("", "P1", 1, "王安", "1"))).isEqualTo(Outcome.QUARANTINED);
    assertThat(push(event("", "P1", 1, "王安", "1"))).isEqualTo(Outcome.REPEATED);
    assertThat(push(event("e-2", "", 1, "王安", "1"))).isEqualTo(Outcome.QUARANTINED);
    assertThat(quarantine())
        .extracting(Quarantined::reason)
        .containsExactly("序号（列 seq）不是整数", "事件编号（列 event_id）为空或过长", "对象编号（列 id）为空或过长");
    assertThat(pushed("P1")).isEmpty();
  }

  @Test
  void anEventThatTheDatabaseWillNotHaveWaitsAndTheOthersGoOn() throws Exception {
    hooked();
    street.alter("ALTER TABLE data_record ADD CONSTRAINT poison CHECK (place <> '推送 e-1')");
    try {
      assertThat(push(event("e-1", "P1", 1, "王安", "1"))).isEqualTo(Outcome.QUARANTINED);
      assertThat(push(event("e-2", "P2", 1, "王安", "1"))).isEqualTo(Outcome.TAKEN);
    } finally {
      street.alter("ALTER TABLE data_record DROP CONSTRAINT poison");
    }
    assertThat(quarantine().get(0).reason()).isEqualTo(Keeping.NOT_STORED);
  }

  @Test
  void theSilenceOfAFeedThatIsNeverPushedIsNoticed() throws Exception {
    hooked();
    street.freshness.start();
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (street.count("SELECT COUNT(*) FROM inbound_feed") == 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    street.time.now = Instant.now();
    assertThat(feed("hook").freshness()).isEqualTo(Feed.Freshness.NEVER);
    street.time.now = street.time.now.plus(Duration.ofHours(4));
    assertThat(feed("hook").freshness()).isEqualTo(Feed.Freshness.SILENT);
  }
}
