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
 * How far pages that a system links by its own cursor were taken. A page that is taken in parts may
 * have changed before it is asked for again: a row withdrawn moves all behind it forward. So the
 * next part begins behind the rows taken last (the anchors), wherever they stand by then, and with
 * the first row when none of them is left: what comes twice is the same row again.
 *
 * @param cursor the system's; empty at the beginning
 * @param taken rows already taken of the page behind it
 * @param anchors fingerprints of the rows taken last; empty in cursors of earlier versions, whose
 *     rows are counted only
 * @param last the fingerprint of the last one's key, for systems whose rows differ at every answer
 */
public record Listed(String cursor, int taken, List<String> anchors, String last) {
  private static final int MOST = 200;
  private static final int MOST_ANCHORS = 20;

  private Listed(String cursor) {
    this(cursor, 0, List.of(), "");
  }

  /** What one of our cursors says. */
  public static Listed of(@Nullable Cursor cursor) throws Unavailable {
    if (cursor == null) {
      return new Listed("");
    }
    String[] parts = cursor.value().split("~", -1);
    boolean counted = parts.length == 2;
    if ((counted || parts.length == 3 && parts[2].length() % Rows.PRINT == 0)
        && parts[1].matches("[0-9]{1,8}")) {
      try {
        String of = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        List<String> prints = prints(counted ? "" : parts[2]);
        int key = prints.isEmpty() ? 0 : 1;
        return new Listed(
            of,
            Integer.parseInt(parts[1]),
            prints.subList(key, prints.size()),
            String.join("", prints.subList(0, key)));
      } catch (IllegalArgumentException e) {
        throw new Unavailable("取数游标不是本插件给出的", e);
      }
    }
    throw new Unavailable("取数游标不是本插件给出的");
  }

  private static List<String> prints(String text) {
    List<String> prints = new ArrayList<>();
    for (int at = 0; at < text.length(); at += Rows.PRINT) {
      prints.add(text.substring(at, at + Rows.PRINT));
    }
    return prints;
  }

  /**
   * The page's next rows, at most as many.
   *
   * @param next the system's cursor behind this page; null when it names none
   */
  public Batch batch(List<Rows.Found> page, int limit, @Nullable String next) throws Unavailable {
    int from = begin(page);
    List<Rows.Found> rest = page.subList(from, page.size());
    List<Rows.Found> now = rest.subList(0, Math.min(limit, rest.size()));
    boolean whole = now.size() == rest.size();
    boolean moves = whole && next != null && !next.equals(cursor);
    Listed behind = moves ? new Listed(next) : behind(page, from, from + now.size());
    return batch(now, behind.cursorOf(), !whole || moves && !page.isEmpty());
  }

  /** Where the rows begin that were not taken. */
  private int begin(List<Rows.Found> page) {
    int counted = Math.min(taken, page.size());
    if (anchors.isEmpty()) {
      return counted;
    }
    for (int anchor = anchors.size() - 1; anchor >= 0; anchor--) {
      // Not behind what was counted: a row may have been changed and stand at the end now.
      for (int at = counted - 1; at >= 0; at--) {
        if (print(page.get(at)).equals(anchors.get(anchor))) {
          return at + 1;
        }
      }
    }
    for (int at = counted - 1; at >= 0; at--) {
      if (key(page.get(at)).equals(last)) {
        return at + 1;
      }
    }
    return 0;
  }

  private Listed behind(List<Rows.Found> page, int from, int end) {
    if (end == 0) {
      return new Listed(cursor);
    }
    if (from == end && end == taken && !anchors.isEmpty()) {
      return this; // nothing came, so nothing is to be written down
    }
    List<String> prints =
        page.subList(Math.max(0, end - MOST_ANCHORS), end).stream().map(Listed::print).toList();
    return new Listed(cursor, end, prints, key(page.get(end - 1)));
  }

  /** Of what is taken: what stays behind may differ at every answer. */
  private static String print(Rows.Found found) {
    return found.row() == null ? found.print() : Rows.print(found.row().fields());
  }

  private static String key(Rows.Found found) {
    return found.row() == null ? found.print() : Rows.print(found.row().key());
  }

  private Cursor cursorOf() throws Unavailable {
    byte[] text = cursor.getBytes(StandardCharsets.UTF_8);
    String head = Base64.getUrlEncoder().withoutPadding().encodeToString(text) + "~" + taken;
    int room = Math.min(MOST_ANCHORS, (MOST - head.length() - 1) / Rows.PRINT - 1);
    try {
      if (anchors.isEmpty() || room < 1) {
        return new Cursor(head);
      }
      List<String> kept = anchors.subList(Math.max(0, anchors.size() - room), anchors.size());
      return new Cursor(head + "~" + last + String.join("", kept));
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
