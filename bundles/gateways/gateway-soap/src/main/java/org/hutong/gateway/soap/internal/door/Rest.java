package org.hutong.gateway.soap.internal.door;

import java.io.IOException;
import java.io.InputStream;
import org.hutong.problem.Kind;

/**
 * What is left of a message that was refused. A client that is still sending when the connection
 * closes never sees the answer: so the rest is read, unseen, as far as it is worth it.
 */
final class Rest {
  private static final int WORTH = 8 << 20;

  private Rest() {}

  /**
   * Throws up to 8 MiB away. Only for a message that was too large are they waited for: of the
   * others what has come already is nearly always all.
   */
  static void drain(int status, InputStream in) throws IOException {
    boolean wait = status == Kind.TOO_LARGE.status();
    byte[] buffer = new byte[16 << 10];
    for (int left = WORTH; left > 0 && (wait || in.available() > 0); ) {
      int n = in.read(buffer);
      if (n < 0) {
        return;
      }
      left -= n;
    }
  }
}
