package org.hutong.gateway.rest.internal;

import javax.servlet.http.HttpServletResponse;

/** The headers of every answer: nothing is kept, framed, sniffed or run. */
final class Heads {
  private Heads() {}

  static void set(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("Referrer-Policy", "no-referrer");
  }
}
