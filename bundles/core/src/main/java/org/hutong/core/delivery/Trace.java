package org.hutong.core.delivery;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context: each call to a system is a span of the trace its entry came with. */
final class Trace {
  private static final HexFormat HEX = HexFormat.of();

  private Trace() {}

  /** A span of the caller's trace, or of one that begins here where the caller named none. */
  static String next(@Nullable String caller) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (caller != null) {
      String span = HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE));
      return caller.substring(0, 36) + span + caller.substring(52);
    }
    return "00-"
        + HEX.toHexDigits(random.nextLong())
        + HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE))
        + "-"
        + HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE))
        + "-01";
  }
}
