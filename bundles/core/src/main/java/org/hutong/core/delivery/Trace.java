package org.hutong.core.delivery;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** W3C Trace Context: a trace begins with each call to a system. */
final class Trace {
  private static final HexFormat HEX = HexFormat.of();

  private Trace() {}

  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "00-"
        + HEX.toHexDigits(random.nextLong())
        + HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE))
        + "-"
        + HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE))
        + "-01";
  }
}
