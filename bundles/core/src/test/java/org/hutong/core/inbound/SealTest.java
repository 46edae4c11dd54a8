package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hutong.core.systems.WebhookRules;
import org.hutong.core.systems.WebhookRules.Encoding;
import org.hutong.core.systems.WebhookRules.Hash;
import org.hutong.core.systems.WebhookRules.Time;
import org.junit.jupiter.api.Test;

/** Beside what {@code openssl dgst -sm3 -hmac} and {@code -sha256 -hmac} give. */
class SealTest {
  private static final byte[] BODY = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
  private static final String SM3 =
      "de5dc6d71536a7f117fde88bf8a4ff67409da02cd8d233b528dd9330bc002cb7";

  private static boolean fits(
      Hash hash, String content, Encoding encoding, String time, String sign, byte[] body) {
    WebhookRules rules =
        new WebhookRules(
            hash,
            "key",
            content,
            encoding,
            "X-Sign",
            "X-Time",
            Time.MILLIS,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            "event",
            null);
    return new Seal(rules, InboundStreet.KEY).fits(time, sign, body);
  }

  private static boolean sm3(String time, String sign, byte[] body) {
    return fits(Hash.HMAC_SM3, "{time}\n{body}", Encoding.HEX, time, sign, body);
  }

  @Test
  void whatOpensslSignedFits() {
    assertThat(sm3("1767578400000", SM3, BODY)).isTrue();
    assertThat(sm3("1767578400000", SM3.toUpperCase(java.util.Locale.ROOT), BODY)).isTrue();
    assertThat(
            fits(
                Hash.HMAC_SM3,
                "t={time}&h={bodyHash}",
                Encoding.BASE64,
                "1767578400",
                "+YekAYnDdwO3AsNe+PEvzp1Fhvh2oLDnMRj6IHz/8wI=",
                BODY))
        .isTrue();
    assertThat(
            fits(
                Hash.HMAC_SHA256,
                "{time}\n{body}",
                Encoding.HEX,
                "1767578400000",
                "bb2f94fb484adcef7683a60a8b3fb14a1e29db21ab48ada209feb29d9b4b5f25",
                BODY))
        .isTrue();
    assertThat(
            fits(
                Hash.HMAC_SHA256,
                "{bodyHash}:{time}",
                Encoding.BASE64,
                "1767578400",
                "XK4RHuKkbMPVWIRxz/S+FRxil7QgyOBsF9Y+0LwzAd8=",
                BODY))
        .isTrue();
  }

  @Test
  void nothingElseDoes() {
    byte[] other = "{\"id\":2}".getBytes(StandardCharsets.UTF_8);
    assertThat(sm3("1767578400000", SM3, other)).isFalse();
    assertThat(sm3("1767578400001", SM3, BODY)).isFalse();
    assertThat(sm3("1767578400000", SM3.substring(2), BODY)).isFalse();
    assertThat(sm3("1767578400000", "", BODY)).isFalse();
    assertThat(sm3("1767578400000", "密".repeat(64), BODY)).isFalse();
    assertThat(sm3("1767578400000", "0".repeat(4_000), BODY)).isFalse();
    assertThat(sm3("", SM3, BODY)).isFalse();
  }
}
