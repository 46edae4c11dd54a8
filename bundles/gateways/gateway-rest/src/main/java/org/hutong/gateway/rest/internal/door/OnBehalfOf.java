package org.hutong.gateway.rest.internal.door;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import org.hutong.access.Caller;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;

/**
 * The unit the hub acts for, from its header. A field of HTTP carries ASCII only (RFC 9110), so the
 * name comes percent-encoded from UTF-8.
 */
final class OnBehalfOf {
  private static final String HEADER = "Hutong-On-Behalf-Of";
  private static final Pattern ENCODED = Pattern.compile("(?:[!-$&-~]|%[0-9A-Fa-f]{2}){1,600}");

  private OnBehalfOf() {}

  /** The caller as the header says; the same caller without one. */
  static Caller apply(Caller caller, HttpServletRequest request) {
    List<String> headers = Collections.list(request.getHeaders(HEADER));
    if (headers.isEmpty()) {
      return caller;
    }
    if (headers.size() > 1 || !ENCODED.matcher(headers.get(0)).matches()) {
      throw wrong();
    }
    return caller.actingFor(decode(headers.get(0)), HEADER);
  }

  private static String decode(String encoded) {
    // A plus stands for itself: this is no form.
    String bytes = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      throw wrong();
    }
  }

  private static Refused wrong() {
    return Refused.fields(
        List.of(
            new FieldError(
                HEADER, Code.FIELD_VALUE, "应为一个单位名称，以 UTF-8 百分号编码，如 %E6%B0%91%E6%94%BF%E7%A7%91")));
  }
}
