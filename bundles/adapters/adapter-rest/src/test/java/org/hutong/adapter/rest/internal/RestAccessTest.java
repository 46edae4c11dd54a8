package org.hutong.adapter.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.rest.internal.FakeHub.Reply;
import org.hutong.adapter.rest.internal.FakeHub.Request;
import org.hutong.adapter.support.http.HttpLink;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens by OAuth2 client credentials, and signed requests. */
class RestAccessTest {
  private static final String SECRET = "s/e:cret 5f0c";
  private static final DeliveryKey KEY = new DeliveryKey("c-1", 1, "sut", Operation.CREATE);

  private final AtomicInteger tokens = new AtomicInteger();
  private final ByHand clock = new ByHand();
  private volatile String good = "";
  private volatile int tokenStatus = 200;
  private FakeHub hub;
  private RestAdapter adapter;

  private static final class ByHand extends Clock {
    private volatile Instant now = Instant.parse("2026-01-05T02:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void start() throws Exception {
    hub = new FakeHub();
    hub.behaves(this::serve);
    Map<String, Object> settings = Samples.settings(hub.port());
    settings.put("auth", "oauth2");
    settings.put(
        "oauth2",
        Map.of(
            "tokenUrl", "http://127.0.0.1:" + hub.port() + "/oauth/token",
            "clientId", "hutong",
            "scope", "requests"));
    adapter = adapter(settings, Map.of("clientSecret", SECRET));
  }

  private RestAdapter adapter(Map<String, Object> settings, Map<String, String> secrets)
      throws InvalidConfig {
    RestSettings read = RestSettings.read(new SystemConfig("sut", settings, secrets, Path.of(".")));
    return new RestAdapter(read, new HttpLink(read.http(), "test", "hutong-rest-sut"), clock);
  }

  @AfterEach
  void stop() {
    adapter.close();
    hub.close();
  }

  private Reply serve(Request request) {
    if (request.target().equals("/oauth/token")) {
      good = "t" + tokens.incrementAndGet();
      return Reply.json(
          tokenStatus,
          tokenStatus == 200
              ? "{\"access_token\": \""
                  + good
                  + "\", \"token_type\": \"Bearer\", \"expires_in\": 600}"
              : "{\"error\": \"invalid_client\"}");
    }
    return ("Bearer " + good).equals(request.headers().getFirst("Authorization"))
        ? hub.asAHub(request)
        : Reply.json(401, "{}");
  }

  private Outcome deliver() throws Exception {
    return adapter.deliver(Samples.document("c-1", Operation.CREATE), TestContext.unmapped());
  }

  @Test
  void aTokenIsFetchedOnceAndGoesWithEveryRequest() throws Exception {
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);

