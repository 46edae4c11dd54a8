package org.hutong.gateway.soap.internal.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import org.hutong.access.Caller;
import org.hutong.gateway.soap.internal.Settings;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a message before it is touched: not too many at once, over TLS or from this
 * machine, of the right kind and length; and, once its sender is known, not too often.
 */
public final class Gate {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("text/xml\\s*(;\\s*charset\\s*=\\s*\"?([^\";\\s]+)\"?\\s*)?(;.*)?");

  private final Supplier<Settings> settings;
  private final RateLimit rate;
  private final AtomicInteger inProgress = new AtomicInteger();
  private volatile boolean closed;

  public Gate(Supplier<Settings> settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.rate = new RateLimit(nanoTime);
  }

  /** Takes a place, which {@link #leave} gives back. */
  void enter() {
    if (inProgress.incrementAndGet() > settings.get().concurrency() || closed) {
      leave();
      throw Refused.later(Code.OVERLOADED_TRY_LATER, RETRY_AFTER);
    }
  }

  /** Gives the place back. */
  void leave() {
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
  void mustBePrivate(HttpServletRequest request) {
    if (!request.isSecure() && !isLoopback(request.getRemoteAddr())) {
      throw Refused.because(Code.TLS_REQUIRED);
    }
  }

  /** Goes on only with XML of a length that can be. */
  void mustBeReadable(HttpServletRequest request) {
    encoding(request);
    String coding = request.getHeader("Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw Refused.because(Code.UNSUPPORTED_MEDIA_TYPE);
    }
    if (request.getContentLengthLong() > settings.get().bodyBytes()) {
      throw Refused.because(Code.BODY_TOO_LARGE);
    }
  }

  /** Takes one request of this caller into account. */
  void take(Caller caller) {
    Settings now = settings.get();
    Duration wait = rate.take(caller.account(), now.ratePerSecond(), now.rateBurst());
    if (!wait.isZero()) {
      throw Refused.later(Code.TOO_MANY_REQUESTS, wait);
    }
  }

  /** The character encoding HTTP names, of the two WS-I allows; null when it names none. */
  static @Nullable String encoding(HttpServletRequest request) {
    String type = request.getContentType();
    Matcher m = CONTENT_TYPE.matcher(type == null ? "" : type.strip().toLowerCase(Locale.ROOT));
    if (!m.matches() || m.group(2) != null && !m.group(2).matches("utf-8|utf-16")) {
      throw Refused.because(Code.UNSUPPORTED_MEDIA_TYPE);
    }
    return m.group(2);
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
