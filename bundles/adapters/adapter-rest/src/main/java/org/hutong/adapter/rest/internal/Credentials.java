package org.hutong.adapter.rest.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.hutong.adapter.NotSent;
import org.jspecify.annotations.Nullable;

/** By what the system knows us: headers made anew for every request. */
interface Credentials {
  /** For systems that want nothing but the fixed headers. */
  Credentials NONE = (method, uri, body, limit) -> Map.of();

  /**
   * The headers of one request.
   *
   * @throws NotSent when there are none to be had now; the request is not sent then
   */
  Map<String, String> headers(String method, URI uri, byte @Nullable [] body, Duration limit)
      throws NotSent, InterruptedException;

  /**
   * The system answered 401 to a request with these headers.
   *
   * @return whether the next request will carry others
   */
  default boolean refused(Map<String, String> used) {
    return false;
  }
}
