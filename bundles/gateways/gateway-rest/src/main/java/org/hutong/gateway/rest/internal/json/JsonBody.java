package org.hutong.gateway.rest.internal.json;

import java.util.Map;

/** A request body as the plain tree that the services take. */
public record JsonBody(Map<String, Object> tree) {
  /** Hides everything. */
  @Override
  public String toString() {
    return "JsonBody[hidden]";
  }
}
