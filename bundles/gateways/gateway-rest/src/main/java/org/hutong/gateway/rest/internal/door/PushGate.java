package org.hutong.gateway.rest.internal.door;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import org.hutong.gateway.rest.internal.Settings;
import org.hutong.gateway.support.Turnstile;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * How a system that pushes is let in. Its signature is over the body, so the body is read before
 * anybody is known: by few at once, at places of their own, shorter, and not for long. Nothing of
 * it is parsed here.
 */
public final class PushGate extends Turnstile {
  /** The address as it was sent, with nothing encoded in it that others may read otherwise. */
  private static final Pattern PATH =
      Pattern.compile("/api/v1/hooks/[a-z0-9-]{1,40}/[a-z0-9-]{1,40}");

  private static final long LONGEST = Duration.ofSeconds(10).toNanos();
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final int PIECE = 16 * 1024;

  private final Supplier<Settings.Push> settings;

  public PushGate(Supplier<Settings.Push> settings, LongSupplier nanoTime) {
    super(settings, nanoTime);
    this.settings = settings;
  }

  /** Whether it is brought by a system, and not asked by an account. */
  public static boolean isPush(HttpServletRequest request) {
    return request.getMethod().equals("POST") && PATH.matcher(request.getRequestURI()).matches();
  }

  /** Lets anybody in who does not come too often; what comes back bounds the body. */
  public HttpServletRequest admit(HttpServletRequest request) {
    take(request.getRemoteAddr());
    int longest = settings.get().bodyBytes();
    BoundedRequest bounded = new BoundedRequest(request, longest);
    if (request.getContentLengthLong() > longest) {
      throw bounded.tooLarge();
    }
    return bounded;
  }

  /** The whole body; a sender who takes his time over it is told to come again. */
  public static byte[] read(InputStream in) {
    long until = System.nanoTime() + LONGEST;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    try {
      int n = in.read(piece);
      while (n >= 0) {
        body.write(piece, 0, n);
        if (System.nanoTime() - until > 0) {
          throw Refused.later(Code.OVERLOADED_TRY_LATER, RETRY_AFTER);
        }
        n = in.read(piece);
      }
      return body.toByteArray();
    } catch (IOException e) {
      throw Refused.because(Code.MALFORMED_REQUEST, "请求内容没有完整到达");
    }
  }
}
