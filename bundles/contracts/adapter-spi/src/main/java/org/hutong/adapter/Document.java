package org.hutong.adapter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What one system is to hold, in that system's own words.
 *
 * @param key the delivery's idempotency key; holds case, revision, system and operation
 * @param content the mapped document: a tree of {@code Map<String, Object>}, {@code List<Object>},
 *     {@code String}, {@code Boolean}, {@code Number} and null
 * @param earlierReceipt the system's receipt for the case's earlier delivery; null for the first
 * @param token for {@link Operation#STATUS} only: the token that {@link Outcome.Pending} gave
 */
public record Document(
    DeliveryKey key,
    Map<String, Object> content,
    @Nullable String earlierReceipt,
    @Nullable String token) {
  /** Keeps an unmodifiable copy of the top level. */
  public Document {
    content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
  }

  /** What is to be done there. */
  public Operation operation() {
    return key.operation();
  }

  /** Hides the content. */
  @Override
  public String toString() {
    return "Document[" + key + "]";
  }
}
