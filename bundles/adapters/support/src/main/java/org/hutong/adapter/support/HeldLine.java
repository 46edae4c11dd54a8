package org.hutong.adapter.support;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.hutong.adapter.Unavailable;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.InvalidValue;
import org.jspecify.annotations.Nullable;

/** What the texts of a line mean in which a system lists what it holds of ours. */
public final class HeldLine {
  private HeldLine() {}

  /**
   * The revision of the case: a number, or the delivery key of the newest write, which names it.
   *
   * @return 0 where nothing stands there
   * @throws Unavailable when it is neither: a list that is misread must not be compared
   */
  public static int revision(@Nullable String text) throws Unavailable {
    if (text == null) {
      return 0;
    }
    try {
      return text.matches("[0-9]{1,9}")
          ? Integer.parseInt(text)
          : DeliveryKey.parse(text).revision();
    } catch (InvalidValue e) {
      throw new Unavailable("清单里的修订号既不是数字，也不是分发标识", e);
    }
  }

  /**
   * A moment with its offset; null where nothing stands there.
   *
   * @throws Unavailable when it is none
   */
  public static @Nullable Instant at(@Nullable String text) throws Unavailable {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Unavailable("清单里的时间不是带时区的 ISO 8601 时间", e);
    }
  }
}
