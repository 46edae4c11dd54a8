package org.hutong.adapter.support.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to send.
 *
 * @param headers as they are sent, besides those that HTTP itself needs
 * @param body null for none
 */
public record HttpCall(
    String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {
  /** Hides the address, the headers and the body: they carry secrets and personal data. */
  @Override
  public String toString() {
    return "HttpCall[" + method + "]";
  }
}