    assertThat(tokens).hasValue(1);
    Request asked = hub.requests().get(0);
    assertThat(asked.body()).isEqualTo("grant_type=client_credentials&scope=requests");
    assertThat(asked.headers().getFirst("Authorization"))
        .as("id and secret form-encoded, as RFC 6749 says")
        .isEqualTo(
            "Basic "
                + java.util.Base64.getEncoder()
                    .encodeToString("hutong:s%2Fe%3Acret+5f0c".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTokenThatIsRefusedIsRenewedByTheNextSendAndNothingIsSentTwice() throws Exception {
    deliver();
    int before = hub.requests().size();
    good = "revoked";
    clock.now = clock.now.plusSeconds(60);

    assertThat(deliver()).isInstanceOf(Outcome.RetryLater.class);
    assertThat(hub.requests()).hasSize(before + 1);
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(tokens).hasValue(2);
  }

  @Test
  void aQuestionIsAskedAgainAtOnceWithANewToken() throws Exception {
    deliver();
    good = "revoked";
    clock.now = clock.now.plusSeconds(60);

    DeliveryKey sent = Samples.document("c-1", Operation.CREATE).key();
    assertThat(adapter.lookUp(sent, TestContext.unmapped())).isInstanceOf(LookUp.Found.class);
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() throws Exception {
    deliver();
    clock.now = clock.now.plusSeconds(575);

    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(tokens).hasValue(2);
  }

  @Test
  void aTokenServerThatRefusesUsIsLeftAloneForAMinute() throws Exception {
    tokenStatus = 401;

    assertThatThrownBy(this::deliver).isInstanceOf(NotSent.class).hasMessageContaining("401");
    assertThatThrownBy(this::deliver).isInstanceOf(NotSent.class);
    assertThat(hub.requests()).hasSize(1);
    assertThat(adapter.health().up()).as("health is about the port").isTrue();

    tokenStatus = 200;
    clock.now = clock.now.plus(Duration.ofSeconds(61));
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aTokenThatIsRefusedAsSoonAsItWasMadeIsNotFetchedOverAndOver() throws Exception {
    hub.behaves(
        request ->
            request.target().equals("/oauth/token") ? serve(request) : Reply.json(401, "{}"));

    assertThat(deliver())
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.notBefore()).isGreaterThan(Duration.ofMinutes(1)));
  }

  private RestAdapter signing(String algorithm) throws InvalidConfig {
    return signing(Map.of("algorithm", algorithm, "appId", "djl"));
  }

  private RestAdapter signing(Map<String, Object> signature) throws InvalidConfig {
    Map<String, Object> settings = new HashMap<>(Samples.settings(hub.port()));
    settings.put("auth", "hmac");
    settings.put("signature", signature);
    return adapter(settings, Map.of("signKey", "a-made-up-key"));
  }

  private static Signature signature(Signature.Hash hash) {
    return new Signature(
        new Signature.Form(
            hash,
            "djl",
            Signature.Time.MILLIS,
            false,
            "{appId}|{time}|{nonce}|{bodyHash}",
            new Signature.Names("X-App-Id", "X-Time", "X-Nonce", "X-Sign")),
        "a-made-up-key".getBytes(StandardCharsets.UTF_8),
        Clock.systemUTC());
  }

  /** What {@code printf abc | openssl dgst -sm3 -hmac a-made-up-key} says, and with -sha256. */
  @Test
  void anHmacIsTheOneThatOpensslMakes() {
    assertThat(signature(Signature.Hash.SM3).sign("abc"))
        .isEqualTo("dd8de73e7ff381aff3eb19ba1e41274ff912545587f67bc0d11a876e314be069");
    assertThat(signature(Signature.Hash.SHA_256).sign("abc"))
        .isEqualTo("a958d087a7963fce890144ff075fe87952e814f0706bc17c039857618b5da692");
  }

  @Test
  void theBodysHashIsSignedAndANonceIsUsedOnce() {
    Signature signature = signature(Signature.Hash.SM3);
    byte[] body = "abc".getBytes(StandardCharsets.UTF_8);
    URI uri = URI.create("http://127.0.0.1/api?x=1");

    Map<String, String> one = signature.headers("POST", uri, body, Duration.ofSeconds(1));
    Map<String, String> other = signature.headers("POST", uri, body, Duration.ofSeconds(1));

    // SM3 of "abc", GB/T 32905-2016 annex A.1
    String hash = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    assertThat(one.get("X-Sign"))
        .isEqualTo(
            signature.sign("djl|" + one.get("X-Time") + "|" + one.get("X-Nonce") + "|" + hash));
    assertThat(one.get("X-Nonce")).isNotEqualTo(other.get("X-Nonce"));
  }

  @Test
  void everyRequestIsSignedLookUpsToo() throws Exception {
    hub.behaves(hub::asAHub);
    try (RestAdapter signed = signing("SM3")) {
      signed.deliver(Samples.document("c-1", Operation.CREATE), TestContext.unmapped());
      signed.lookUp(KEY, TestContext.unmapped());
    }
    assertThat(hub.requests())
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.headers().getFirst("X-App-Id")).isEqualTo("djl");
              assertThat(request.headers().getFirst("X-Sign")).matches("[0-9a-f]{64}");
            });
  }

  @Test
  void aPlaceThatIsNotKnownIsRefusedWhenTheFileIsReadPartOfANameToo() {
    for (String content : new String[] {"{time}{nonce}{Id}", "{time}{nonce}{body}", "{nonce}"}) {
      assertThatThrownBy(
              () -> signing(Map.of("algorithm", "SM3", "appId", "djl", "content", content)))
          .isInstanceOf(InvalidConfig.class)
          .hasMessageContaining("bodyHash");
    }
  }

  @Test
  void aHashThatIsNotKnownIsRefusedWhenTheFileIsRead() {
    assertThatThrownBy(() -> signing("MD5"))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("SM3");
  }
}
