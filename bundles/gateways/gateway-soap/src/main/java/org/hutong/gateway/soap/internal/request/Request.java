package org.hutong.gateway.soap.internal.request;

import java.util.List;
import java.util.Map;
import org.hutong.problem.FieldError;

/**
 * One request as read.
 *
 * @param parameters what stands in the operation's element; bodies are trees as the services take
 *     them
 * @param unread what could not be read as the contract has it; stands as null in the tree
 */
public record Request(String operation, Map<String, Object> parameters, List<FieldError> unread) {
  /** Hides everything but the operation. */
  @Override
  public String toString() {
    return "Request[" + operation + "]";
  }
}
