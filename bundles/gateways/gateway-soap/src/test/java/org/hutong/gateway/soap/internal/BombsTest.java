package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.soap.internal.Harness.assertFault;
import static org.hutong.gateway.soap.internal.Harness.element;
import static org.hutong.gateway.soap.internal.Harness.envelope;
import static org.hutong.gateway.soap.internal.Harness.submit;
import static org.hutong.gateway.soap.internal.Harness.token;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.hutong.problem.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages made to hurt a parser. */
class BombsTest {
  private Harness harness;

  @BeforeEach
  void start() throws Exception {
    harness = new Harness();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>",
        "<?php echo 1 ?>"
      })
  void documentTypesAndInstructionsAreMalformed(String prolog) throws Exception {
    String good = envelope(token(), element("GetSystems", ""));
    assertFault(harness.send(prolog + good), Code.MALFORMED_REQUEST);
    assertThat(harness.services.authenticator.asked.get()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"&x;", "&lol;", "&#0;", "&#xD800;", "<?pi?>", "\u0001", "<![CDATA["})
  void entitiesAndWhatXmlForbidsAreMalformedInTheBodyToo(String text) throws Exception {
    assertFault(harness.call("GetCase", "<number>" + text + "</number>"), Code.MALFORMED_REQUEST);
    assertFault(
        harness.send(envelope("<soap:Header>" + text + "</soap:Header>", "")),
        Code.MALFORMED_REQUEST);
  }

  @Test
  void whatFollowsTheBodyIsMalformed() throws Exception {
    String good = envelope(token(), element("GetSystems", ""));
    assertFault(
        harness.send(envelope(token(), element("GetSystems", "") + element("GetSystems", ""))),
        Code.MALFORMED_REQUEST);
    assertFault(
        harness.send(good.replace("</soap:Body>", "</soap:Body><x/>")), Code.MALFORMED_REQUEST);
    assertFault(harness.send(good + "<x/>"), Code.MALFORMED_REQUEST);
    assertFault(harness.send(good.replace("</soap:Envelope>", "")), Code.MALFORMED_REQUEST);
    assertFault(harness.send(envelope(token(), "")), Code.MALFORMED_REQUEST);
    assertFault(harness.send(""), Code.MALFORMED_REQUEST);
  }

  @Test
  void aHeaderBeyondItsBoundsIsRefusedBeforeAnybodyIsAsked() throws Exception {
    String many =
        token().replace("<soap:Header>", "<soap:Header>" + "<a xmlns='urn:a'/>".repeat(80));
    String deep =
        token()
            .replace(
                "<soap:Header>",
                "<soap:Header>" + "<a xmlns='urn:a'>".repeat(20) + "</a>".repeat(20));
    String large =
        token()
            .replace(
                "<soap:Header>", "<soap:Header><a xmlns='urn:a'>" + "x".repeat(40_000) + "</a>");
    assertFault(harness.send(envelope(many, "")), Code.MALFORMED_REQUEST);
    assertFault(harness.send(envelope(deep, "")), Code.MALFORMED_REQUEST);
    assertFault(harness.send(envelope(large, "")), 413, "soap:Client", Code.BODY_TOO_LARGE);
    assertThat(harness.services.authenticator.asked.get()).isZero();
  }

  @Test
  void aMessageBeyondTheLimitIsTooLarge() throws Exception {
    String large = envelope(token(), submit("k", "<note>" + "x".repeat(2 << 20) + "</note>"));
    assertFault(harness.send(large), 413, "soap:Client", Code.BODY_TOO_LARGE);
    // The same without a length beforehand.
    byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> chunked =
        harness.client.send(
            harness
                .request("")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes)))
                .build(),
            BodyHandlers.ofString());
    assertFault(chunked, 413, "soap:Client", Code.BODY_TOO_LARGE);
    assertThat(harness.services.casework.registered.get()).isZero();
  }

  @Test
  void aBombOfElementsOrDepthIsMalformed() throws Exception {
    assertFault(
        harness.send(envelope(token(), submit("k", "<a>".repeat(50_000)))), Code.MALFORMED_REQUEST);
    assertFault(
        harness.send(envelope(token(), submit("k", "<a/>".repeat(60_000)))),
        Code.MALFORMED_REQUEST);
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      attributes.append(" a").append(i).append("=''");
    }
    assertFault(
        harness.send(envelope(token(), submit("k", "<note" + attributes + "/>"))),
        Code.MALFORMED_REQUEST);
  }

  @Test
  void aHeaderThatMustBeUnderstoodAndIsNotIsSaidSo() throws Exception {
    String header =
        token().replace("<soap:Header>", "<soap:Header><a xmlns='urn:a' soap:mustUnderstand='1'/>");
    assertFault(
        harness.send(envelope(header, element("GetSystems", ""))),
        500,
        "soap:MustUnderstand",
        Code.INVALID_REQUEST);
  }

  @Test
  void anotherSoapVersionIsSaidSo() throws Exception {
    String newer =
        envelope(token(), "")
            .replace(
                "http://schemas.xmlsoap.org/soap/envelope/",
                "http://www.w3.org/2003/05/soap-envelope");
    assertFault(harness.send(newer), 500, "soap:VersionMismatch", Code.MALFORMED_REQUEST);
    assertFault(harness.send("<a/>"), Code.MALFORMED_REQUEST);
  }
}
