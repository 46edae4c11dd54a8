package org.hutong.gateway.soap.internal.door;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hutong.gateway.soap.internal.problem.Faults;
import org.hutong.problem.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a fault, and then takes in what the client is still sending. */
public final class FaultSender {
  private static final Logger LOG = LoggerFactory.getLogger(FaultSender.class);
  private static final int WORTH = 8 << 20;

  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final Patience patience;

  public FaultSender(Patience patience) {
    this.patience = patience;
  }

  void send(
      HttpServletRequest request,
      HttpServletResponse response,
      Throwable thrown,
      String operation) {
    Faults.Written fault = Faults.of(thrown, operation);
    try {
      response.setStatus(fault.status());
      response.setContentType(Faults.MEDIA_TYPE);
      response.setContentLength(fault.bytes().length);
      fault.retryAfterSeconds().ifPresent(s -> response.setHeader("Retry-After", Long.toString(s)));
      if (fault.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
        response.setHeader("Allow", "POST, GET");
      }
      response.getOutputStream().write(fault.bytes());
      response.flushBuffer();
      if (fault.status() != Kind.OVERLOADED.status()) {
        drain(request.getInputStream());
      }
    } catch (IOException e) {
      LOG.debug("The client is gone: {}", e.getClass().getName());
    }
  }

  /**
   * A client that is still sending when its connection closes may never see the answer: so up to 8
   * MiB are read, unseen, for three seconds at most.
   */
  private void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[16 << 10];
    try (Patience.Wait wait = patience.of(LONGEST)) {
      for (int left = WORTH; left > 0 && !wait.isOver(); ) {
        int n = in.read(buffer);
        if (n < 0) {
          return;
        }
        left -= n;
      }
    }
  }
}
