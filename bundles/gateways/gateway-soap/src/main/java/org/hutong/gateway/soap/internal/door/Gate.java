package org.hutong.gateway.soap.internal.door;

import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import org.hutong.gateway.soap.internal.Settings;
import org.hutong.gateway.support.Turnstile;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a message before it is touched: not too many at once, over TLS or from this
 * machine, of the right kind and length; and, once its sender is known, not too often.
 */
public final class Gate extends Turnstile {
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("text/xml\\s*(;\\s*charset\\s*=\\s*\"?([^\";\\s]+)\"?\\s*)?(;.*)?");

  private final Supplier<Settings> settings;

  public Gate(Supplier<Settings> settings, LongSupplier nanoTime) {
    super(settings, nanoTime);
    this.settings = settings;
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

  /** The character encoding HTTP names, of the two WS-I allows; null when it names none. */
  static @Nullable String encoding(HttpServletRequest request) {
    String type = request.getContentType();
    Matcher m = CONTENT_TYPE.matcher(type == null ? "" : type.strip().toLowerCase(Locale.ROOT));
    if (!m.matches() || m.group(2) != null && !m.group(2).matches("utf-8|utf-16")) {
      throw Refused.because(Code.UNSUPPORTED_MEDIA_TYPE);
    }
    return m.group(2);
  }
}
