package org.hutong.itests.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.hutong.itests.parity.InputStreet.Stored;
import org.hutong.itests.parity.Verdict.Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who claims to be another, to know the latest, or to be a document that includes others. */
abstract class BadClaims {
  private static final String PATCH = "application/merge-patch+json";

  private final InputStreet street;
  private final Marked marked;
  private final Wire clerk;
  private Stored before;

  BadClaims(InputStreet street) {
    this.street = street;
    this.marked = street.marked();
    this.clerk = street.wire("clerk");
  }

  @BeforeEach
  void look() throws Exception {
    before = street.settled();
  }

  private void nothingWasStoredAndNothingSent() throws Exception {
    assertThat(street.changes(before.cursor())).containsExactly(before.cursor());
    assertThat(street.stored()).isEqualTo(before);
  }

  @AfterEach
  void settle() throws Exception {
    street.settled();
  }

  /** A case in its first version, with nothing under way. */
  private String enterOne(ObjectNode body, String key) throws Exception {
    Wire.Reply reply =
        clerk.write("POST", "/cases", Map.of("Idempotency-Key", key), Wire.utf8(body.toString()));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    before = street.settled();
    return Canonical.json(reply.text()).path("number").asText();
  }

  @Test
  void aWrongPasswordIsRefusedBeforeTheBodyIsLookedAt() throws Exception {
    Wire wrong = street.wire("it").withPassword("not-the-password-93847");
    Verdict rest = Told.rest(wrong.enter("{ not json"), 401);
    Verdict soap =
        Told.soap(
            wrong.soap(Wire.utf8(SoapText.envelope(wrong.securityHeader(), "<a><b></a>"))), 500);
    Told.alike(rest, soap, "AUTHENTICATION_FAILED", "用户名、密码或令牌不正确");
    assertThat(wrong.enter("{}").headers().firstValue("WWW-Authenticate")).isPresent();
    nothingWasStoredAndNothingSent();
  }

  @Test
  void nobodyIsLetInWithoutAPassword() throws Exception {
    Wire nobody = street.stranger();
    Wire.Reply rest = nobody.enter(marked.tempAid().toString());
    assertThat(Told.rest(rest, 401).code()).isEqualTo("AUTHENTICATION_REQUIRED");
    assertThat(rest.headers().firstValue("WWW-Authenticate")).isPresent();
    String submit = SoapText.submit(marked.tempAid(), UUID.randomUUID().toString());
    for (String header : new String[] {"", SoapText.security("it", "")}) {
      Wire.Reply soap = nobody.soap(Wire.utf8(SoapText.envelope(header, submit)));
      assertThat(Told.soap(soap, 500).code()).isEqualTo("AUTHENTICATION_FAILED");
      assertThat(soap.text()).contains("wsse:FailedAuthentication");
    }
    nothingWasStoredAndNothingSent();
  }

  @Test
  void anAccountWithoutTheRightIsToldSo() throws Exception {
    ObjectNode body = marked.tempAid();
    Wire it = street.wire("it");
    Verdict rest = Told.rest(it.enter(body.toString()), 403);
    Verdict soap = Told.soap(it.call(SoapText.submit(body, UUID.randomUUID().toString())), 500);
    Told.alike(rest, soap, "ROLE_REQUIRED", "当前账户没有此项权限");
    nothingWasStoredAndNothingSent();
  }

  @Test
  void aChangeOfACaseNeedsTheVersionItWasReadIn() throws Exception {
    String number = enterOne(marked.tempAid(), UUID.randomUUID().toString());
    Verdict rest = Told.rest(correct(number, "\"99\""), 412);
    Verdict soap = Told.soap(clerk.call(correction(number, "99")), 500);
    Told.alike(rest, soap, "CASE_STALE", "办件已被他人修改，请重新读取");
    rest = Told.rest(correct(number, ""), 428);
    soap = Told.soap(clerk.call(correction(number, "")), 500);
    Told.alike(rest, soap, "PRECONDITION_MISSING", "修改办件必须带 If-Match");
    for (String etag : new String[] {"*", "W/\"1\"", "1", "\"1\", \"2\"", "\"一\""}) {
      Wire.Reply reply = clerk.write("PATCH", "/cases/" + number, matching(etag), Wire.utf8("{}"));
      assertThat(Told.rest(reply, 400).code()).as(etag).isEqualTo("INVALID_REQUEST");
    }
    assertThat(Told.soap(clerk.call(correction(number, "\"1\"")), 500).code())
        .isEqualTo("INVALID_REQUEST");
    nothingWasStoredAndNothingSent();
  }

  private Wire.Reply correct(String number, String etag) throws Exception {
    byte[] patch = Wire.utf8("{\"note\":\"" + Marked.IN_STORIES + "\"}");
    return clerk.write("PATCH", "/cases/" + number, matching(etag), patch);
  }

  private static Map<String, String> matching(String etag) {
    // Header values are ASCII for this client; the others are tried as they are.
    String ascii = etag.replace("一", "one");
    return Map.of("Content-Type", PATCH, "If-Match", ascii);
  }

  private static String correction(String number, String version) {
    StringBuilder fields = new StringBuilder();
    SoapText.fields(fields, patchOfNote());
    String patch = "<patch>" + fields + "</patch>";
    return SoapText.correct(number, version, UUID.randomUUID().toString(), patch);
  }

  private static JsonNode patchOfNote() {
    return JsonNodeFactory.instance.objectNode().put("note", Marked.IN_STORIES);
  }

