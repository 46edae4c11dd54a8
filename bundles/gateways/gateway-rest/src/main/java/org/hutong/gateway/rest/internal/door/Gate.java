package org.hutong.gateway.rest.internal.door;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import org.hutong.access.Caller;
import org.hutong.gateway.rest.internal.Settings;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.Turnstile;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a request is let in: not too many at once, over TLS or from this machine, by
 * somebody known, not too often, with a body that is not too long. Nothing of the body is read
 * here.
 */
public final class Gate extends Turnstile {
  private static final String CALLER = Gate.class.getName() + ".caller";

  private final Services services;
  private final Supplier<Settings> settings;

  public Gate(Services services, Supplier<Settings> settings, LongSupplier nanoTime) {
    super(settings, nanoTime);
    this.services = services;
    this.settings = settings;
  }

  /** Lets an authenticated caller in; what comes back bounds the body while it is read. */
  public HttpServletRequest admit(HttpServletRequest request) {
    Caller caller =
        OnBehalfOf.apply(Credentials.verify(request, services.authenticator()), request);
    take(caller);
    int longest = settings.get().bodyBytes();
    BoundedRequest bounded = new BoundedRequest(request, longest);
    if (request.getContentLengthLong() > longest) {
      throw bounded.tooLarge();
    }
    request.setAttribute(CALLER, caller.traced(request.getHeader("traceparent")));
    return bounded;
  }

  /** Who was admitted with this request. */
  public static Caller caller(HttpServletRequest request) {
    Caller caller = callerIfAny(request);
    if (caller == null) {
      throw Refused.because(Code.AUTHENTICATION_REQUIRED);
    }
    return caller;
  }

  /** Who was admitted with this request; null when nobody had to be. */
  public static @Nullable Caller callerIfAny(HttpServletRequest request) {
    return (Caller) request.getAttribute(CALLER);
  }
}
