package org.hutong.gateway.rest.internal.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import org.hutong.access.Caller;
import org.hutong.gateway.rest.internal.Services;
import org.hutong.gateway.rest.internal.Settings;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a request is let in: not too many at once, over TLS or from this machine, by
 * somebody known, not too often, with a body that is not too long. Nothing of the body is read
 * here.
 */
public final class Gate {
  private static final String CALLER = Gate.class.getName() + ".caller";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Services services;
  private final Supplier<Settings> settings;
  private final RateLimit rate;
  private final AtomicInteger inProgress = new AtomicInteger();
  private volatile boolean closed;

  public Gate(Services services, Supplier<Settings> settings, LongSupplier nanoTime) {
    this.services = services;
    this.settings = settings;
    this.rate = new RateLimit(nanoTime);
  }

  /** Takes a place, which {@link #leave} gives back. */
  public void enter() {
    if (inProgress.incrementAndGet() > settings.get().concurrency() || closed) {
      leave();
      throw Refused.later(Code.OVERLOADED_TRY_LATER, RETRY_AFTER);
    }
  }

  /** Gives the place back. */
  public void leave() {
    if (inProgress.decrementAndGet() == 0 && closed) {
      synchronized (inProgress) {
        inProgress.notifyAll();
      }
    }
  }

  /** Lets nobody in any more, and waits until those inside have left; false when some did not. */
  public boolean close(Duration longest) throws InterruptedException {
    closed = true;
    long until = System.nanoTime() + longest.toNanos();
    synchronized (inProgress) {
      while (inProgress.get() > 0) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        inProgress.wait(left);
      }
    }
    return true;
  }

  /** Goes on only over TLS or from this machine. The address is the socket's own. */
  public void mustBePrivate(HttpServletRequest request) {
    if (!request.isSecure() && !isLoopback(request.getRemoteAddr())) {
      throw Refused.because(Code.TLS_REQUIRED);
    }
  }

  /** Lets an authenticated caller in; what comes back bounds the body while it is read. */
  public HttpServletRequest admit(HttpServletRequest request) {
    Caller caller =
        OnBehalfOf.apply(Credentials.verify(request, services.authenticator()), request);
    Settings now = settings.get();
    Duration wait = rate.take(caller.account(), now.ratePerSecond(), now.rateBurst());
    if (!wait.isZero()) {
      throw Refused.later(Code.TOO_MANY_REQUESTS, wait);
    }
    BoundedRequest bounded = new BoundedRequest(request, now.bodyBytes());
    if (request.getContentLengthLong() > now.bodyBytes()) {
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

  private static boolean isLoopback(String address) {
    try {
      // A literal address: nothing is looked up.
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
