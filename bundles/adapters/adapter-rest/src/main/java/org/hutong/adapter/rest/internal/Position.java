package org.hutong.adapter.rest.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.hutong.adapter.support.Rows;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How far the pages were taken: what our cursor says.
 *
 * @param since where this round began
 * @param latest the last change seen
 * @param page the next page, from 1; {@link #ROUND} at the beginning of a round
 * @param anchors fingerprints of the rows taken last, five signs each
 */
record Position(String since, String latest, int page, List<String> anchors) {
  /** Before the first page: nothing of this round was taken yet. */
  static final int ROUND = 0;

  private static final int PRINT = Rows.PRINT;
  private static final int MOST = 200;

  /** As many as leave room for two moments in a cursor. */
  static final int MOST_ANCHORS = 20;

  /** What a cursor says; null when it is not one of ours. */
  static @Nullable Position of(@Nullable Cursor cursor) {
    if (cursor == null) {
      return new Position("", "", ROUND, List.of());
    }
    String[] parts = cursor.value().split("~", -1);
    if (parts.length != 4 || !parts[2].matches("[0-9]{1,8}") || parts[3].length() % PRINT != 0) {
      return null;
    }
    List<String> anchors = new ArrayList<>();
    for (int at = 0; at < parts[3].length(); at += PRINT) {
      anchors.add(parts[3].substring(at, at + PRINT));
    }
    try {
      return new Position(
          decoded(parts[0]), decoded(parts[1]), Integer.parseInt(parts[2]), anchors);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** As a cursor; null when its moments are too long for one. */
  @Nullable Cursor cursor() {
    String head = encoded(since) + "~" + encoded(latest) + "~" + page + "~";
    int room = Math.min(MOST_ANCHORS, (MOST - head.length()) / PRINT);
    if (head.length() > MOST) {
      return null;
    }
    List<String> kept = anchors.subList(Math.max(0, anchors.size() - room), anchors.size());
    return new Cursor(head + String.join("", kept));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
