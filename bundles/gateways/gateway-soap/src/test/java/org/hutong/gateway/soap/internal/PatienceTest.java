package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.soap.internal.Harness.element;
import static org.hutong.gateway.soap.internal.Harness.envelope;
import static org.hutong.gateway.soap.internal.Harness.token;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One place only, and somebody who sends slowly. */
class PatienceTest {
  private Harness harness;

  @BeforeEach
  void start() throws Exception {
    harness = new Harness();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  /** A message begun on a connection of its own; what it announces never comes. */
  private Socket begin(String envelope) throws Exception {
    Socket socket = new Socket("127.0.0.1", harness.port());
    socket.setSoTimeout(10_000);
    byte[] bytes = envelope.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /soap/v1/street HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: "
            + (bytes.length + 100_000)
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return socket;
  }

  private static String answer(Socket socket) throws Exception {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("</soap:Envelope>") < 0) {
      answer.append((char) socket.getInputStream().read());
    }
    return answer.toString();
  }

  private void untilAPlaceIsFree() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    HttpResponse<String> response;
    do {
      response = harness.call("GetSystems", "");
    } while (response.statusCode() == 503 && System.nanoTime() < until);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @Test
  void whoTakesHisTimeToSayWhoHeIsLosesHisPlace() throws Exception {
    harness.settings = new Settings(2000, 4000, 1, 1 << 20, 16384, 64, 1, 16, null);
    String whole = envelope(token(), element("GetSystems", ""));
    try (Socket socket = begin(whole.substring(0, whole.indexOf("<wsse:Password")))) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 503").contains("OVERLOADED_TRY_LATER");
      untilAPlaceIsFree();
    }
  }

  @Test
  void whoWasRefusedAndGoesOnSlowlyHoldsNoPlaceForLong() throws Exception {
    harness.settings = new Settings(2000, 4000, 1, 1 << 20, 16384, 64, 10, 16, null);
    try (Socket socket = begin(envelope(token("clerk", "wrong"), ""))) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 500").contains("AUTHENTICATION_FAILED");
      untilAPlaceIsFree();
    }
  }
}
