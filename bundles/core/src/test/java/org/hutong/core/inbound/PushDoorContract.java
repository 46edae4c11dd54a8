package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hutong.problem.Code;
import org.hutong.systems.Pushed.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may push, and what is refused of it. */
abstract class PushDoorContract extends PushContract {
  @Test
  void whoeverDoesNotSignIsRefusedAndNothingIsStored() throws Exception {
    hooked();
    byte[] body = event("e-1", "P1", 1, "王安", "1").getBytes(StandardCharsets.UTF_8);
    byte[] other = event("e-1", "P1", 1, "王安", "9").getBytes(StandardCharsets.UTF_8);
    String now = Long.toString(street.time.now.toEpochMilli());
    String sign = sign(InboundStreet.KEY, now, body);
    Map<String, String> good = Map.of("X-Time", now, "X-Sign", sign);
    long before = stored();
    assertThat(refused(() -> push("hook", other, good))).isEqualTo(Code.SIGNATURE_WRONG);
    assertThat(refused(() -> push("hook", body, Map.of()))).isEqualTo(Code.SIGNATURE_WRONG);
    assertThat(refused(() -> push("hook", body, Map.of("X-Time", now + "0", "X-Sign", sign))))
        .isEqualTo(Code.SIGNATURE_WRONG);
    assertThat(
            refused(
                () ->
                    push(
                        "hook",
                        body,
                        Map.of("X-Time", now, "X-Sign", sign("another key", now, body)))))
        .isEqualTo(Code.SIGNATURE_WRONG);
    assertThat(refused(() -> push("hook", "{{".getBytes(StandardCharsets.UTF_8), good)))
        .as("nothing is parsed before the signature fits")
        .isEqualTo(Code.SIGNATURE_WRONG);
    assertThat(counted("signature")).isEqualTo(5);
    assertThat(refused(() -> push("people", body, good)))
        .as("a feed that is asked for, as one that is not there")
        .isEqualTo(Code.SIGNATURE_WRONG);
    assertThat(refused(() -> push("none", body, good))).isEqualTo(Code.SIGNATURE_WRONG);
    assertThat(
            refused(
                () ->
                    street.desk.push(
                        "si-x", "hook", name -> List.of(good.get(name), good.get(name)), body)))
        .isEqualTo(Code.SIGNATURE_WRONG);
    assertThat(stored()).isEqualTo(before);
    assertThat(push("hook", body, good)).isEqualTo(Outcome.TAKEN);
  }

  @Test
  void whatWasSignedTooLongAgoOrTooFarAheadIsRefusedAndNotStored() throws Exception {
    hooked();
    byte[] body = event("e-1", "P1", 1, "王安", "1").getBytes(StandardCharsets.UTF_8);
    Instant now = street.time.now;
    long before = stored();
    for (int seconds : List.of(-301, 301, -86_400)) {
      assertThat(refused(() -> push(body, now.plusSeconds(seconds))))
          .isEqualTo(Code.SIGNATURE_OUT_OF_TIME);
    }
    assertThat(stored()).isEqualTo(before);
    assertThat(counted("time")).isEqualTo(3);
    assertThat(push(body, now.minusSeconds(299))).isEqualTo(Outcome.TAKEN);
    assertThat(push(body, now.plusSeconds(299))).isEqualTo(Outcome.REPEATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "null", "{\"a\": 1, \"a\": 2}", "{} {}", "{\"xm\": 王安}"})
  void whatIsNoJsonObjectIsRefusedAndNotedOnceWithoutAWordOfIt(String body) throws Exception {
    hooked();
    assertThat(refused(() -> push(body))).isEqualTo(Code.MALFORMED_REQUEST);
    assertThat(refused(() -> push(body))).isEqualTo(Code.MALFORMED_REQUEST);
    assertThat(quarantine())
        .singleElement()
        .satisfies(
            q -> {
              assertThat(q.replayable()).isFalse();
              assertThat(q.shape()).isEmpty();
              assertThat(q.toString()).doesNotContain("王安");
            });
  }

  @Test
  void bytesThatAreNoUtf8OrNestedTooDeepAreNoJsonObjectEither() throws Exception {
    hooked();
    byte[] gbk = "{\"xm\": \"王\"}".getBytes(java.nio.charset.Charset.forName("GB18030"));
    assertThat(refused(() -> push(gbk, street.time.now))).isEqualTo(Code.MALFORMED_REQUEST);
    assertThat(refused(() -> push("{\"a\":".repeat(60) + "1" + "}".repeat(60))))
        .isEqualTo(Code.MALFORMED_REQUEST);
  }

