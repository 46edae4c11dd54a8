package org.hutong.core.delivery;

import java.util.Map;

/**
 * A case as mappings see it ({@link CaseSource#document}), whole and in clear; nobody changes it.
 */
public record CaseDocument(Map<String, Object> tree) {
  /** Hides it: it is full of personal data. */
  @Override
  public String toString() {
    return "CaseDocument[hidden]";
  }
}
