package org.hutong.gateway.soap.internal.door;

import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.io.DelegatingInputStream;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.hutong.access.Authenticator;
import org.hutong.access.Caller;
import org.hutong.gateway.soap.internal.Settings;
import org.hutong.gateway.soap.internal.problem.EnvelopeRefused;
import org.hutong.gateway.support.Services;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls before anything of the body is read: the first interceptor, in place of all
 * those of CXF that read a message.
 */
public final class EnvelopeInterceptor extends AbstractPhaseInterceptor<Message> {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final String CERTIFICATE = "javax.servlet.request.X509Certificate";

  private final Services services;
  private final Supplier<Settings> settings;
  private final Gate gate;
  private final Patience patience;

  public EnvelopeInterceptor(
      Services services, Supplier<Settings> settings, Gate gate, Patience patience) {
    super(Phase.RECEIVE);
    this.services = services;
    this.settings = settings;
    this.gate = gate;
    this.patience = patience;
  }

  @Override
  public void handleMessage(Message message) {
    HttpServletRequest request =
        (HttpServletRequest) message.get(AbstractHTTPDestination.HTTP_REQUEST);
    if (request.getMethod().equals("GET")) {
      return; // the servlet lets only the contract's own address through
    }
    // By it CXF would read a refused message to its end before it answers.
    message.removeContent(DelegatingInputStream.class);
    Envelope envelope = open(message.getContent(InputStream.class), Gate.encoding(request));
    Caller caller = authenticate(envelope, request);
    gate.take(caller);
    Caller traced = caller.traced(request.getHeader("traceparent"));
    String unit = envelope.onBehalfOf();
    message
        .getExchange()
        .put(Caller.class, unit == null ? traced : traced.actingFor(unit, UnitHeader.NAME));
    message.setContent(XMLStreamReader.class, envelope.body());
  }

  /** As long as nobody is known he holds a place for a while only. */
  private Envelope open(InputStream stream, @Nullable String encoding) {
    Settings now = settings.get();
    try (Patience.Wait wait = patience.of(Duration.ofSeconds(now.headerSeconds()))) {
      try {
        return Envelope.open(stream, encoding, now);
      } catch (Refused | EnvelopeRefused e) {
        throw wait.isOver() ? Refused.later(Code.OVERLOADED_TRY_LATER, RETRY_AFTER) : e;
      }
    }
  }

  private Caller authenticate(Envelope envelope, HttpServletRequest request) {
    Authenticator authenticator = services.authenticator();
    String from = request.getRemoteAddr();
    UsernameToken token = envelope.token();
    if (token != null) {
      try {
        return authenticator.byPassword(token.account(), token.password(), from);
      } finally {
        Arrays.fill(token.password(), '\0');
      }
    }
    if (request.getAttribute(CERTIFICATE) instanceof X509Certificate[] chain && chain.length > 0) {
      return authenticator.byCertificate(chain[0], from);
    }
    throw Refused.because(Code.AUTHENTICATION_FAILED);
  }
}