  @Test
  void aKeyServesOneBodyAndGivesItsFirstAnswerAtBothDoors() throws Exception {
    ObjectNode body = marked.tempAid();
    String key = "once-" + marked.idNumber();
    String number = enterOne(body, key);
    Wire.Reply again =
        clerk.write("POST", "/cases", Map.of("Idempotency-Key", key), Wire.utf8(body.toString()));
    assertThat(again.status()).isEqualTo(201);
    assertThat(Canonical.map(Canonical.ofRest(again))).containsEntry("number", number);
    Wire.Reply other = clerk.call(SoapText.submit(body, key));
    assertThat(other.status()).as(other.text()).isEqualTo(200);
    assertThat(Canonical.ofSoap(other)).isEqualTo(Canonical.ofRest(again));
    ObjectNode different = body.deepCopy().put("note", "改");
    Verdict rest =
        Told.rest(
            clerk.write(
                "POST", "/cases", Map.of("Idempotency-Key", key), Wire.utf8(different.toString())),
            409);
    Verdict soap = Told.soap(clerk.call(SoapText.submit(different, key)), 500);
    Told.alike(rest, soap, "IDEMPOTENCY_KEY_REUSED", "同一 Idempotency-Key 已用于不同内容");
    nothingWasStoredAndNothingSent();
  }

  @Test
  void aWriteWithoutAKeyIsRefused() throws Exception {
    ObjectNode body = marked.tempAid();
    Wire.Reply rest =
        clerk.write("POST", "/cases", Map.of("Idempotency-Key", ""), Wire.utf8(body.toString()));
    String sentence = "写入请求必须带 Idempotency-Key";
    assertThat(Told.rest(rest, 400).code()).isEqualTo("IDEMPOTENCY_KEY_REQUIRED");
    assertThat(Told.rest(rest, 400).message()).isEqualTo(sentence);
    String submit = SoapText.operation("SubmitCase", SoapText.struct("case", body));
    Verdict soap = Told.soap(clerk.call(submit), 500);
    assertThat(soap.code()).isEqualTo("IDEMPOTENCY_KEY_REQUIRED");
    assertThat(soap.message()).isEqualTo(sentence);
    assertThat(soap.errors())
        .containsExactly(new Error("/idempotencyKey", "IDEMPOTENCY_KEY_REQUIRED", sentence));
    nothingWasStoredAndNothingSent();
  }

  @Test
  void documentTypesAndEntitiesAreRefusedAndNothingIsFetched() throws Exception {
    try (Listener listener = new Listener()) {
      String submit =
          SoapText.submit(marked.tempAid(), UUID.randomUUID().toString())
              .replace("<note></note>", "<note>&e;</note>");
      assertThat(submit).contains("&e;");
      String whole = SoapText.envelope(clerk.securityHeader(), submit);
      String laughs = "<!ENTITY a0 \"哈\">";
      for (int i = 1; i < 12; i++) {
        laughs += "<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">";
      }
      for (String subset :
          new String[] {
            laughs + "<!ENTITY e \"&a11;\">",
            "<!ENTITY e \"" + "哈".repeat(2_000) + "\">",
            "<!ENTITY e \"一\">",
            "<!ENTITY e SYSTEM \"file:///etc/passwd\">",
            "<!ENTITY e SYSTEM \"" + listener.url() + "\">",
            "<!ENTITY % p SYSTEM \"" + listener.url() + "\">%p;<!ENTITY e \"一\">",
            "<!ENTITY e \"&e;\">",
          }) {
        refused("<!DOCTYPE s:Envelope [" + subset + "]>" + whole);
        refused(whole.replace("<s:Body>", "<!DOCTYPE x [" + subset + "]><s:Body>"));
      }
      refused("<!DOCTYPE s:Envelope SYSTEM \"" + listener.url() + "\">" + whole);
      refused("<?xml version=\"1.0\"?><?xml-stylesheet href=\"" + listener.url() + "\"?>" + whole);
      String include =
          "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\""
              + listener.url()
              + "\"/>";
      Wire.Reply included = clerk.soap(Wire.utf8(whole.replace("&e;", include)));
      assertThat(Told.soap(included, 500).code()).isIn("INVALID_REQUEST", "MALFORMED_REQUEST");
      String hinted =
          whole
              .replace(
                  "<case>",
                  "<case xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\""
                      + " x:schemaLocation=\"urn:hutong:street:v1 "
                      + listener.url()
                      + "\" x:type=\"x:any\">")
              .replace("&e;", "&nosuch;");
      refused(hinted);
      assertThat(listener.visits()).isZero();
    }
    nothingWasStoredAndNothingSent();
  }

  private void refused(String message) throws Exception {
    long begin = System.nanoTime();
    Verdict said = Told.soap(clerk.soap(Wire.utf8(message)), 500);
    assertThat(said.code()).isEqualTo("MALFORMED_REQUEST");
    assertThat(said.message()).isEqualTo("请求内容格式不正确，无法解析");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  /** Counts who comes. */
  private static final class Listener implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final AtomicInteger visits = new AtomicInteger();
    private final Thread thread = new Thread(this::count, "who-comes");

    Listener() throws IOException {
      thread.setDaemon(true);
      thread.start();
    }

    private void count() {
      while (!socket.isClosed()) {
        try {
          socket.accept().close();
          visits.incrementAndGet();
        } catch (IOException e) {
          return; // closed
        }
      }
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/evil.dtd";
    }

    int visits() {
      return visits.get();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
