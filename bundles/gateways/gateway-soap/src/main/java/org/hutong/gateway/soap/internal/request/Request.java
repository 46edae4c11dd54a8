package org.hutong.gateway.soap.internal.request;

import java.util.Map;

/**
 * One request as read.
 *
 * @param parameters what stands in the operation's element; bodies are trees as the services take
 *     them
 */
public record Request(String operation, Map<String, Object> parameters) {
  /** Hides everything but the operation. */
  @Override
  public String toString() {
    return "Request[" + operation + "]";
  }
}
