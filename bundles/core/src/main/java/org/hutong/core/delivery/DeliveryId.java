package org.hutong.core.delivery;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The number of a delivery as callers see it: {@code D} and its row. */
final class DeliveryId {
  private static final Pattern TEXT = Pattern.compile("D([1-9][0-9]{0,17})");

  private DeliveryId() {}

  static String text(long id) {
    return "D" + id;
  }

  static OptionalLong parse(String text) {
    return TEXT.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text.substring(1)))
        : OptionalLong.empty();
  }
}
