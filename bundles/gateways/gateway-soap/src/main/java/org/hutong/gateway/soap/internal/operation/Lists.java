package org.hutong.gateway.soap.internal.operation;

import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/** What lists have in common. */
final class Lists {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;

  private Lists() {}

  static int limit(Args args) {
    return (int) args.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  static @Nullable String next(Page<?> page) {
    return page.next() == null ? null : page.next().value();
  }
}
