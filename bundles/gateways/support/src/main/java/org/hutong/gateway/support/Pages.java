package org.hutong.gateway.support;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a list that its service gives whole. The cursor is a position with a mark of what stood
 * before it, so that a list that changed meanwhile is read anew and nothing is passed over.
 */
public final class Pages {
  private static final Pattern CURSOR = Pattern.compile("p([1-9][0-9]{0,8})-([0-9a-f]{1,8})");

  private Pages() {}

  /**
   * One page.
   *
   * @param key what tells the elements apart
   * @throws Refused {@code CURSOR_INVALID}, or {@code CURSOR_EXPIRED} when the list is another now
   */
  public static <T> Page<T> of(
      List<T> whole, int limit, @Nullable String after, Function<? super T, ?> key) {
    int from = after == null ? 0 : position(whole, after, key);
    int to = Math.min(whole.size(), from + limit);
    Cursor next = to == whole.size() ? null : new Cursor("p" + to + "-" + mark(whole, to, key));
    return new Page<>(whole.subList(from, to), next);
  }

  private static <T> int position(List<T> whole, String after, Function<? super T, ?> key) {
    Matcher cursor = CURSOR.matcher(after);
    if (!cursor.matches()) {
      throw Refused.because(Code.CURSOR_INVALID);
    }
    int at = Integer.parseInt(cursor.group(1));
    if (at > whole.size() || !mark(whole, at, key).equals(cursor.group(2))) {
      throw Refused.because(Code.CURSOR_EXPIRED);
    }
    return at;
  }

  private static <T> String mark(List<T> whole, int at, Function<? super T, ?> key) {
    return Integer.toHexString(key.apply(whole.get(at - 1)).toString().hashCode());
  }
}
