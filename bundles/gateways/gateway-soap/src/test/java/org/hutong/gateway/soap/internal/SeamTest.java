package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.soap.internal.Harness.ITEM;
import static org.hutong.gateway.soap.internal.Harness.SUBJECT;
import static org.hutong.gateway.soap.internal.Harness.assertFault;
import static org.hutong.gateway.soap.internal.Harness.at;
import static org.hutong.gateway.soap.internal.Harness.envelope;
import static org.hutong.gateway.soap.internal.Harness.submit;
import static org.hutong.gateway.soap.internal.Harness.token;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.hutong.problem.Code;
import org.hutong.problem.Kind;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SeamTest {
  private static final String SECRET = "110102198001011239";

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
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    HttpResponse<String> answer;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      harness.services.casework.fault =
          new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
      answer = enter("k");
    } finally {
      System.setErr(before);
    }

    Document fault = assertFault(answer, 500, "soap:Server", Code.INTERNAL_ERROR);
    String incident = at(fault, "//problem/incident");
    assertThat(incident).matches("[0-9a-f]{8}");
    assertThat(answer.body()).doesNotContain(SECRET);
    assertThat(log.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("Incident " + incident + " in SOAP SubmitCase")
        .contains("IllegalStateException", "Caused by: java.lang.IllegalArgumentException")
        .doesNotContain(SECRET);
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
    StringBuffer log = new StringBuffer();
    SimpleFormatter format = new SimpleFormatter();
    Handler all =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            log.append(format.format(line));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    all.setLevel(Level.ALL);
    Logger cxf = Logger.getLogger("org.apache.cxf");
    Level before = cxf.getLevel();
    cxf.addHandler(all);
    cxf.setLevel(Level.ALL);
    try {
      assertThat(enter("k-1").statusCode()).isEqualTo(200);
      harness.services.casework.fault = new IllegalStateException(SECRET);
      assertThat(enter("k-2").statusCode()).isEqualTo(500);
      harness.send(envelope(token(), submit("k-3", SUBJECT + "<a>")));
    } finally {
      cxf.setLevel(before);
      cxf.removeHandler(all);
    }
    assertThat(log.toString())
        .isNotEmpty()
        .doesNotContain(SECRET, "买买提", MemoryAuthenticator.PASSWORD, "Password");
  }

  @Test
  void controlCharactersThatXmlCannotCarryDoNotSpoilAnAnswer() throws Exception {
    harness.services.casework.form = java.util.Map.of("a", "x\u0001y");
    Document answer = harness.answer("GetCase", "<number>" + Samples.NUMBER + "</number>");
    assertThat(at(answer, "//form/field/text")).isEqualTo("x\uFFFDy");
  }
}
