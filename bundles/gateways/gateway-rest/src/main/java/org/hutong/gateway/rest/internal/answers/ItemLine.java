package org.hutong.gateway.rest.internal.answers;

import org.hutong.catalogue.ItemRef;

/** An item as a case names it. */
public record ItemLine(String scheme, String code, int version, String name) {
  static ItemLine of(ItemRef ref, String name) {
    return new ItemLine(ref.scheme(), ref.code(), ref.version(), name);
  }
}