  @Test
  void aPausedFeedAndAFullDiskSendTheSenderAwayForAWhileAndLoseNothing() throws Exception {
    hooked();
    String event = event("e-1", "P1", 1, "王安", "1");
    street.desk.pause(InboundStreet.IT, "si-x", "hook", "对方维护");
    assertThat(refused(() -> push(event))).isEqualTo(Code.FEED_CLOSED);
    street.desk.resume(InboundStreet.IT, "si-x", "hook", "");
    street.roomOnDisk = false;
    assertThat(refused(() -> push(event))).isEqualTo(Code.STORAGE_LOW);
    street.roomOnDisk = true;
    assertThat(push(event)).isEqualTo(Outcome.TAKEN);
    assertThat(List.of(counted("closed"), counted("failed"))).containsExactly(1L, 1L);
  }

  @Test
  void aFeedWhoseKeyIsNotThereYetIsClosedAndSaysSo() throws Exception {
    InboundStreet keyless = new InboundStreet(store(), config.resolve("keyless"));
    keyless.secrets.clear();
    assertThat(keyless.declare(HOOK, Map.of("hook.jsonata", MAPPED, "people.jsonata", PEOPLE)))
        .allMatch(f -> f.contains("secrets."));
    assertThat(refused(() -> keyless.desk.push("si-x", "hook", name -> List.of(), new byte[0])))
        .isEqualTo(Code.FEED_CLOSED);
    assertThat(keyless.freshness.all().get(0).detail()).contains("未配置推送的密钥");
    keyless.close();
  }

  @Test
  void theKeyOfAFeedIsNotGivenToTheAdapter() throws Exception {
    hooked();
    assertThat(street.systems.find("si-x").orElseThrow().config().secrets())
        .containsOnlyKeys("other");
  }

  @Test
  void whatCannotBeADeclarationIsNamedByItsPath() throws Exception {
    assertThat(wrong("secret: hookKey", "secret: nobody")).contains("feeds[0].webhook.secret");
    assertThat(wrong("hmac-sha256", "md5")).contains("hmac-sm3、hmac-sha256");
    assertThat(wrong("event: event_id", "event: nr")).contains("webhook.event");
    assertThat(wrong("sequence: seq", "sequence: type")).contains("应为 integer");
    assertThat(wrong(", sequence: seq", "")).contains("webhook.sequence");
    assertThat(wrong("X-Sign", "X Sign")).contains("webhook.signHeader");
    assertThat(wrong("event: ", "content: \"{body}\", event: ")).contains("{time}");
    assertThat(wrong("event: ", "content: \"{time}{body}{nonce}\", event: ")).contains("{time}");
    assertThat(wrong("event: ", "window: 2h, event: ")).contains("webhook.window");
    assertThat(wrong("event: ", "remember: 9m, event: ")).contains("webhook.remember");
    assertThat(wrong("event: ", "colour: red, event: ")).contains("不认识的键");
    assertThat(wrong("rhythm: 1h", "history: true")).contains("feeds[0].webhook");
    String twice =
        HOOK + HOOK.substring(HOOK.indexOf("  - name: hook"), HOOK.indexOf("  - name: p"));
    assertThat(street.declare(twice.replaceFirst("name: hook", "name: hook2"), Map.of()))
        .anyMatch(f -> f.contains("feeds[2].webhook.secret") && f.contains("不能共用"));
  }

  private String wrong(String right, String instead) throws Exception {
    assertThat(HOOK).contains(right);
    List<String> faults =
        street.declare(HOOK.replace(right, instead), Map.of("hook.jsonata", MAPPED));
    assertThat(faults).isNotEmpty().allMatch(f -> f.startsWith("si-x/system.yaml"));
    return String.join("\n", faults);
  }

  private long stored() {
    long stored = 0;
    for (String table :
        List.of(
            "inbound_feed",
            "inbound_event",
            "inbound_entity",
            "inbound_quarantine",
            "data_record")) {
      stored += street.count("SELECT COUNT(*) FROM " + table);
    }
    return stored;
  }
}
