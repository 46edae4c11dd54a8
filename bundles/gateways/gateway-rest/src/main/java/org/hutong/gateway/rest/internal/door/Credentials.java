package org.hutong.gateway.rest.internal.door;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;
import org.hutong.access.Authenticator;
import org.hutong.access.Caller;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * Reads what a request brings to say who it is: Basic (RFC 7617, UTF-8), Bearer (RFC 6750), or the
 * client certificate that TLS has verified. A header wins over a certificate.
 */
final class Credentials {
  private static final String CERTIFICATE = "javax.servlet.request.X509Certificate";
  private static final int LONGEST_HEADER = 4096;
  private static final int LONGEST_ACCOUNT = 200;

  private Credentials() {}

  static Caller verify(HttpServletRequest request, Authenticator authenticator) {
    List<String> headers = Collections.list(request.getHeaders("Authorization"));
    String from = request.getRemoteAddr();
    if (headers.isEmpty()) {
      if (request.getAttribute(CERTIFICATE) instanceof X509Certificate[] chain
          && chain.length > 0) {
        return authenticator.byCertificate(chain[0], from);
      }
      throw Refused.because(Code.AUTHENTICATION_REQUIRED);
    }
    String header = headers.get(0);
    int space = header.indexOf(' ');
    if (headers.size() > 1 || header.length() > LONGEST_HEADER || space < 0) {
      throw Refused.because(Code.AUTHENTICATION_FAILED);
    }
    String rest = header.substring(space + 1).trim();
    return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "basic" -> basic(rest, authenticator, from);
      case "bearer" -> authenticator.byToken(bearer(rest), from);
      default -> throw Refused.because(Code.AUTHENTICATION_FAILED);
    };
  }

  private static String bearer(String token) {
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw Refused.because(Code.AUTHENTICATION_FAILED);
    }
    return token;
  }

  private static Caller basic(String encoded, Authenticator authenticator, String from) {
    char[] text = decode(encoded);
    char[] password = new char[0];
    try {
      int colon = 0;
      while (colon < text.length && text[colon] != ':') {
        colon++;
      }
      if (colon == 0 || colon == text.length || colon > LONGEST_ACCOUNT) {
        throw Refused.because(Code.AUTHENTICATION_FAILED);
      }
      password = Arrays.copyOfRange(text, colon + 1, text.length);
      return authenticator.byPassword(new String(text, 0, colon), password, from);
    } finally {
      Arrays.fill(text, '\0');
      Arrays.fill(password, '\0');
    }
  }

  private static char[] decode(String encoded) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw Refused.because(Code.AUTHENTICATION_FAILED);
    }
    try {
      CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      char[] text = new char[chars.remaining()];
      chars.get(text);
      Arrays.fill(chars.array(), '\0');
      return text;
    } catch (CharacterCodingException e) {
      throw Refused.because(Code.AUTHENTICATION_FAILED);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
