package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.soap.internal.Harness.ITEM;
import static org.hutong.gateway.soap.internal.Harness.SUBJECT;
import static org.hutong.gateway.soap.internal.Harness.assertError;
import static org.hutong.gateway.soap.internal.Harness.assertFault;
import static org.hutong.gateway.soap.internal.Harness.at;
import static org.hutong.gateway.soap.internal.Harness.element;
import static org.hutong.gateway.soap.internal.Harness.envelope;
import static org.hutong.gateway.soap.internal.Harness.submit;
import static org.hutong.gateway.soap.internal.Harness.token;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.hutong.gateway.support.MemoryAuthenticator;
import org.hutong.gateway.support.Samples;
import org.hutong.problem.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class DoorTest {
  private static final String FAILED = "wsse:FailedAuthentication";
  private static final String PASSWORD = MemoryAuthenticator.PASSWORD;

  private Harness harness;

  @BeforeEach
  void start() throws Exception {
    harness = new Harness();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private static Settings with(int rate, int burst, int concurrency, int bodyBytes) {
    return new Settings(rate, burst, concurrency, bodyBytes, 16384, 64, 10, 16, null);
  }

  @Test
  void aWrongPasswordIsAFailedAuthentication() throws Exception {
    HttpResponse<String> response =
        harness.send(envelope(token("clerk", "wrong"), submit("k", ITEM + SUBJECT)));
    assertFault(response, 500, FAILED, Code.AUTHENTICATION_FAILED);
    assertThat(harness.services.casework.registered.get()).isZero();
  }

  @Test
  void theFaultCodeIsAQualifiedNameOfWsSecurity() throws Exception {
    String body = harness.send(envelope(token("clerk", "wrong"), "")).body();
    assertThat(body)
        .contains(
            "xmlns:wsse=\"http://docs.oasis-open.org/wss/2004/01/"
                + "oasis-200401-wss-wssecurity-secext-1.0.xsd\"")
        .contains("<faultcode>wsse:FailedAuthentication</faultcode>");
  }

  @Test
  void aMessageThatDoesNotSayWhoSendsItIsAFailedAuthentication() throws Exception {
    String body = submit("k", ITEM + SUBJECT);
    for (String header :
        new String[] {"", "<soap:Header/>", "<soap:Header> <a xmlns='urn:a'/> </soap:Header>"}) {
      assertFault(harness.send(envelope(header, body)), 500, FAILED, Code.AUTHENTICATION_FAILED);
    }
    assertThat(harness.services.authenticator.asked.get()).isZero();
  }

  @Test
  void aTokenThatIsAmbiguousOrNotInTextIsAFailedAuthentication() throws Exception {
    String good = token();
    String one =
        good.substring(good.indexOf("<wsse:UsernameToken>"), good.indexOf("</wsse:Security>"));
    String[] headers = {
      good.replace(one, one + one),
      good.replace("</soap:Header>", good.substring("<soap:Header>".length())),
      good.replace("#PasswordText", "#PasswordDigest"),
      good.replaceFirst("<wsse:Password .*</wsse:Password>", ""),
      good.replace("<wsse:Username>clerk", "<wsse:Username>"),
      good.replace("<wsse:Username>clerk", "<wsse:Username><b/>clerk"),
      good.replace("<wsse:Username>", "<wsse:Username>hub</wsse:Username><wsse:Username>"),
    };
    for (String header : headers) {
      assertThat(header).isNotEqualTo(good);
      assertFault(
          harness.send(envelope(header, element("GetSystems", ""))),
          500,
          FAILED,
          Code.AUTHENTICATION_FAILED);
    }
    assertThat(harness.services.authenticator.asked.get()).isZero();
  }

  private HttpResponse<String> getCaseFor(String account, String blocks) throws Exception {
    String header = token(account, PASSWORD).replace("</soap:Header>", blocks + "</soap:Header>");
    String number = "<number>" + Samples.NUMBER + "</number>";
    return harness.send(envelope(header, element("GetCase", number)));
  }

  private static String onBehalfOf(String unit) {
    return "<h:OnBehalfOf xmlns:h='urn:hutong:street:v1' soap:mustUnderstand='1'>"
        + unit
        + "</h:OnBehalfOf>";
  }

  @Test
  void theHubSaysForWhichUnitItActs() throws Exception {
    assertThat(getCaseFor("hub", "").statusCode()).isEqualTo(200);
    assertThat(harness.services.casework.caller.onBehalfOf()).isNull();
    assertThat(getCaseFor("hub", onBehalfOf(" 民政<![CDATA[科]]>")).statusCode()).isEqualTo(200);
    assertThat(harness.services.casework.caller.onBehalfOf()).isEqualTo("民政科");
  }

  @Test
  void nobodyElseActsForAUnitOfHisChoice() throws Exception {
    assertFault(getCaseFor("clerk", onBehalfOf("民政科")), Code.ROLE_REQUIRED);
  }

  @Test
  void aUnitThatIsNoNameIsRefusedOnceItsSenderIsKnown() throws Exception {
    for (String wrong :
        new String[] {
          onBehalfOf(""), onBehalfOf("<b/>民政科"), onBehalfOf("a").repeat(2), onBehalfOf("a\nb")
        }) {
      Document fault = assertFault(getCaseFor("hub", wrong), Code.INVALID_REQUEST);
      assertError(fault, 0, "OnBehalfOf", Code.FIELD_VALUE);
      assertFault(
          harness.send(envelope("<soap:Header>" + wrong + "</soap:Header>", "")),
          500,
          FAILED,
          Code.AUTHENTICATION_FAILED);
    }
  }

  @Test
  void aLockedAccountIsToldSo() throws Exception {
    assertFault(
        harness.send(envelope(token("locked", PASSWORD), "")), 500, FAILED, Code.ACCOUNT_LOCKED);
  }

  @Test
  void nonceCreatedAndTimestampAreAllowed() throws Exception {
    String wsu =
        " xmlns:wsu='http://docs.oasis-open.org/wss/2004/01/"
            + "oasis-200401-wss-wssecurity-utility-1.0.xsd'";
    String header =
        token()
            .replace(
                "<wsse:UsernameToken>",
                "<wsu:Timestamp"
                    + wsu
                    + "><wsu:Created>2016-01-01T00:00:00Z"
                    + "</wsu:Created></wsu:Timestamp><wsse:UsernameToken>")
            .replace("</wsse:UsernameToken>", "<wsse:Nonce>AAAA</wsse:Nonce></wsse:UsernameToken>");
    assertThat(harness.send(envelope(header, element("GetSystems", ""))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void theBodyIsNotEvenReadBeforeItsSenderIsKnown() throws Exception {
    String begin =
        "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'>"
            + token("clerk", "wrong")
            + "<soap:Body><never closed <<<&";
    // The message never ends: only who does not wait for it can answer.
    try (Socket socket = new Socket("127.0.0.1", harness.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      byte[] bytes = begin.getBytes(StandardCharsets.UTF_8);
      out.write(
          ("POST /soap/v1/street HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: "
                  + (bytes.length + 100_000)
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      while (answer.indexOf("</soap:Envelope>") < 0) {
        answer.append((char) in.read());
      }
      assertThat(answer).startsWith("HTTP/1.1 500").contains("AUTHENTICATION_FAILED");
    }
  }

  @Test
  void brokenXmlInTheBodyOfAStrangerIsNotLookedAt() throws Exception {
    HttpResponse<String> response =
        harness.send(envelope(token("clerk", "wrong"), "<a><b></a>&unknown;"));
    assertFault(response, 500, FAILED, Code.AUTHENTICATION_FAILED);
    assertFault(harness.call("GetSystems", "<a><b></a>"), Code.MALFORMED_REQUEST);
  }

  @Test
  void onlyXmlInUtf8OrUtf16IsTaken() throws Exception {
    String good = envelope(token(), element("GetSystems", ""));
    for (String type :
        new String[] {"application/json", "application/soap+xml", "text/xml;charset=gbk"}) {
      HttpResponse<String> response =
          harness.client.send(
              harness.request(good).setHeader("Content-Type", type).build(),
              BodyHandlers.ofString());
      assertFault(response, 415, "soap:Client", Code.UNSUPPORTED_MEDIA_TYPE);
    }
    HttpResponse<String> utf16 =
        harness.client.send(
            harness
                .request("")
                .setHeader("Content-Type", "text/xml; charset=\"UTF-16\"; action=x")
                .POST(BodyPublishers.ofString(good, StandardCharsets.UTF_16))
                .build(),
            BodyHandlers.ofString());
    assertThat(utf16.statusCode()).as(utf16.body()).isEqualTo(200);
  }

  @Test
  void onlyXmlOfVersion10IsTaken() throws Exception {
    String good = envelope(token(), element("GetSystems", ""));
    assertThat(harness.send("<?xml version='1.0'?>" + good).statusCode()).isEqualTo(200);
    assertFault(harness.send("<?xml version='1.1'?>" + good), Code.MALFORMED_REQUEST);
  }

  @Test
  void onlyPostCallsAnOperation() throws Exception {
    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      HttpResponse<String> response =
          harness.client.send(
              harness.request("").method(method, BodyPublishers.noBody()).build(),
              BodyHandlers.ofString());
      assertFault(response, 405, "soap:Client", Code.METHOD_NOT_ALLOWED);
    }
    assertFault(harness.call("DropEverything", ""), Code.NOT_FOUND_HERE);
  }

  @Test
  void nothingElseIsServedAndNothingIsListed() throws Exception {
    for (String path : new String[] {"/soap", "/soap/", "/soap/services", "/soap/v1/street/x"}) {
      HttpResponse<String> response =
          harness.client.send(
              harness.request("").uri(harness.uri(path)).GET().build(), BodyHandlers.ofString());
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  void tooManyRequestsOfOneAccountAreToldWhenToComeBack() throws Exception {
    harness.settings = with(1, 2, 128, 1 << 20);
    harness.answer("GetSystems", "");
    harness.answer("GetSystems", "");
    HttpResponse<String> third = harness.call("GetSystems", "");
    Document fault = assertFault(third, 429, "soap:Client", Code.TOO_MANY_REQUESTS);
    assertThat(third.headers().firstValue("Retry-After")).contains("1");
    assertThat(at(fault, "//problem/retryAfterSeconds")).isEqualTo("1");
    assertThat(
            harness.send(envelope(token("hub", PASSWORD), element("GetSystems", ""))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void requestsBeyondThePlacesAreToldToComeLater() throws Exception {
    harness.settings = with(2000, 4000, 1, 1 << 20);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    harness.services.casework.during =
        () -> {
          inside.countDown();
          await(leave);
        };
    AtomicReference<HttpResponse<String>> first = new AtomicReference<>();
    var pending =
        harness
            .client
            .sendAsync(
                harness.request(envelope(token(), submit("k", ITEM + SUBJECT))).build(),
                BodyHandlers.ofString())
            .thenAccept(first::set);
    await(inside);
    HttpResponse<String> second = harness.call("GetSystems", "");
    assertFault(second, 503, "soap:Server", Code.OVERLOADED_TRY_LATER);
    assertThat(second.headers().firstValue("Retry-After")).contains("1");
    leave.countDown();
    pending.get(10, TimeUnit.SECONDS);
    assertThat(first.get().statusCode()).isEqualTo(200);
    // The place is given back a moment after the answer has gone.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    HttpResponse<String> third;
    do {
      third = harness.call("GetSystems", "");
    } while (third.statusCode() == 503 && System.nanoTime() < until);
    assertThat(third.statusCode()).isEqualTo(200);
  }

  @Test
  void aServiceThatIsAwayIsToldSo() throws Exception {
    harness.services.away = true;
    HttpResponse<String> response = harness.send(envelope(token(), submit("k", ITEM)));
    Document fault = assertFault(response, 503, "soap:Server", Code.STORE_UNAVAILABLE);
    assertThat(at(fault, "//problem/retryAfterSeconds")).isEqualTo("2");
    assertThat(response.headers().firstValue("Retry-After")).contains("2");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void aLongPollWaitsForAChangeAndWithoutAPlaceAnswersAtOnce() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting = poll();
    harness.settings = new Settings(2000, 4000, 128, 1 << 20, 16384, 64, 10, 0, null);
    Document empty = harness.answer("GetChanges", "<wait>30</wait>");
    assertThat(at(empty, "//GetChangesResponse/next")).isEqualTo("e1-0");
    harness.services.changes.add();
    Document page = Harness.xml(waiting.get(10, TimeUnit.SECONDS).body());
    assertThat(at(page, "//items/change/what")).isEqualTo("registered");
    assertThat(at(page, "//GetChangesResponse/more")).isEqualTo("false");
  }

  /** A poll that waits in the feed by now. */
  private CompletableFuture<HttpResponse<String>> poll() {
    CompletableFuture<HttpResponse<String>> waiting =
        harness.client.sendAsync(
            harness
                .request(envelope(token(), element("GetChanges", "<wait>30</wait>")))
                .timeout(Duration.ofSeconds(20))
                .build(),
            BodyHandlers.ofString());
    long until = System.nanoTime() + 10_000_000_000L;
    while (harness.services.changes.waiting() == 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return waiting;
  }

  @Test
  void whoWaitsIsCalledBackAtTheEndAndNobodyNewIsLetIn() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting = poll();
    harness.places.close();
    assertThat(harness.gate.close(Duration.ofSeconds(10))).isTrue();
    assertFault(waiting.get(10, TimeUnit.SECONDS), 503, "soap:Server", Code.OVERLOADED_TRY_LATER);
    assertFault(harness.call("GetSystems", ""), 503, "soap:Server", Code.OVERLOADED_TRY_LATER);
  }

  @Test
  void aMessageInAnotherCodingIsNotTaken() throws Exception {
    HttpResponse<String> response =
        harness.client.send(
            harness.request("x").header("Content-Encoding", "gzip").build(),
            BodyHandlers.ofString());
    assertFault(response, 415, "soap:Client", Code.UNSUPPORTED_MEDIA_TYPE);
  }
}
