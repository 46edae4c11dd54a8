package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.soap.internal.Harness.ITEM;
import static org.hutong.gateway.soap.internal.Harness.SUBJECT;
import static org.hutong.gateway.soap.internal.Harness.assertFault;
import static org.hutong.gateway.soap.internal.Harness.at;
import static org.hutong.gateway.soap.internal.Harness.envelope;
import static org.hutong.gateway.soap.internal.Harness.submit;
import static org.hutong.gateway.soap.internal.Harness.token;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hutong.gateway.support.MemoryAuthenticator;
import org.hutong.gateway.support.Samples;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Kind;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SeamTest {
  private static final String SECRET = "110102198001011239";

  private static final Path LOG = Path.of("target/test.log");

  private Harness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new Harness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private HttpResponse<String> enter(String key) throws Exception {
    return harness.send(envelope(token(), submit(key, ITEM + SUBJECT)));
  }

  @Test
  void aFaultNobodyExpectedIsLoggedOnceWithoutAWordOfIt() throws Exception {
    long before = Files.size(LOG);
    harness.services.casework.fault =
        new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
    HttpResponse<String> answer = enter("k");

    Document fault = assertFault(answer, 500, "soap:Server", Code.INTERNAL_ERROR);
    String incident = at(fault, "//problem/incident");
    assertThat(incident).matches("[0-9a-f]{8}");
    assertThat(answer.body()).doesNotContain(SECRET);
    assertThat(loggedSince(before))
        .containsOnlyOnce("Incident " + incident + " in SOAP SubmitCase")
        .contains("IllegalStateException", "Caused by: java.lang.IllegalArgumentException")
        .doesNotContain(SECRET);
  }

  @Test
  void aFaultWhoseWordsXmlCannotCarryIsAFaultAllTheSame() throws Exception {
    for (String word : new String[] {"x\u0000y", "x\ud800", "x\ud800y"}) {
      harness.services.casework.fault =
          Refused.fields(
              Code.INVALID_REQUEST,
              "请求有误" + word,
              List.of(new FieldError("/" + word, Code.FIELD_VALUE, word)));
      HttpResponse<String> answer = enter("k");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(at(Harness.xml(answer.body()), "//Fault/faultcode")).startsWith("soap:");
    }
  }

  @Test
  void everyCodeHasItsFault() throws Exception {
    for (Code code : Code.values()) {
      harness.services.casework.fault = Refused.because(code);
      Kind kind = code.kind();
      String faultCode =
          switch (kind) {
            case UNAUTHENTICATED -> "wsse:FailedAuthentication";
            case INTERNAL, OVERLOADED -> "soap:Server";
            default -> "soap:Client";
          };
      int status =
          switch (kind) {
            case TOO_LARGE, TOO_MANY, OVERLOADED, UNSUPPORTED_MEDIA -> kind.status();
            default -> code == Code.METHOD_NOT_ALLOWED ? 405 : 500;
          };
      HttpResponse<String> answer = enter("k-" + code);
      assertFault(answer, status, faultCode, code);
      assertThat(answer.headers().firstValue("Retry-After").isPresent())
          .as(code.name())
          .isEqualTo(status == 429 || status == 503);
    }
  }

  @Test
  void cxfLogsNothingOfAMessageAtItsFinestLevel() throws Exception {
    long before = Files.size(LOG);
    assertThat(enter("k-1").statusCode()).isEqualTo(200);
    harness.services.casework.fault = new IllegalStateException(SECRET);
    assertThat(enter("k-2").statusCode()).isEqualTo(500);
    harness.send(envelope(token(), submit("k-3", SUBJECT + "<a>")));
    assertThat(loggedSince(before))
        .contains("org.apache.cxf.phase.PhaseInterceptorChain")
        .doesNotContain(SECRET, "买买提", MemoryAuthenticator.PASSWORD);
  }

  private static String loggedSince(long offset) throws IOException {
    byte[] all = Files.readAllBytes(LOG);
    return new String(all, (int) offset, all.length - (int) offset, StandardCharsets.UTF_8);
  }

  @Test
  void controlCharactersThatXmlCannotCarryDoNotSpoilAnAnswer() throws Exception {
    harness.services.casework.form = Map.of("a", "x\u0001y");
    Document answer = harness.answer("GetCase", "<number>" + Samples.NUMBER + "</number>");
    assertThat(at(answer, "//form/field/text")).isEqualTo("x\uFFFDy");
  }
}
