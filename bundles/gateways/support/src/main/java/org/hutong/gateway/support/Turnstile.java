package org.hutong.gateway.support;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import org.hutong.access.Caller;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * Who comes in: not too many at once, over TLS or from this machine, and nobody too often. Nothing
 * of a body is read here.
 */
public class Turnstile {
  /** What is allowed, read anew at each request. */
  public interface Limits {
    /** Requests of one caller a second, in the long run. */
    int ratePerSecond();

    /** Requests of one caller at once. */
    int rateBurst();

    /** Requests in progress. */
    int concurrency();
  }

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Supplier<? extends Limits> limits;
  private final RateLimit rate;
  private final AtomicInteger inProgress = new AtomicInteger();
  private volatile boolean closed;

  /**
   * @param nanoTime the clock of the rates, as {@link System#nanoTime}
   */
  public Turnstile(Supplier<? extends Limits> limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.rate = new RateLimit(nanoTime);
  }

  /** Takes a place, which {@link #leave} gives back. */
  public final void enter() {
    if (inProgress.incrementAndGet() > limits.get().concurrency() || closed) {
      leave();
      throw Refused.later(Code.OVERLOADED_TRY_LATER, RETRY_AFTER);
    }
  }

  /** Gives the place back. */
  public final void leave() {
    if (inProgress.decrementAndGet() == 0 && closed) {
      synchronized (inProgress) {
        inProgress.notifyAll();
      }
    }
  }

  /** Lets nobody in any more, and waits until those inside have left; false when some did not. */
  public final boolean close(Duration longest) throws InterruptedException {
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
  public final void mustBePrivate(HttpServletRequest request) {
    if (!request.isSecure() && !isLoopback(request.getRemoteAddr())) {
      throw Refused.because(Code.TLS_REQUIRED);
    }
  }

  /** Takes one request of this caller into account. */
  public final void take(Caller caller) {
    take(caller.account());
  }

  /** The same of whoever is known by another name, such as an address. */
  protected final void take(String client) {
    Limits now = limits.get();
    Duration wait = rate.take(client, now.ratePerSecond(), now.rateBurst());
    if (!wait.isZero()) {
      throw Refused.later(Code.TOO_MANY_REQUESTS, wait);
    }
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
