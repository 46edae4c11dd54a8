package org.hutong.adapter.support;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Unavailable;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.InvalidValue;
import org.jspecify.annotations.Nullable;

/**
 * How far pages that a system links by its own cursor were taken.
 *
 * @param cursor the system's; empty at the beginning
 * @param taken rows already taken of the page behind it
 */
public record Listed(String cursor, int taken) {
  /** What one of our cursors says. */
  public static Listed of(@Nullable Cursor cursor) throws Unavailable {
    if (cursor == null) {
      return new Listed("", 0);
    }
    String[] parts = cursor.value().split("~", -1);
    if (parts.length == 2 && parts[1].matches("[0-9]{1,8}")) {
      try {
        byte[] text = Base64.getUrlDecoder().decode(parts[0]);
        return new Listed(new String(text, StandardCharsets.UTF_8), Integer.parseInt(parts[1]));
      } catch (IllegalArgumentException e) {
        throw new Unavailable("取数游标不是本插件给出的", e);
      }
    }
    throw new Unavailable("取数游标不是本插件给出的");
  }

  /**
   * The page's next rows, at most as many.
   *
   * @param next the system's cursor behind this page; null when it names none
   */
  public Batch batch(List<Rows.Found> page, int limit, @Nullable String next) throws Unavailable {
    List<Rows.Found> rest = page.subList(Math.min(taken, page.size()), page.size());
    List<Rows.Found> now = rest.subList(0, Math.min(limit, rest.size()));
    boolean whole = now.size() == rest.size();
    boolean moves = whole && next != null && !next.equals(cursor);
    Listed behind = moves ? new Listed(next, 0) : new Listed(cursor, taken + now.size());
    return batch(now, behind.cursorOf(), !whole || moves && !page.isEmpty());
  }

  private Cursor cursorOf() throws Unavailable {
    byte[] text = cursor.getBytes(StandardCharsets.UTF_8);
    try {
      return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(text) + "~" + taken);
    } catch (InvalidValue e) {
      throw new Unavailable("系统的游标太长", e);
    }
  }

  /** A batch of what was found. */
  public static Batch batch(List<Rows.Found> found, Cursor next, boolean more) {
    List<Batch.Row> rows = new ArrayList<>();
    List<Batch.Refused> refused = new ArrayList<>();
    for (Rows.Found each : found) {
      if (each.row() != null) {
        rows.add(each.row());
      } else if (each.bad() != null) {
        refused.add(each.bad());
      }
    }
    return new Batch(rows, refused, next, more);
  }
}
