package org.hutong.adapter.jdbc.internal;

import java.util.Set;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.support.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The query that lists what the system holds of ours: {@code :from} and {@code :to} in it, columns
 * {@code reference} and {@code receipt}, where it has them {@code revision}, {@code cancelled} and
 * {@code at}.
 */
record HeldQuery(SqlTemplate template) {
  private static final Set<String> PARAMETERS = Set.of("from", "to");

  /** Null where none stands here. */
  static @Nullable HeldQuery read(Settings settings) throws InvalidConfig {
    if (!settings.has("held")) {
      return null;
    }
    SqlTemplate template;
    try {
      template = SqlTemplate.parse(settings.required("held"));
    } catch (IllegalArgumentException e) {
      throw settings.wrong("held", String.valueOf(e.getMessage()));
    }
    if (!Set.copyOf(template.parameters()).equals(PARAMETERS)) {
      throw settings.wrong("held", "须以 :from 与 :to 限定时段，且没有其他参数");
    }
    return new HeldQuery(template);
  }

  /**
   * One page behind a position, in an order that no change of a row alters. As a query within a
   * query it can change nothing there.
   */
  String page(boolean first) {
    return "SELECT h.* FROM ("
        + template.sql()
        + ") h"
        + (first ? "" : " WHERE (h.reference::text, coalesce(h.receipt::text, '')) > (?, ?)")
        + " ORDER BY h.reference::text, coalesce(h.receipt::text, '') LIMIT ?";
  }
}
