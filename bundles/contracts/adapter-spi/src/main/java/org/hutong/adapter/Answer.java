package org.hutong.adapter;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a system answered, before anyone has judged it.
 *
 * @param status the protocol's own status: an HTTP status, the number of rows of a statement
 * @param headers header names in lower case to their values; empty where there are none
 * @param body the answer as a tree of {@code Map<String, Object>}, {@code List<Object>}, {@code
 *     String}, {@code Boolean}, {@code Number} and null
 */
public record Answer(int status, Map<String, String> headers, @Nullable Object body) {
  /** Copies the headers. */
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** Hides the body. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
